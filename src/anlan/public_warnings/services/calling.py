"""Call-and-confirm: begin a round, call again, pass on, hand up. All of it against the platform's time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.events import DomainEvent
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level, level_of, parent_of
from anlan.people import api as people
from anlan.protocols.cap12.profile import level_words
from anlan.public_warnings.domain.calling import Limits, StepState, TaskState, deadline, should_redial
from anlan.public_warnings.domain.channels import require_world
from anlan.public_warnings.domain.tokens import token_of
from anlan.public_warnings.events import CallEscalated, CallMade, CallsBegun
from anlan.public_warnings.models import CallRound, CallStep, CallTask, CallTry, Delivery, PublicWarning
from anlan.public_warnings.selectors.kinds import spoken_names, wording
from anlan.public_warnings.selectors.reach import regions_to_call
from anlan.public_warnings.services.queueing import DELIVER
from anlan.support import jobs, journal

_BATCH = 500
_CHAIN_AT_MOST = 8
_CALL_URGENCY = 10


def begin_calls(*, actor: Actor, now: datetime) -> int:
    """Begin every round that is planned; return how many calls were made."""
    made = 0
    for planned in CallRound.objects.filter(begun_at=None, ended_at=None).values_list("id", flat=True):
        made += _begin(planned, actor, now)
    return made


@dataclass(slots=True)
class _Batch:
    """Rows of many calls, stored together."""

    round: CallRound
    incident_id: UUID | None
    tasks: list[CallTask]
    steps: list[CallStep]
    tries: list[CallTry]
    deliveries: list[Delivery]

    def store(self) -> None:
        CallTask.objects.bulk_create(self.tasks, batch_size=_BATCH)
        CallStep.objects.bulk_create(self.steps, batch_size=_BATCH)
        CallTry.objects.bulk_create(self.tries, batch_size=_BATCH)
        Delivery.objects.bulk_create(self.deliveries, batch_size=_BATCH)
        if self.deliveries:
            jobs.defer(DELIVER, channel=self.round.channel)


@transaction.atomic
def _begin(round_id: int, actor: Actor, now: datetime) -> int:
    found = CallRound.objects.select_for_update(skip_locked=True).filter(id=round_id, begun_at=None, ended_at=None)
    calls = found.select_related("transmission").first()
    if calls is None:
        return 0
    calls.begun_at = now
    calls.save(update_fields=["begun_at"])
    regions = regions_to_call(tuple(str(each["code"]) for each in calls.transmission.regions))
    chains = people.call_chains(regions)
    names = spoken_names({*regions, *(at_level(region, RegionLevel.TOWNSHIP) for region in regions)})
    batch = _Batch(calls, _incident_of(calls), [], [], [], [])
    for region in regions:
        _call_region(batch, region, chains[region][:_CHAIN_AT_MOST], names, now)
    batch.store()
    unmanned = [task for task in batch.tasks if task.chain_length == 0]
    head = CallsBegun(
        **_head(calls),
        regions_called=len(batch.tasks) - len(unmanned),
        regions_without_person=len(unmanned),
    )
    manned = (CallMade(**named(task), channel=calls.channel, attempt=1) for task in batch.tasks if task.chain_length)
    handed_up = (_escalation(task, "") for task in unmanned)
    journal.announce_all((head, *manned, *handed_up), actor=actor, now=now)
    return len(batch.tasks) - len(unmanned)


def _head(calls: CallRound) -> dict[str, object]:
    return {
        "subject": f"warning:{calls.warning_id}",
        "region": calls.region,
        "incident_id": _incident_of(calls),
        "exercise": calls.transmission.is_exercise,
        "warning_id": calls.warning_id,
    }


def _incident_of(calls: CallRound) -> UUID | None:
    """Return the incident that the warning belongs to by now."""
    return PublicWarning.objects.filter(id=calls.warning_id).values_list("incident_id", flat=True).first()


def _call_region(
    batch: _Batch, region: str, chain: tuple[people.CallTarget, ...], names: dict[str, str], now: datetime
) -> None:
    calls = batch.round
    township = at_level(region, RegionLevel.TOWNSHIP)
    task = CallTask(
        round=calls,
        warning_id=calls.warning_id,
        region=region,
        region_name=names[region],
        township=township,
        township_name=names[township],
        chain_length=len(chain),
        begun_at=now,
        is_exercise=calls.transmission.is_exercise,
        incident_id=batch.incident_id,
    )
    batch.tasks.append(task)
    steps = [_step(task, place, target) for place, target in enumerate(chain)]
    batch.steps.extend(steps)
    if not steps:
        hand_up(task, now)
        return
    attempt, delivery = call(task, steps[0], calls, now)
    batch.tries.append(attempt)
    batch.deliveries.extend([delivery] if delivery else [])


def _step(task: CallTask, place: int, target: people.CallTarget) -> CallStep:
    return CallStep(
        task=task,
        place=place,
        person_id=target.person_id,
        name=target.name,
        post=target.post,
        rank=target.rank,
        phone_masked=target.phone_masked,
    )


def call(task: CallTask, step: CallStep, calls: CallRound, now: datetime) -> tuple[CallTry, Delivery | None]:
    """Call one person: set task and step, and return the evidence and the message, none of it stored yet."""
    step.state, step.tries = StepState.CALLED, step.tries + 1
    task.place_in_chain = step.place
    task.person_name, task.post, task.rank, task.phone_masked = step.name, step.post, step.rank, step.phone_masked
    task.deadline_at = deadline(now, limits_of(calls))
    attempt = CallTry(
        task=task,
        place=step.place,
        name=step.name,
        way=calls.channel or "by_hand",
        outcome="called",
        at=now,
    )
    return attempt, _message(task, step, calls, now)


def limits_of(calls: CallRound) -> Limits:
    """Return the limits that were copied when the round was planned."""
    return Limits(calls.minutes, calls.tries, calls.limits_edition)


def _message(task: CallTask, step: CallStep, calls: CallRound, now: datetime) -> Delivery | None:
    if not calls.channel or not step.phone_masked:
        return None
    sent = calls.transmission
    require_world(calls.channel, is_exercise=sent.is_exercise)
    token = token_of(step.id, settings.SECRET_KEY)
    words = {
        "issuer": sent.issuer,
        "event": sent.event_name,
        "colour": level_words(Level(sent.level)).name,
        "region": task.region_name,
        "name": step.name,
        "minutes": f"{calls.minutes:g}",
        "link": f"{settings.ANLAN['ANLAN_PUBLIC_URL']}/c/{token}/",
    }
    return Delivery(
        transmission=sent,
        warning_id=sent.warning_id,
        region=task.region,
        channel=calls.channel,
        receiver=f"{step.name} {step.phone_masked}",
        person_id=step.person_id,
        text=wording("exercise_sms" if sent.is_exercise else "real_sms", **words),
        call_step=step,
        urgency=_CALL_URGENCY + sent.level,
        next_try_real=clock.real_now(),
        queued_at=now,
        is_exercise=sent.is_exercise,
    )


def hand_up(task: CallTask, now: datetime) -> None:
    """Hand a call to the duty room of the level above; a person there takes it from the board."""
    above = parent_of(at_level(task.region, RegionLevel.TOWNSHIP))
    if level_of(task.region) <= RegionLevel.COUNTY:
        above = parent_of(task.region)
    task.state, task.deadline_at = TaskState.HANDED_UP, None
    task.handed_up_to, task.handed_up_at = above, now


def escalate_calls(*, actor: Actor, now: datetime) -> int:
    """Call again, pass on or hand up every call whose limit is reached; return how many were moved."""
    moved = 0
    while batch := _escalate_batch(actor, now):
        moved += batch
    return moved


@dataclass(slots=True)
class _Moves:
    """What moving many silent calls on changes, stored together."""

    tasks: list[CallTask]
    steps: list[CallStep]
    tries: list[CallTry]
    deliveries: list[Delivery]
    events: list[DomainEvent]

    def store(self, actor: Actor, now: datetime) -> None:
        # An upsert of rows that are known to be there: bulk_update builds a CASE per row and field, ten times slower.
        CallTask.objects.bulk_create(self.tasks, update_conflicts=True, update_fields=_MOVED, unique_fields=["id"])
        CallStep.objects.bulk_create(
            self.steps, update_conflicts=True, update_fields=["state", "tries"], unique_fields=["id"]
        )
        CallTry.objects.bulk_create(self.tries, batch_size=_BATCH)
        Delivery.objects.bulk_create(self.deliveries, batch_size=_BATCH)
        journal.announce_all(self.events, actor=actor, now=now)
        for key in sorted({delivery.channel for delivery in self.deliveries}):
            jobs.defer(DELIVER, channel=key)


_MOVED = ("state", "place_in_chain", "person_name", "post", "rank", "phone_masked", "deadline_at")
_MOVED += ("handed_up_to", "handed_up_at")


@transaction.atomic
def _escalate_batch(actor: Actor, now: datetime) -> int:
    due = CallTask.objects.filter(state=TaskState.CALLING, deadline_at__lte=now)
    tasks = list(
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("round__transmission")
        .defer("round__transmission__cap_xml", "round__transmission__area")
        .prefetch_related("steps")
        .order_by("deadline_at")[:_BATCH]
    )
    if tasks:
        moves = _Moves(tasks, [], [], [], [])
        for task in tasks:
            _move_on(task, moves, now)
        moves.store(actor, now)
    return len(tasks)


def _move_on(task: CallTask, moves: _Moves, now: datetime) -> None:
    """Move one silent call on: the same person again, the next, or the duty room above."""
    steps = {step.place: step for step in task.steps.all()}
    silent = steps[task.place_in_chain]
    following = silent if should_redial(silent.tries, limits_of(task.round)) else steps.get(silent.place + 1)
    if following is not silent:
        silent.state = StepState.UNANSWERED
        moves.steps.append(silent)
        moves.tries.append(CallTry(task=task, place=silent.place, name=silent.name, way="", outcome="silent", at=now))
    if following is None:
        hand_up(task, now)
        moves.events.append(_escalation(task, silent.name))
        return
    attempt, delivery = call(task, following, task.round, now)
    moves.steps.append(following)
    moves.tries.append(attempt)
    moves.deliveries.extend([delivery] if delivery else [])
    if following is not silent:
        moves.events.append(_escalation(task, silent.name))
    moves.events.append(CallMade(**named(task), channel=task.round.channel, attempt=following.tries))


def _escalation(task: CallTask, silent_name: str) -> CallEscalated:
    """Return that a call went on; one that nobody answered stands on the warning's and the incident's timeline."""
    head = named(task)
    if task.state == TaskState.HANDED_UP:
        head |= {"subject": f"warning:{task.warning_id}", "incident_id": task.incident_id}
    return CallEscalated(**head, silent_name=silent_name, to_region=task.handed_up_to)


def named(task: CallTask) -> dict[str, object]:
    """Return what every event of a call says; thousands of calls stand on the board, not on an incident's timeline."""
    return {
        "subject": f"call:{task.id}",
        "region": task.region,
        "exercise": task.is_exercise,
        "warning_id": task.warning_id,
        "task_id": task.id,
        "person_name": task.person_name,
        "post": task.post,
        "rank": task.rank,
    }
