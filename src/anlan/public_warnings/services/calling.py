"""Call-and-confirm by the clock: begin a round, call again, pass on, hand up. All of it against the platform's time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.public_warnings.domain.calling import TaskState
from anlan.public_warnings.domain.ladders import Ladder, Villages, group_of
from anlan.public_warnings.events import CallsBegun
from anlan.public_warnings.models import CallRound, CallStep, CallTask, PublicWarning
from anlan.public_warnings.selectors.kinds import spoken_names
from anlan.public_warnings.selectors.ladder_people import Target, targets_of
from anlan.public_warnings.selectors.reach import regions_to_call
from anlan.public_warnings.services.asking import Batch, ladder_in, settle, standing_of
from anlan.public_warnings.services.moving import households_of, store_households
from anlan.support import journal

_BATCH = 500


def begin_calls(*, actor: Actor, now: datetime) -> int:
    """Begin every round that is planned; return how many calls were made."""
    made = 0
    for planned in CallRound.objects.filter(begun_at=None, ended_at=None).values_list("id", flat=True):
        made += _begin(planned, actor, now)
    return made


@transaction.atomic
def _begin(round_id: int, actor: Actor, now: datetime) -> int:
    found = CallRound.objects.select_for_update(skip_locked=True).filter(id=round_id, begun_at=None, ended_at=None)
    calls = found.select_related("transmission").first()
    if calls is None:
        return 0
    calls.begun_at = now
    calls.save(update_fields=["begun_at"])
    ladder = ladder_in(calls)
    regions = regions_to_call(tuple(str(each["code"]) for each in calls.transmission.regions))
    targets = targets_of(regions, ladder, group_of(calls.transmission.event_code))
    batch = Batch()
    incident_id = _incident_of(calls)
    for task, steps in _tasks(calls, ladder, targets, incident_id, now):
        batch.steps |= {step.id: step for step in steps}
        if task.state == TaskState.PLANNED:
            batch.tasks.append(task)
        else:
            settle(batch, task, steps, standing_of(task, steps, ladder), now)
    households = households_of(batch.tasks, (str(each["code"]) for each in calls.transmission.regions), ladder)
    batch.create()
    store_households(households)
    unmanned = sum(task.chain_length == 0 for task in batch.tasks)
    head = CallsBegun(
        subject=f"warning:{calls.warning_id}",
        region=calls.region,
        incident_id=incident_id,
        exercise=calls.transmission.is_exercise,
        warning_id=calls.warning_id,
        regions_called=len(batch.tasks) - unmanned,
        regions_without_person=unmanned,
    )
    journal.announce_all((head, *batch.events), actor=actor, now=now)
    return len(batch.tasks) - unmanned


def _incident_of(calls: CallRound) -> UUID | None:
    """Return the incident that the warning belongs to by now."""
    return PublicWarning.objects.filter(id=calls.warning_id).values_list("incident_id", flat=True).first()


def _tasks(
    calls: CallRound,
    ladder: Ladder,
    targets: dict[str, tuple[Target, ...]],
    incident_id: UUID | None,
    now: datetime,
) -> list[tuple[CallTask, list[CallStep]]]:
    names = spoken_names({*targets, *(at_level(region, RegionLevel.TOWNSHIP) for region in targets)})
    made = []
    for region, found in targets.items():
        township = at_level(region, RegionLevel.TOWNSHIP)
        waits = _waits_for_township(region, township, ladder, targets)
        task = CallTask(
            round=calls,
            warning_id=calls.warning_id,
            region=region,
            region_name=names[region],
            township=township,
            township_name=names[township],
            state=TaskState.PLANNED if waits else TaskState.CALLING,
            chain_length=len(found),
            needed=ladder.needed(sum(target.rung.who in ("A", "B") for target in found)),
            begun_at=now,
            deadline_at=now + timedelta(minutes=ladder.village_wait_minutes) if waits else None,
            is_exercise=calls.transmission.is_exercise,
            incident_id=incident_id,
        )
        made.append((task, [_step(task, place, target) for place, target in enumerate(found)]))
    return made


def _waits_for_township(region: str, township: str, ladder: Ladder, targets: dict[str, tuple[Target, ...]]) -> bool:
    """Tell whether a village is called by its township: where somebody there is called who can begin it."""
    relays = ladder.villages is Villages.AFTER_TOWNSHIP and level_of(region) >= RegionLevel.VILLAGE
    return relays and bool(targets.get(township))


def _step(task: CallTask, place: int, target: Target) -> CallStep:
    return CallStep(
        task=task,
        place=place,
        person_id=target.person_id,
        name=target.name,
        post=target.post,
        rank=target.rung.who,
        phone_masked=target.phone_masked,
        minutes=target.rung.minutes,
        most_tries=target.rung.tries,
        ways=",".join(target.rung.ways),
    )


def escalate_calls(*, actor: Actor, now: datetime) -> int:
    """Call again, pass on or hand up every call whose limit is reached; return how many were moved."""
    moved = 0
    while batch := _escalate_batch(actor, now):
        moved += batch
    return moved


_RUNNING = (TaskState.PLANNED, TaskState.CALLING, TaskState.CONFIRMED, TaskState.HANDED_UP)


@transaction.atomic
def _escalate_batch(actor: Actor, now: datetime) -> int:
    due = CallTask.objects.filter(state__in=_RUNNING, deadline_at__lte=now)
    tasks = list(
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("round__transmission")
        .defer("round__transmission__cap_xml", "round__transmission__area")
        .prefetch_related("steps")
        .order_by("deadline_at")[:_BATCH]
    )
    if tasks:
        batch = Batch()
        ladders = {task.round_id: ladder_in(task.round) for task in tasks}
        for task in tasks:
            _begin_if_planned(task, now)
            steps = list(task.steps.all())
            settle(batch, task, steps, standing_of(task, steps, ladders[task.round_id]), now)
        batch.update(actor, now)
        _begin_villages_of_lost(tasks, now)
    return len(tasks)


def _begin_if_planned(task: CallTask, now: datetime) -> None:
    if task.state == TaskState.PLANNED:
        task.state, task.begun_at = TaskState.CALLING, now


def _begin_villages_of_lost(tasks: list[CallTask], now: datetime) -> None:
    """Make due what waits for a township that nobody answered for."""
    for task in tasks:
        if task.state == TaskState.HANDED_UP and task.region == task.township:
            planned = CallTask.objects.filter(round_id=task.round_id, township=task.township, state=TaskState.PLANNED)
            planned.update(deadline_at=now)
