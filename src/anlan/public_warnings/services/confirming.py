"""Answers to calls: by the one-tap link, by key or SMS, on a signed-in page, or written down from a voice call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, InvalidValue
from anlan.people import api as people
from anlan.public_warnings.domain.calling import ASKED, Answer, StepState, TaskState
from anlan.public_warnings.domain.errors import (
    AlreadyConfirmed,
    AlreadyRefused,
    CallIsOver,
    LinkExpired,
    NotYourCall,
    TokenForged,
)
from anlan.public_warnings.domain.replies import Meaning, Reply, reply_of
from anlan.public_warnings.domain.tokens import step_of
from anlan.public_warnings.models import CallStep, Delivery
from anlan.public_warnings.services import answering
from anlan.public_warnings.services.answering import Instead, OpenCall, Said, locked_call
from anlan.support import rights

_LONGEST_NAME, _LONGEST_NOTE = 80, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCall:
    """What the caller writes down: whether someone answered, who, and what was said."""

    is_answered: bool
    answered_by: str = ""
    note: str = ""
    wants_help: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of an answer by key or SMS.

    ``outcome``: ``confirm``, ``refuse``, ``help``; ``already`` answered, ``over``; ``not_understood``, which is kept as
    evidence; ``unknown`` where nobody is called by that address.
    """

    outcome: str
    name: str = ""
    task_ids: tuple[UUID, ...] = ()


@transaction.atomic
def answer_call(*, to: UUID | str, answer: str, via: Answer, now: datetime) -> Answered:
    """Take an answer by key or SMS to a message (its delivery's or call step's id), or from a phone number.

    From a number it answers every call that this number is asked for at the time. Never refuses: says what came of it.
    """
    steps = _steps_of(to)
    if not steps:
        return Answered(outcome="unknown")
    reply = reply_of(answer)
    outcomes = {step.task_id: _answer(step, reply, answer.strip(), via, now) for step in steps}
    done = tuple(task_id for task_id, outcome in outcomes.items() if outcome not in ("already", "over"))
    best = outcomes[done[0]] if done else next(iter(outcomes.values()))
    return Answered(outcome=best, name=steps[0].name, task_ids=done)


def _steps_of(to: UUID | str) -> list[CallStep]:
    """Return the calls that an answer is about, by task: open ones, else the latest that went there."""
    rows = CallStep.objects.exclude(called_at=None)
    if isinstance(to, UUID):
        delivery = Delivery.objects.filter(id=to).values_list("call_step_id", flat=True).first()
        return list(rows.filter(id=delivery or to))
    try:
        phone = people.checked(to)
    except AnlanError:
        return []
    mine = rows.filter(Q(person_id__in=people.persons_with_phone(phone)) | Q(phone=phone) & ~Q(phone=""))
    asked = mine.filter(state__in=ASKED, task__state__in=(TaskState.CALLING, TaskState.CONFIRMED))
    return list(asked.order_by("task_id")) or list(mine.order_by("-called_at")[:1])


def _answer(step: CallStep, reply: Reply | None, text: str, via: Answer, now: datetime) -> str:
    call = locked_call(step.task_id)
    said = Said(name=step.name, via=via, note=reply.note if reply else text)
    actor = actor_of(step)
    if reply is None:
        answering.keep_try(call, step.place, said, "not_understood", actor=actor, now=now)
        return "not_understood"
    try:
        if reply.meaning is Meaning.REFUSE:
            _refuse(call, step, Instead(name=reply.name, phone=reply.phone), said, actor, now)
        else:
            _confirm_or_help(call, step, said, actor, now, wants_help=reply.meaning is Meaning.HELP)
    except (AlreadyConfirmed, AlreadyRefused):
        return "already"
    except CallIsOver:
        return "over"
    return reply.meaning


def _confirm_or_help(
    call: OpenCall, step: CallStep, said: Said, actor: Actor, now: datetime, *, wants_help: bool
) -> None:
    """Confirm a call; where it is confirmed already, a wish for help is still heard."""
    told = Said(name=said.name, via=said.via, note=said.note, wants_help=wants_help)
    try:
        answering.confirm(call, step.place, told, actor, now)
    except AlreadyConfirmed:
        if not wants_help:
            raise
        answering.ask_for_help(call, step.place, told, actor, now)


def _refuse(call: OpenCall, step: CallStep, instead: Instead, said: Said, actor: Actor, now: datetime) -> None:
    own = call.at(step.place)
    answering.refuse(call, own or step, instead, said, actor=actor, now=now)


def actor_of(step: CallStep) -> Actor:
    """Return who acts by a link, a key or a text that went to this person of a ladder."""
    known = f"person:{step.person_id}" if step.person_id else f"step:{step.id}"
    return Actor(id=known, name=step.name, person_id=step.person_id)


def by_link(token: str, now: datetime) -> tuple[OpenCall, CallStep]:
    """Return the call that a link is about, locked; refuse a forged or expired one."""
    step = CallStep.objects.filter(id=step_of(token, settings.SECRET_KEY)).first()
    if step is None:
        raise TokenForged()
    call = locked_call(step.task_id)
    hours = call.ladder.link_hours
    if step.called_at and now > step.called_at + timedelta(hours=hours):
        raise LinkExpired(hours=f"{hours:g}")
    return call, step


@transaction.atomic
def confirm_by_token(*, token: str, now: datetime, wants_help: bool = False) -> UUID:
    """Confirm a call by its link, once; return the call's id. The link itself is the right to do so."""
    call, step = by_link(token, now)
    said = Said(name=step.name, via=Answer.LINK)
    _confirm_or_help(call, step, said, actor_of(step), now, wants_help=wants_help)
    return call.task.id


@transaction.atomic
def refuse_by_token(*, token: str, instead: Instead, now: datetime) -> UUID:
    """Say by link that the person named does not answer for the place, and perhaps whom to call; return the call."""
    call, step = by_link(token, now)
    _check(instead.name, "name", _LONGEST_NAME)
    _refuse(call, step, instead, Said(name=step.name, via=Answer.LINK), actor_of(step), now)
    return call.task.id


@transaction.atomic
def tell_forwarded(*, token: str, opened_by: str, now: datetime) -> UUID:
    """Keep that a link was opened by somebody else than the person named; it confirms nothing."""
    call, step = by_link(token, now)
    _check(opened_by, "name", _LONGEST_NAME)
    answering.require_running(call)
    said = Said(name=opened_by.strip() or step.name, via=Answer.LINK)
    answering.keep_try(call, step.place, said, "forwarded", actor=actor_of(step), now=now)
    return call.task.id


@transaction.atomic
def confirm_call(*, task_id: UUID, actor: Actor, now: datetime, wants_help: bool = False) -> UUID:
    """Confirm a call on a signed-in page, by a person whom it went to."""
    call, step = _own(task_id, actor)
    said = Said(name=step.name, via=Answer.PAGE)
    _confirm_or_help(call, step, said, actor, now, wants_help=wants_help)
    return task_id


@transaction.atomic
def refuse_call(*, task_id: UUID, instead: Instead, actor: Actor, now: datetime) -> UUID:
    """Say on a signed-in page that a place is not one's own to answer for, and perhaps whom to call."""
    call, step = _own(task_id, actor)
    _check(instead.name, "name", _LONGEST_NAME)
    _refuse(call, step, instead, Said(name=step.name, via=Answer.PAGE), actor, now)
    return task_id


def _own(task_id: UUID, actor: Actor) -> tuple[OpenCall, CallStep]:
    call = locked_call(task_id)
    step = next((each for each in call.steps if actor.person_id and each.person_id == actor.person_id), None)
    if step is None:
        rights.require_visible(actor, "public_warnings.see_calls", call.task.region, what="call")
        raise NotYourCall()
    return call, step


@transaction.atomic
def record_voice_call(*, task_id: UUID, voice: VoiceCall, actor: Actor, now: datetime) -> TaskState:
    """Write down a voice call of the duty officer; an answered one confirms the call."""
    call = _to_record(task_id, actor)
    answered_by, note = voice.answered_by.strip(), voice.note.strip()
    if len(answered_by) > _LONGEST_NAME or (voice.is_answered and not answered_by):
        raise InvalidValue(field="answered_by", value=answered_by[:_LONGEST_NAME], rule="1_to_80_characters")
    if len(note) > _LONGEST_NOTE:
        raise InvalidValue(field="note", value=str(len(note)), rule="at_most_300_characters")
    if voice.is_answered:
        said = Said(name=answered_by, via=Answer.VOICE, note=note, wants_help=voice.wants_help)
        answering.confirm(call, _place_spoken_to(call, answered_by), said, actor, now)
    else:
        answering.require_open(call)
        said = Said(name=call.task.person_name, via=Answer.VOICE, note=note)
        answering.keep_try(call, call.task.place_in_chain, said, "no_answer", actor=actor, now=now)
    return TaskState(call.task.state)


def _place_spoken_to(call: OpenCall, name: str) -> int:
    """Return whose place a voice call answers: the one of that name, else who is called, else somebody new."""
    silent = [step for step in call.steps if step.state not in (StepState.CONFIRMED, StepState.REFUSED)]
    named = next((step.place for step in silent if step.name == name), None)
    if named is not None:
        return named
    called = [step.place for step in silent if step.state in ASKED]
    if called:
        return called[-1]
    current = call.at(call.task.place_in_chain)
    return current.place if current in silent else -1


@transaction.atomic
def ask_again(*, task_id: UUID, actor: Actor, now: datetime) -> TaskState:
    """Ask those who confirmed a place once more; it stays confirmed unless they stay silent to the limit."""
    call = _to_record(task_id, actor)
    answering.ask_again(call, actor, now)
    return TaskState(call.task.state)


def _to_record(task_id: UUID, actor: Actor) -> OpenCall:
    call = locked_call(task_id)
    rights.require_visible(actor, "public_warnings.see_calls", call.task.region, what="call")
    rights.require(actor, "public_warnings.record_voice", call.task.region)
    return call


def _check(text: str, field: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidValue(field=field, value=text[:longest], rule=f"at_most_{longest}_characters")
