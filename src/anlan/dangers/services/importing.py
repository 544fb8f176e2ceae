"""Taking over an existing ledger of open hidden dangers: every row by the room's own acts, all of them or none."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext

from anlan.dangers.domain.dangers import NewDanger
from anlan.dangers.domain.grading import Grading
from anlan.dangers.domain.states import Grade, ObjectKind, Source
from anlan.dangers.models import Danger
from anlan.dangers.selectors.rules import trades
from anlan.dangers.services.grading import grade_danger
from anlan.dangers.services.registering import register_danger
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import AnlanError
from anlan.kernel.regions import normalise
from anlan.support import rights
from anlan.support.row_import.columns import Column, Kind, Problem, Row
from anlan.support.row_import.reading import read_rows
from anlan.support.tables import load_table

_MOST: Final = 2000
_RIGHT: Final = "dangers.import"


@dataclass(frozen=True, slots=True)
class LedgerOutcome:
    """What became of a ledger: with problems nothing was stored; ``known`` rows had been taken over before."""

    entered: int
    known: int
    problems: tuple[Problem, ...]


def columns() -> tuple[Column, ...]:
    """Return the columns of a ledger."""
    table = load_table("anlan.dangers", "columns")
    heads = {key: tuple(words) for key, words in table.items() if isinstance(words, list)}
    of_trade = {word: key for key, word in trades().items()}
    return (
        Column("number", heads["number"], is_required=True, longest=40),
        Column("code", heads["code"], longest=40),
        Column("region", heads["region"], longest=12, fills_down=True),
        Column("place", heads["place"]),
        Column("title", heads["title"], is_required=True, longest=120),
        Column("text", heads["text"], longest=4000),
        Column("trade", heads["trade"], Kind.CHOICE, choices=of_trade, fills_down=True),
        Column("source", heads["source"], Kind.CHOICE, choices=table["sources"]),
        Column("found_on", heads["found_on"], Kind.DATE, is_required=True),
        Column("grade", heads["grade"], Kind.CHOICE, choices=table["grades"]),
        Column("due_on", heads["due_on"], Kind.DATE),
    )


@transaction.atomic
def import_dangers(*, name: str, raw: bytes, actor: Actor, now: datetime) -> LedgerOutcome:
    """Register every row and grade those that say a grade, or take over nothing where a row is wrong.

    A row is known by its enterprise or region, its number in the ledger and its source: what is sent again is stored
    once.
    """
    rights.require_somewhere(actor, _RIGHT)
    reading = read_rows(columns(), raw, name=name, most=_MOST)
    problems, known = list(reading.problems), 0
    told_of = {each.row for each in problems}
    for row in reading.rows:
        if row.number in told_of:
            continue
        try:
            with transaction.atomic():
                known += _take_over(row, actor, now)
        except AnlanError as refusal:
            problems.append(_problem(row, refusal))
    if problems:
        transaction.set_rollback(True)
        return LedgerOutcome(0, 0, tuple(sorted(problems, key=lambda each: each.row)))
    return LedgerOutcome(len(reading.rows) - known, known, ())


def _take_over(row: Row, actor: Actor, now: datetime) -> bool:
    """Register a row and grade it; tell whether it had been taken over before."""
    values = row.values
    source = Source(values.get("source") or Source.SELF)
    source_id = f"ledger:{values.get('code') or values.get('region')}:{values.get('number')}"
    if Danger.objects.filter(source=source.value, source_id=source_id).exists():
        return True
    new = NewDanger(
        title=values.get("title") or "",
        source=source,
        source_id=source_id,
        place_text=values.get("place") or "",
        text=values.get("text") or "",
        trade=values.get("trade") or "",
        found_at=_moment(values.get("found_on")),
        **_object(values, actor),
    )
    danger_id = register_danger(new, actor, now)
    if values.get("grade"):
        note = gettext("Taken over from the ledger, number %(number)s") % {"number": values.get("number")}
        grading = Grading(grade=Grade(values["grade"]), note=note)
        grade_danger(danger_id=danger_id, grading=grading, due=_moment(values.get("due_on")), actor=actor, now=now)
    return False


def _object(values: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Return where a hidden danger is: at the enterprise of the code, otherwise in the region."""
    if not values.get("code"):
        return {"region": normalise(values.get("region") or "")}
    firm = enterprises.enterprise_by_code(actor, values["code"])
    place = (firm.longitude, firm.latitude)
    return {"region": firm.region, "object_kind": ObjectKind.ENTERPRISE, "object_id": firm.id, "location": place}


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(8), CHINA) if day else None


def _problem(row: Row, refusal: AnlanError) -> Problem:
    data = {key: gettext(value) if isinstance(value, str) else value for key, value in refusal.data.items()}
    sentence = gettext(refusal.message) % data
    field = str(data.get("field") or data.get("what") or "")
    return Problem(row.number, field, str(data.get("value", "")), "", {"sentence": sentence})
