"""Duties of a list out of a table: every row read and judged first, then all of it entered or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.safety_duties.domain.states import TO_EDIT
from anlan.safety_duties.models import DutyList
from anlan.safety_duties.selectors.tables import column_heads, evidences, rhythm_words
from anlan.safety_duties.services.drafting import DRAFT, NewDuty, checked, put_duties
from anlan.safety_duties.services.texts import locked
from anlan.support.row_import.columns import Column, Kind, Problem, Row
from anlan.support.row_import.reading import read_rows

_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class DutiesOutcome:
    """What became of a table: with problems nothing was stored."""

    entered: int
    problems: tuple[Problem, ...]


def columns() -> tuple[Column, ...]:
    """Return the columns of a table of duties; the first tells rows apart."""
    heads = column_heads()
    return (
        Column("text", heads["text"], is_required=True, longest=300),
        Column("measure", heads["measure"], is_required=True),
        Column("rhythm", heads["rhythm"], Kind.CHOICE, is_required=True, choices=_by_word(rhythm_words())),
        Column("target", heads["target"], Kind.WHOLE, is_required=True, least=1, greatest=1000),
        Column("weight", heads["weight"], Kind.WHOLE, is_required=True, least=1, greatest=100),
        Column("basis", heads["basis"], fills_down=True),
        Column("proof", heads["proof"]),
        Column("evidence", heads["evidence"], Kind.CHOICE, choices={row.name: key for key, row in evidences().items()}),
        Column("due", heads["due"], Kind.DATE),
    )


@transaction.atomic
def import_duties(*, list_id: UUID, name: str, raw: bytes, actor: Actor, now: datetime) -> DutiesOutcome:
    """Enter every duty of a table behind those on the list, or none where a row is wrong."""
    row = locked(list_id, actor, DRAFT)
    if row.state not in TO_EDIT:
        raise TransitionNotAllowed(what="duty_list", state=row.state, act="change")
    reading = read_rows(columns(), raw, name=name, most=_MOST)
    problems = [*reading.problems, *(each for line in reading.rows for each in _wrong(line, row))]
    if problems:
        return DutiesOutcome(0, tuple(sorted(problems, key=lambda each: each.row)))
    put_duties(row, [_duty(line) for line in reading.rows])
    return DutiesOutcome(len(reading.rows), ())


def _by_word(words: Mapping[str, str]) -> dict[str, str]:
    return {word: key for key, word in words.items()}


def _duty(line: Row) -> NewDuty:
    told = {key: value for key, value in line.values.items() if value not in (None, "")}
    return NewDuty(**told)


def _wrong(line: Row, row: DutyList) -> tuple[Problem, ...]:
    """Return what the room's own rules say of a row; an empty required cell has been told of already."""
    needed = [each.key for each in columns() if each.is_required]
    if any(line.values.get(key) in (None, "") for key in needed):
        return ()
    try:
        checked(_duty(line), row)
    except InvalidValue as refusal:
        field, rule = gettext(str(refusal.data["field"])), gettext(str(refusal.data["rule"]))
        return (Problem(line.number, field, str(refusal.data["value"]), "", {"sentence": rule}),)
    return ()
