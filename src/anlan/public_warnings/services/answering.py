"""What an answer does to one call: it confirms, refuses, wants help, or is asked for once more. The call is locked."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.public_warnings.domain import calling
from anlan.public_warnings.domain.calling import Answer, Standing, StepState, TaskState
from anlan.public_warnings.domain.errors import AlreadyConfirmed, AlreadyRefused, CallIsOver, NotConfirmedYet
from anlan.public_warnings.domain.ladders import Ladder
from anlan.public_warnings.events import CallConfirmed, CallRefused, HelpWanted
from anlan.public_warnings.models import CallStep, CallTask, CallTry, SilentTownship, WrongNumber
from anlan.public_warnings.services.asking import Batch, ladder_in, name_on_board, named, settle, standing_of

_MOST_NAMED: Final = 3
NAMED = "named"
BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who answered, by which way, what was added, and whether help is wanted."""

    name: str
    via: Answer
    note: str = ""
    wants_help: bool = False


@dataclass(slots=True)
class OpenCall:
    """One call with its people, locked until the transaction ends."""

    task: CallTask
    steps: list[CallStep]
    ladder: Ladder

    def standing(self) -> Standing:
        """Return how the call stands by its rows."""
        return standing_of(self.task, self.steps, self.ladder)

    def at(self, place: int) -> CallStep | None:
        """Return who stands at ``place``."""
        return next((step for step in self.steps if step.place == place), None)


def locked_call(task_id: UUID) -> OpenCall:
    """Return one call, locked; refuse an unknown one."""
    tasks = CallTask.objects.select_for_update(of=("self",)).select_related("round__transmission")
    task = tasks.filter(id=task_id).first()
    if task is None:
        raise NotFound(what="call")
    return OpenCall(task, list(task.steps.order_by("place")), ladder_in(task.round))


def require_running(call: OpenCall) -> None:
    """Refuse an answer to a call whose warning is over."""
    if call.task.state == TaskState.ENDED or call.task.round.ended_at is not None:
        raise CallIsOver()


def require_confirmed(call: OpenCall, step: CallStep) -> None:
    """Refuse what a link lets a person do only after he, or whoever was enough, has confirmed."""
    if call.task.state != TaskState.CONFIRMED and step.state not in calling.COUNTING:
        raise NotConfirmedYet()


def require_open(call: OpenCall, step: CallStep | None = None) -> None:
    """Refuse a second answer, naming who gave the first and when; who was asked again may answer again."""
    task = call.task
    if step is not None and step.state == StepState.ASKED_AGAIN:
        require_running(call)
        return
    if task.state == TaskState.CONFIRMED and task.confirmed_at:
        raise AlreadyConfirmed(by=task.confirmed_by, at=date_format(localtime(task.confirmed_at), "m-d H:i:s"))
    require_running(call)
    if step is not None and step.state == StepState.CONFIRMED:
        at = max(each.at for each in call.task.call_tries.filter(place=step.place, outcome="confirmed"))
        raise AlreadyConfirmed(by=step.name, at=date_format(localtime(at), "m-d H:i:s"))


def confirm(call: OpenCall, place: int, said: Said, actor: Actor, now: datetime) -> None:
    """Confirm a call for the person at ``place``, once."""
    task, step = call.task, call.at(place)
    require_open(call, step)
    if step is None:
        step = _newcomer(call, name=said.name, rank=BY_HAND)
    if task.state == TaskState.PLANNED:
        task.state, task.begun_at = TaskState.CALLING, now
    if said.via is not Answer.VOICE:
        name_on_board(task, step)
    batch = Batch()
    settle(batch, task, call.steps, calling.confirmed(call.standing(), step.place, now), now)
    if task.state == TaskState.CONFIRMED:
        task.confirmed_at, task.confirmed_by, task.confirmed_via = now, said.name, said.via
        task.seconds = int((now - task.begun_at).total_seconds())
    task.note = said.note
    event = CallConfirmed(
        **{**named(task, step), "person_name": said.name},
        via=said.via,
        seconds=int((now - task.begun_at).total_seconds()),
        note=said.note,
        still_needed=max(task.needed - task.confirmations, 0),
    )
    batch.events.insert(0, event)
    batch.tries.insert(0, _evidence(task, step.place, said, "confirmed", actor, now))
    if said.wants_help:
        _want_help(batch, task, step, said, now)
    batch.update(actor, now)
    heard = SilentTownship.objects.filter(round_id=task.round_id, region=task.township, answered_at=None)
    heard.update(answered_at=now)


def _want_help(batch: Batch, task: CallTask, step: CallStep, said: Said, now: datetime) -> None:
    task.help_wanted_at, task.help_note = now, said.note
    head = {**named(task, step), "person_name": said.name}
    head |= {"subject": f"warning:{task.warning_id}", "incident_id": task.incident_id}
    batch.events.append(HelpWanted(**head, via=said.via, note=said.note))


def ask_for_help(call: OpenCall, place: int, said: Said, actor: Actor, now: datetime) -> None:
    """Write down that help is wanted in a place that has been confirmed already."""
    require_running(call)
    step = call.at(place)
    batch = Batch(tasks=[call.task])
    batch.tries.append(_evidence(call.task, place, said, "help", actor, now))
    _want_help(batch, call.task, step or CallStep(name=said.name), said, now)
    batch.update(actor, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Whom to call instead, as somebody who refused said; both empty where he knew nobody."""

    name: str = ""
    phone: str = ""


def refuse(call: OpenCall, step: CallStep, instead: Instead, said: Said, *, actor: Actor, now: datetime) -> None:
    """Take somebody off a call who says that it is not his; the one whom he names is called next."""
    require_running(call)
    if step.state == StepState.REFUSED:
        raise AlreadyRefused()
    task = call.task
    masked = people.masked(people.checked(instead.phone))
    batch = Batch()
    batch.steps |= {each.id: each for each in _named_one(call, instead)}
    standing = calling.refused(call.standing(), step.place)
    task.silent += 1
    note = " ".join(part for part in (said.note, instead.name, masked) if part)
    batch.tries.append(_evidence(task, step.place, replace(said, note=note), "refused", actor, now))
    told = CallRefused(**named(task, step), via=said.via, named_name=instead.name, named_phone_masked=masked)
    batch.events.append(told)
    settle(batch, task, call.steps, standing, now)
    batch.update(actor, now)
    _report(task, step, instead.name, masked, now)


def _named_one(call: OpenCall, instead: Instead) -> tuple[CallStep, ...]:
    """Return the person who is to be called next: one of the ladder, or a newcomer; none where no number was given."""
    phone = people.checked(instead.phone)
    if not phone:
        return ()
    known = people.persons_with_phone(phone)
    on_ladder = next((each for each in call.steps if each.phone == phone or each.person_id in known), None)
    if on_ladder is not None:
        on_ladder.is_named = on_ladder.is_named or on_ladder.state in calling.CALLABLE
        return (on_ladder,)
    if sum(each.rank == NAMED for each in call.steps) >= _MOST_NAMED:
        return ()
    person_id = known[0] if len(known) == 1 else None
    return (_newcomer(call, name=instead.name, rank=NAMED, phone=phone, person_id=person_id),)


def _newcomer(call: OpenCall, *, name: str, rank: str, phone: str = "", person_id: UUID | None = None) -> CallStep:
    """Put one more person at the end of a call's ladder; the limits are those of its first rung."""
    rung = call.ladder.rungs[0]
    step = CallStep(
        task=call.task,
        place=max((each.place for each in call.steps), default=-1) + 1,
        person_id=person_id,
        name=(name or people.masked(phone))[:80],
        rank=rank,
        phone="" if person_id else phone,
        phone_masked=people.masked(phone),
        minutes=rung.minutes,
        most_tries=rung.tries,
        ways=",".join(rung.ways),
        is_named=rank == NAMED,
    )
    step.save(force_insert=True)
    call.steps.append(step)
    call.task.chain_length = len(call.steps)
    return step


def _report(task: CallTask, step: CallStep, said_name: str, said_phone_masked: str, now: datetime) -> None:
    """Tell the keeper of the directory that a number or a duty is wrong."""
    WrongNumber.objects.create(
        task=task,
        region=task.region,
        region_name=task.region_name,
        person_id=step.person_id,
        name=step.name,
        phone_masked=step.phone_masked,
        said_name=said_name,
        said_phone_masked=said_phone_masked,
        reported_at=now,
        is_exercise=task.is_exercise,
    )


def ask_again(call: OpenCall, actor: Actor, now: datetime) -> None:
    """Ask everybody who confirmed a place once more; who stays silent to the limit has not confirmed."""
    require_running(call)
    if call.task.state != TaskState.CONFIRMED:
        raise NotConfirmedYet()
    standing = call.standing()
    for step in call.steps:
        if step.state == StepState.CONFIRMED and (step.person_id or step.phone):
            standing = calling.due_again(standing, step.place, now)
    batch = Batch()
    settle(batch, call.task, call.steps, standing, now)
    batch.update(actor, now)


def keep_try(call: OpenCall, place: int, said: Said, outcome: str, *, actor: Actor, now: datetime) -> None:
    """Keep evidence that changes nothing else."""
    _evidence(call.task, place, said, outcome, actor, now).save(force_insert=True)


def _evidence(task: CallTask, place: int, said: Said, outcome: str, actor: Actor, now: datetime) -> CallTry:
    return CallTry(
        task=task,
        place=place,
        name=said.name[:80],
        way=said.via,
        outcome=outcome,
        at=now,
        by_name=actor.name[:80],
        note=said.note[:300],
    )
