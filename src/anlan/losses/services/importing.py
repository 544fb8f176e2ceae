"""Figures from an Excel table in the system's own layout: one unit a row, a column for each indicator's code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, InvalidValue
from anlan.losses.domain import errors
from anlan.losses.selectors.tables import loss_table
from anlan.losses.services.entering import NewEntry, enter_figures
from anlan.losses.services.steps import locked_survey
from anlan.protocols.spreadsheet.table import open_table

LARGEST: Final = 5_000_000
REGION: Final = "region"
REASON: Final = "reason"
NAME: Final = "name"
_MOST_ROWS: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How many units told by a table, and which rows are refused (row number as spreadsheets count, refusal)."""

    entered: int
    refused: tuple[tuple[int, AnlanError], ...]


def import_figures(*, survey_id: UUID, raw: bytes, actor: Actor, now: datetime) -> Imported:
    """Enter a table's figures, all rows or none; each refused row is named with its reason."""
    if len(raw) > LARGEST:
        raise InvalidValue(field="file", value=len(raw), rule="at_most_5_megabytes")
    keys, lines = _lines(raw)
    done, refused = 0, []
    with transaction.atomic():
        survey = locked_survey(survey_id)
        known = {*loss_table(survey.table).indicators, REGION, NAME, REASON}
        unknown = [key for key in keys if key and key not in known]
        if unknown:
            raise InvalidValue(field="indicator", value=unknown[0][:40], rule="of_the_table")
        for number, cells in lines:
            try:
                with transaction.atomic():
                    _enter(survey_id, dict(zip(keys, cells, strict=False)), actor, now)
                done += 1
            except AnlanError as refusal:
                refused.append((number, refusal))
        if refused:
            transaction.set_rollback(True)
    return Imported(entered=0 if refused else done, refused=tuple(refused))


def _lines(raw: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the codes of the columns and the filled rows below them; rows between are heads in words."""
    rows = list(open_table(raw).rows())
    if len(rows) > _MOST_ROWS:
        raise InvalidValue(field="file", value=len(rows), rule="at_most_2000_rows")
    at = next((number for number, row in enumerate(rows) if row and row[0].strip() == REGION), None)
    if at is None:
        raise errors.NoTable(missing=REGION)
    filled = [(number, row) for number, row in enumerate(rows[at + 1 :], at + 2) if any(cell.strip() for cell in row)]
    units = [(number, row) for number, row in filled if row[0].strip()[:1].isdigit()]
    return [cell.strip() for cell in rows[at]], units


def _enter(survey_id: UUID, cells: dict[str, str], actor: Actor, now: datetime) -> None:
    region, reason = cells.pop(REGION).strip(), cells.pop(REASON, "")
    values = {key: value for key, value in cells.items() if key not in ("", NAME) and value.strip()}
    new = NewEntry(survey_id=survey_id, region=region, values=values, as_of=now, reason=reason, source="excel")
    enter_figures(new=new, actor=actor, now=now)
