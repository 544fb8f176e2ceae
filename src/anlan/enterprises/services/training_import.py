"""Staff and trainings out of a table: every row read and judged first, then all of it entered or nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from anlan.enterprises.events import StaffImported
from anlan.enterprises.models import Enterprise, Trainee, Training
from anlan.enterprises.selectors.training_rules import trained_posts, training_columns, training_kinds, training_results
from anlan.enterprises.services.keeping import locked
from anlan.enterprises.services.training_standing import reckon
from anlan.enterprises.services.trainings import checked_training, new_trainee, put_trainings
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import AnlanError
from anlan.support import journal
from anlan.support.row_import.columns import Column, Kind, Problem, Row
from anlan.support.row_import.reading import read_rows

_MOST: Final = 2000
_MOST_HOURS: Final = 200


@dataclass(frozen=True, slots=True)
class StaffOutcome:
    """What became of a table: with problems nothing was stored."""

    persons: int
    trainings: int
    problems: tuple[Problem, ...]


def staff_columns() -> tuple[Column, ...]:
    """Return the columns of a table of trainings; the first tells rows apart, the person's may be left out below."""
    heads = {key: tuple(words) for key, words in training_columns().items()}
    posts = {post.name: post.key for post in trained_posts().values()}
    kinds = {word: key for key, word in training_kinds().items()}
    results = {word: key for key, word in training_results().items()}
    return (
        Column("number", heads["number"], Kind.WHOLE, is_required=True, least=1, greatest=_MOST),
        Column("name", heads["name"], is_required=True, longest=40, fills_down=True),
        Column("post", heads["post"], Kind.CHOICE, is_required=True, choices=posts, fills_down=True),
        Column("hired_on", heads["hired_on"], Kind.DATE, is_required=True, fills_down=True),
        Column("kind", heads["kind"], Kind.CHOICE, is_required=True, choices=kinds),
        Column("course", heads["course"], is_required=True, longest=120),
        Column("hours", heads["hours"], Kind.NUMBER, is_required=True, least=0.5, greatest=_MOST_HOURS),
        Column("held_on", heads["held_on"], Kind.DATE, is_required=True),
        Column("passed", heads["passed"], Kind.CHOICE, is_required=True, choices=results),
    )


@transaction.atomic
def import_trainings(*, enterprise_id: UUID, name: str, raw: bytes, actor: Actor, now: datetime) -> StaffOutcome:
    """Enter every row of a table, or nothing where one is wrong; persons who are unknown come into the staff."""
    firm = locked(enterprise_id, actor)
    today = in_china(now).date()
    reading = read_rows(staff_columns(), raw, name=name, most=_MOST)
    problems = list(reading.problems)
    if problems:
        return StaffOutcome(0, 0, tuple(problems))
    staff = {(row.name, row.hired_on): row for row in Trainee.objects.filter(enterprise=firm, left_on__isnull=True)}
    before = len(staff)
    made = []
    for line in reading.rows:
        try:
            made.append(_training(firm, line.values, staff, actor, now))
        except AnlanError as refusal:
            problems.append(_problem(line, refusal))
    if problems:
        return StaffOutcome(0, 0, tuple(problems))
    persons = list(staff.values())[before:]
    Trainee.objects.bulk_create(persons)
    put_trainings(made)
    reckon(firm, {each.trainee_id: each.trainee for each in made}.values(), today)
    head = {"subject": f"enterprises.enterprise:{firm.id}", "region": firm.region, "enterprise_id": firm.id}
    event = StaffImported(**head, name=firm.name, persons=len(persons), trainings=len(made))
    journal.announce(event, actor=actor, now=now)
    return StaffOutcome(len(persons), len(made), ())


def _training(
    firm: Enterprise, told: dict[str, Any], staff: dict[tuple[str, date], Trainee], actor: Actor, now: datetime
) -> Training:
    today, key = in_china(now).date(), (told["name"], told["hired_on"])
    if key not in staff:
        staff[key] = new_trainee(firm, told["name"], told["post"], told["hired_on"], today)
    hours = Decimal(str(told["hours"]))
    values = checked_training(told["kind"], told["course"], hours, told["held_on"], today)
    return Training(trainee=staff[key], is_passed=told["passed"] == "passed", by=actor.name[:80], at=now, **values)


def _problem(line: Row, refusal: AnlanError) -> Problem:
    field, value = str(refusal.data.get("field", "")), str(refusal.data.get("value", ""))
    rule = gettext(str(refusal.data.get("rule", refusal.message)))
    return Problem(line.number, gettext(field) if field else "", value, "", {"sentence": rule})
