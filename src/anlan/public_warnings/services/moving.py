"""Households to be moved: frozen with the round by name, ticked one by one or many at a time, every tick kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, Sum

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import lineage
from anlan.people import api as people
from anlan.public_warnings.domain.calling import Answer, MoveState
from anlan.public_warnings.domain.ladders import Ladder, Moves
from anlan.public_warnings.events import HouseholdsTicked
from anlan.public_warnings.models import CallTask, MoveTask, MoveTick
from anlan.public_warnings.services.answering import OpenCall, locked_call, require_confirmed, require_running
from anlan.public_warnings.services.confirming import actor_of, by_link
from anlan.support import journal, rights

_MOST_AT_ONCE: Final = 500
_LONGEST_PLACE, _LONGEST_NOTE = 120, 300
_BATCH = 1000


def households_of(tasks: Iterable[CallTask], regions: Iterable[str], ladder: Ladder) -> list[MoveTask]:
    """Return the list of households of each place as the registry names them now, and count them on the calls."""
    if ladder.moves is Moves.NONE:
        return []
    by_region = {task.region: task for task in tasks}
    found = people.household_names(tuple(regions), to_move_first=ladder.moves is Moves.FIRST)
    made = []
    for household in found:
        task = next((by_region[outer] for outer in lineage(household.region) if outer in by_region), None)
        if task is None:
            continue
        task.households_to_move += 1
        task.persons_to_move += household.persons
        row = MoveTask(
            task=task,
            warning_id=task.warning_id,
            region=household.region,
            number=task.households_to_move,
            household_id=household.id,
            head_name=household.head_name,
            address=household.address,
            persons=household.persons,
        )
        made.append(row)
    return made


def store_households(rows: list[MoveTask]) -> None:
    """Store the lists of a round."""
    MoveTask.objects.bulk_create(rows, batch_size=_BATCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """Which households of a list are now how, where they were moved to, and what else is to be said."""

    ids: tuple[UUID, ...]
    state: MoveState
    where_to: str = ""
    note: str = ""


@transaction.atomic
def tick_households_by_token(*, token: str, ticks: Ticks, now: datetime) -> int:
    """Tick households by a confirm link, after it was confirmed; return how many changed."""
    call, step = by_link(token, now)
    require_confirmed(call, step)
    return _tick(call, ticks, Answer.LINK, actor_of(step), now)


@transaction.atomic
def tick_households(*, task_id: UUID, ticks: Ticks, actor: Actor, now: datetime) -> int:
    """Tick households on a signed-in page; return how many changed. The same ticks again change nothing."""
    call = locked_call(task_id)
    is_called = any(actor.person_id and step.person_id == actor.person_id for step in call.steps)
    if not is_called:
        rights.require_visible(actor, "public_warnings.see_calls", call.task.region, what="call")
        rights.require(actor, "public_warnings.tick_households", call.task.region)
    return _tick(call, ticks, Answer.PAGE, actor, now)


def _tick(call: OpenCall, ticks: Ticks, via: Answer, actor: Actor, now: datetime) -> int:
    _check(ticks)
    require_running(call)
    where_to = ticks.where_to.strip() if ticks.state is MoveState.MOVED else ""
    said = {"state": ticks.state.value, "where_to": where_to, "note": ticks.note.strip()}
    listed = MoveTask.objects.filter(task=call.task, id__in=ticks.ids).order_by("number")
    changed = [row for row in listed if any(getattr(row, name) != value for name, value in said.items())]
    if not changed:
        return 0
    for row in changed:
        row.state, row.where_to, row.note = said["state"], said["where_to"], said["note"]
        row.by_name, row.at = actor.name[:80], now
    MoveTask.objects.bulk_update(changed, ["state", "where_to", "note", "by_name", "at"])
    MoveTick.objects.bulk_create(MoveTick(move=row, by_name=row.by_name, via=via, at=now, **said) for row in changed)
    _count(call.task)
    journal.announce(_told(call.task, len(changed), actor), actor=actor, now=now)
    return len(changed)


def _check(ticks: Ticks) -> None:
    if not 1 <= len(ticks.ids) <= _MOST_AT_ONCE:
        raise InvalidValue(field="households", value=str(len(ticks.ids)), rule="1_to_500")
    if len(ticks.where_to) > _LONGEST_PLACE:
        raise InvalidValue(field="where_to", value=ticks.where_to[:40], rule="at_most_120_characters")
    if len(ticks.note) > _LONGEST_NOTE:
        raise InvalidValue(field="note", value=ticks.note[:40], rule="at_most_300_characters")


def _count(task: CallTask) -> None:
    moved = Q(state=MoveState.MOVED)
    counted = task.households.aggregate(households=Count("id", filter=moved), persons=Sum("persons", filter=moved))
    task.households_moved, task.persons_moved = counted["households"], counted["persons"] or 0
    task.save(update_fields=["households_moved", "persons_moved"])


def _told(task: CallTask, ticked: int, actor: Actor) -> HouseholdsTicked:
    return HouseholdsTicked(
        subject=f"call:{task.id}",
        region=task.region,
        incident_id=task.incident_id,
        exercise=task.is_exercise,
        warning_id=task.warning_id,
        task_id=task.id,
        ticked=ticked,
        by_name=actor.name,
        households_moved=task.households_moved,
        households_to_move=task.households_to_move,
        persons_moved=task.persons_moved,
        persons_to_move=task.persons_to_move,
    )
