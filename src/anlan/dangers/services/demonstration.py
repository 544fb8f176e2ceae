"""The demonstration's hidden dangers: put in as rows with their history, marked, and removed whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max

from anlan.dangers.domain.dangers import NewDanger, shown_number
from anlan.dangers.domain.states import DangerState, Grade
from anlan.dangers.models import Danger, DangerStep
from anlan.dangers.services.registering import row_of_new
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support import rights

_WAY: Final = (
    ("find", DangerState.FOUND),
    ("register", DangerState.REGISTERED),
    ("grade", DangerState.ASSESSED),
    ("control", DangerState.CONTROLLING),
    ("start", DangerState.RECTIFYING),
    ("apply", DangerState.APPLIED),
    ("accept", DangerState.ACCEPTED),
    ("close", DangerState.CLOSED),
)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDanger:
    """An ordinary hidden danger as the demonstration opens: what was found, and how far it came."""

    new: NewDanger
    state: DangerState
    is_overdue: bool = False


@transaction.atomic
def put_demonstration(*, rows: Sequence[OpeningDanger], actor: Actor, now: datetime) -> int:
    """Put the demonstration's hidden dangers in, with a step a day; nothing of it is in the journal."""
    _require_system(actor)
    year = in_china(now).year
    last = Danger.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0
    dangers, steps = [], []
    for serial, each in enumerate(rows, last + 1):
        danger = _row(each, actor, now)
        danger.year, danger.serial, danger.number = year, serial, shown_number(year, serial)
        dangers.append(danger)
        steps += _steps(danger, actor)
    Danger.objects.bulk_create(dangers)
    DangerStep.objects.bulk_create(steps)
    return len(dangers)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's hidden dangers out with their history."""
    _require_system(actor)
    Danger.objects.filter(is_demo=True).delete()


def _row(each: OpeningDanger, actor: Actor, now: datetime) -> Danger:
    danger = row_of_new(each.new, each.new.object_name, actor, now)
    danger.state, danger.is_demo = each.state.value, True
    if each.state is DangerState.FOUND:
        return danger
    danger.registered_at = danger.found_at
    if each.state is DangerState.REGISTERED:
        return danger
    danger.grade, danger.graded_by = Grade.ORDINARY.value, actor.name
    danger.graded_at = danger.found_at + 2 * _DAY
    danger.due_at = now - _DAY if each.is_overdue else now + 20 * _DAY
    danger.is_overdue = danger.was_late = each.is_overdue
    if each.state in (DangerState.ACCEPTED, DangerState.CLOSED):
        danger.due_at = danger.found_at + 15 * _DAY
    danger.closed_at = danger.found_at + 8 * _DAY if each.state is DangerState.CLOSED else None
    return danger


def _steps(danger: Danger, actor: Actor) -> list[DangerStep]:
    """Return a step a day, up to the state in which the danger stands."""
    way = [state for _, state in _WAY]
    reached = way.index(DangerState(danger.state))
    return [
        DangerStep(
            danger=danger,
            act=act,
            state=state.value,
            by_id=actor.id,
            by_name=actor.name,
            at=danger.found_at + number * _DAY,
        )
        for number, (act, state) in enumerate(_WAY[: reached + 1])
        if state is not DangerState.CONTROLLING
    ]


def _require_system(actor: Actor) -> None:
    rights.require_platform(actor)
