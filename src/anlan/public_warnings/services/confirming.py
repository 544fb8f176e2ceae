"""Answers to calls: by the one-tap link, on a signed-in page, or written down from a voice call."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.public_warnings.domain.calling import Answer, StepState, TaskState
from anlan.public_warnings.domain.errors import AlreadyConfirmed, CallIsOver, NotYourCall, TokenForged
from anlan.public_warnings.domain.tokens import step_of
from anlan.public_warnings.events import CallConfirmed
from anlan.public_warnings.models import CallStep, CallTask, CallTry
from anlan.public_warnings.services.calling import named
from anlan.support import journal, rights

_LONGEST_NAME, _LONGEST_NOTE = 80, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCall:
    """What the caller writes down: whether someone answered, who, and what was said."""

    is_answered: bool
    answered_by: str = ""
    note: str = ""


@transaction.atomic
def confirm_by_token(*, token: str, now: datetime) -> UUID:
    """Confirm a call by its link, once; return the call's id. The link itself is the right to do so."""
    step = CallStep.objects.filter(id=step_of(token, settings.SECRET_KEY)).first()
    if step is None:
        raise TokenForged()
    task = _locked(step.task_id)
    actor = Actor(id=f"person:{step.person_id}", name=step.name, person_id=step.person_id)
    _confirm(task, _Reply(step.place, step.name, Answer.LINK, ""), actor, now)
    return task.id


@transaction.atomic
def confirm_call(*, task_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Confirm a call on a signed-in page, by a person whom it went to."""
    task = _locked(task_id)
    step = task.steps.filter(person_id=actor.person_id).first() if actor.person_id else None
    if step is None:
        rights.require_visible(actor, "public_warnings.see_calls", task.region, what="call")
        raise NotYourCall()
    _confirm(task, _Reply(step.place, step.name, Answer.PAGE, ""), actor, now)
    return task.id


@transaction.atomic
def record_voice_call(*, task_id: UUID, voice: VoiceCall, actor: Actor, now: datetime) -> TaskState:
    """Write down a voice call of the duty officer; an answered one confirms the call."""
    task = _locked(task_id)
    rights.require_visible(actor, "public_warnings.see_calls", task.region, what="call")
    rights.require(actor, "public_warnings.record_voice", task.region)
    answered_by, note = voice.answered_by.strip(), voice.note.strip()
    if len(answered_by) > _LONGEST_NAME or (voice.is_answered and not answered_by):
        raise InvalidValue(field="answered_by", value=answered_by[:_LONGEST_NAME], rule="1_to_80_characters")
    if len(note) > _LONGEST_NOTE:
        raise InvalidValue(field="note", value=str(len(note)), rule="at_most_300_characters")
    if voice.is_answered:
        _confirm(task, _Reply(task.place_in_chain, answered_by, Answer.VOICE, note), actor, now)
    else:
        _require_open(task)
        _keep_try(task, _Reply(task.place_in_chain, task.person_name, Answer.VOICE, note), "no_answer", actor, now)
    return TaskState(task.state)


@dataclass(frozen=True, slots=True)
class _Reply:
    place: int
    name: str
    via: Answer
    note: str


def _locked(task_id: UUID) -> CallTask:
    task = CallTask.objects.select_for_update().filter(id=task_id).first()
    if task is None:
        raise NotFound(what="call")
    return task


def _require_open(task: CallTask) -> None:
    if task.state == TaskState.CONFIRMED and task.confirmed_at:
        raise AlreadyConfirmed(by=task.confirmed_by, at=date_format(localtime(task.confirmed_at), "m-d H:i:s"))
    if task.state == TaskState.ENDED:
        raise CallIsOver()


def _confirm(task: CallTask, reply: _Reply, actor: Actor, now: datetime) -> None:
    _require_open(task)
    task.state, task.deadline_at = TaskState.CONFIRMED, None
    task.confirmed_at, task.confirmed_by, task.confirmed_via = now, reply.name, reply.via
    task.note = reply.note
    if reply.via is not Answer.VOICE:
        _name_who_answered(task, reply.place)
    task.seconds = int((now - task.begun_at).total_seconds())
    task.save()
    task.steps.filter(place=reply.place).update(state=StepState.CONFIRMED)
    _keep_try(task, reply, "confirmed", actor, now)
    event = CallConfirmed(
        **{**named(task), "person_name": reply.name}, via=reply.via, seconds=task.seconds, note=reply.note
    )
    journal.announce(event, actor=actor, now=now)


def _name_who_answered(task: CallTask, place: int) -> None:
    """Let the board show who answered, who need not be the one called last."""
    step = task.steps.get(place=place)
    task.person_name, task.post, task.rank, task.phone_masked = step.name, step.post, step.rank, step.phone_masked


def _keep_try(task: CallTask, reply: _Reply, outcome: str, actor: Actor, now: datetime) -> None:
    CallTry.objects.create(
        task=task,
        place=reply.place,
        name=reply.name,
        way=reply.via,
        outcome=outcome,
        at=now,
        by_name=actor.name,
        note=reply.note,
    )
