"""Rows of calls and the pure decision about them: read a standing from rows, carry moves out, store many together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.events import DomainEvent
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level, level_of, parent_of
from anlan.protocols.cap12.profile import level_words
from anlan.public_warnings.domain.calling import Asked, Move, Standing, StepState, TaskState, next_moves
from anlan.public_warnings.domain.channels import require_world
from anlan.public_warnings.domain.ladders import Ladder, ladder_of
from anlan.public_warnings.domain.lanes import Lane, urgency
from anlan.public_warnings.domain.tokens import token_of
from anlan.public_warnings.events import CallAskedAgain, CallEscalated, CallLapsed, CallMade
from anlan.public_warnings.models import CallRound, CallStep, CallTask, CallTry, Delivery
from anlan.public_warnings.selectors.called import calling_keys
from anlan.public_warnings.services.ringing import ring
from anlan.support import journal
from anlan.support.tables import load_table

_BATCH = 500
_EXERCISE = "exercise_"
_MOVED_TASK = ("state", "place_in_chain", "person_name", "post", "rank", "phone_masked", "deadline_at", "begun_at")
_MOVED_TASK += ("handed_up_to", "handed_up_at", "confirmations", "silent", "confirmed_at", "confirmed_by")
_MOVED_TASK += ("called_at", "confirmed_via", "seconds", "note", "help_wanted_at", "help_note", "chain_length")
_MOVED_STEP = ("state", "tries", "deadline_at", "called_at", "is_named")


@dataclass(slots=True)
class Batch:
    """What one look at many calls changes, stored together."""

    tasks: list[CallTask] = field(default_factory=list)
    steps: dict[object, CallStep] = field(default_factory=dict)
    tries: list[CallTry] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    events: list[DomainEvent] = field(default_factory=list)

    def create(self) -> None:
        """Store calls that are new, with everything that came of them at once; their events are told by the caller."""
        CallTask.objects.bulk_create(self.tasks, batch_size=_BATCH)
        CallStep.objects.bulk_create(self.steps.values(), batch_size=_BATCH)
        self._store_evidence()

    def update(self, actor: Actor, now: datetime) -> None:
        """Store what has changed of calls that are there, and tell."""
        # An upsert of rows that are known to be there: bulk_update builds a CASE per row and field, ten times slower.
        CallTask.objects.bulk_create(self.tasks, update_conflicts=True, update_fields=_MOVED_TASK, unique_fields=["id"])
        steps = list(self.steps.values())
        CallStep.objects.bulk_create(steps, update_conflicts=True, update_fields=_MOVED_STEP, unique_fields=["id"])
        self._store_evidence()
        journal.announce_all(self.events, actor=actor, now=now)

    def _store_evidence(self) -> None:
        CallTry.objects.bulk_create(self.tries, batch_size=_BATCH)
        Delivery.objects.bulk_create(self.deliveries, batch_size=_BATCH)
        for key in sorted({delivery.channel for delivery in self.deliveries}):
            ring(key)


def ladder_in(calls: CallRound) -> Ladder:
    """Return the ladder that was copied when the round was planned."""
    return ladder_of(calls.ladder)


def standing_of(task: CallTask, steps: Iterable[CallStep], ladder: Ladder) -> Standing:
    """Return how a call stands by its rows."""
    asked = (
        Asked(
            place=step.place,
            minutes=step.minutes,
            most_tries=step.most_tries,
            state=StepState(step.state),
            tries=step.tries,
            deadline_at=step.deadline_at,
            is_named=step.is_named,
        )
        for step in steps
    )
    return Standing(
        state=TaskState(task.state),
        needed=task.needed,
        steps=tuple(sorted(asked, key=lambda each: each.place)),
        ask_again_minutes=ladder.ask_again_minutes,
    )


def settle(batch: Batch, task: CallTask, steps: Iterable[CallStep], standing: Standing, now: datetime) -> None:
    """Carry out everything that is due in one call, into ``batch``; nothing is stored yet."""
    by_place = {step.place: step for step in steps}
    was_confirmed = task.state == TaskState.CONFIRMED
    after, moves = next_moves(standing, now)
    for each in after.steps:
        row = by_place[each.place]
        if (row.state, row.tries, row.deadline_at) != (each.state, each.tries, each.deadline_at):
            row.state, row.tries, row.deadline_at = each.state, each.tries, each.deadline_at
            batch.steps[row.id] = row
    task.confirmations, task.deadline_at = after.confirmations, after.deadline_at
    task.state = after.state
    if was_confirmed and after.state is not TaskState.CONFIRMED:
        _lapse(batch, task)
    silent: list[str] = [step.name for step in by_place.values() if step.id in batch.steps and _has_just_left(step)]
    for move in moves:
        _carry_out(batch, task, by_place, move, silent, now)
    batch.tasks.append(task)


def _has_just_left(step: CallStep) -> bool:
    return step.state == StepState.REFUSED


def _lapse(batch: Batch, task: CallTask) -> None:
    batch.events.append(CallLapsed(**named(task)))
    task.confirmed_at, task.confirmed_by, task.confirmed_via, task.seconds = None, "", "", None


def _carry_out(
    batch: Batch, task: CallTask, steps: dict[int, CallStep], move: Move, silent: list[str], now: datetime
) -> None:
    if move.act == "hand_up":
        hand_up(task, now)
        batch.events.append(_escalation(task, silent[-1] if silent else ""))
        return
    step = steps[move.place]
    if move.act == "silent":
        task.silent += 1
        silent.append(step.name)
        batch.tries.append(CallTry(task=task, place=step.place, name=step.name, way="", outcome="silent", at=now))
    elif move.act in ("call", "ask_again"):
        is_first = step.tries == 1 and move.act == "call"
        _call(batch, task, step, move.act, now)
        if is_first and silent:
            batch.events.append(_escalation(task, silent.pop(0)))
        batch.events.append(_told(task, step, move.act))


def _told(task: CallTask, step: CallStep, act: str) -> DomainEvent:
    if act == "ask_again":
        return CallAskedAgain(**named(task, step))
    return CallMade(**named(task, step), channel="+".join(ways_of(step, task.round)), attempt=step.tries)


def _call(batch: Batch, task: CallTask, step: CallStep, act: str, now: datetime) -> None:
    """Put one person's call on its way: evidence and a message for each way, or by hand where there is none."""
    step.called_at = task.called_at = now
    name_on_board(task, step)
    keys = ways_of(step, task.round)
    outcome = "called" if act == "call" else "asked_again"
    for key in keys or ("by_hand",):
        batch.tries.append(CallTry(task=task, place=step.place, name=step.name, way=key, outcome=outcome, at=now))
    batch.deliveries.extend(_message(task, step, key, now) for key in keys)


def name_on_board(task: CallTask, step: CallStep) -> None:
    """Let the board show this person for the place."""
    task.place_in_chain = step.place
    task.person_name, task.post, task.rank, task.phone_masked = step.name, step.post, step.rank, step.phone_masked


def ways_of(step: CallStep, calls: CallRound) -> tuple[str, ...]:
    """Return the channels by which this try calls a person, of those that the warning goes by and that call people."""
    if not step.phone_masked:
        return ()
    ways = step.ways.split(",")
    wanted = ways[min(max(step.tries, 1), len(ways)) - 1]
    open_keys = calling_keys(calls.transmission)
    found = tuple(key for key in open_keys if wanted in ("both", key.removeprefix(_EXERCISE)))
    return found or open_keys[:1]


def _message(task: CallTask, step: CallStep, key: str, now: datetime) -> Delivery:
    sent = task.round.transmission
    found = require_world(key, is_exercise=sent.is_exercise)
    way = key.removeprefix(_EXERCISE)
    words = load_table("anlan.public_warnings", "calls")["words"]
    text = words[f"{_EXERCISE if sent.is_exercise else ''}{way if way in words else 'sms'}"].format(
        issuer=sent.issuer,
        event=sent.event_name,
        colour=level_words(Level(sent.level)).name,
        region=task.region_name,
        name=step.name,
        minutes=f"{step.minutes:g}",
        link=link_of(step),
    )
    return Delivery(
        transmission=sent,
        warning_id=sent.warning_id,
        region=task.region,
        channel=found.key,
        receiver=f"{step.name} {step.phone_masked}",
        person_id=step.person_id,
        address=step.phone,
        text=text,
        call_step=step,
        urgency=urgency(Lane.CALL, sent.level),
        next_try_real=clock.real_now(),
        queued_at=now,
        is_exercise=sent.is_exercise,
    )


def link_of(step: CallStep) -> str:
    """Return the confirm link of one person's call."""
    return f"{settings.ANLAN['ANLAN_PUBLIC_URL']}/c/{token_of(step.id, settings.SECRET_KEY)}/"


def hand_up(task: CallTask, now: datetime) -> None:
    """Hand a call to the duty room of the level above; a person there takes it from the board."""
    above = parent_of(at_level(task.region, RegionLevel.TOWNSHIP))
    if level_of(task.region) <= RegionLevel.COUNTY:
        above = parent_of(task.region)
    task.state = TaskState.HANDED_UP
    task.handed_up_to, task.handed_up_at = above, now


def _escalation(task: CallTask, silent_name: str) -> CallEscalated:
    """Return that a call went on; one that nobody answered stands on the warning's and the incident's timeline."""
    head = named(task)
    is_up = task.state == TaskState.HANDED_UP
    if is_up:
        head |= {"subject": f"warning:{task.warning_id}", "incident_id": task.incident_id}
    return CallEscalated(**head, silent_name=silent_name, to_region=task.handed_up_to if is_up else "")


def named(task: CallTask, step: CallStep | None = None) -> dict[str, object]:
    """Return what every event of a call says; thousands of calls stand on the board, not on an incident's timeline."""
    person = {
        "person_name": step.name if step else task.person_name,
        "post": step.post if step else task.post,
        "rank": step.rank if step else task.rank,
    }
    return {
        "subject": f"call:{task.id}",
        "region": task.region,
        "exercise": task.is_exercise,
        "warning_id": task.warning_id,
        "task_id": task.id,
        **person,
    }
