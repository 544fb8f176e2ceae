"""What the unit does: reports twice, controls, rectifies with the five assurances, tells, applies for acceptance."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.dangers.domain import closing, deadlines
from anlan.dangers.domain.closing import Assurances, Receiver
from anlan.dangers.domain.dangers import SentPicture, checked_words, grade_or_none
from anlan.dangers.domain.states import DangerAct, DangerState, Grade
from anlan.dangers.events import (
    ApplicationWithdrawn,
    DangerControlled,
    DangerRectified,
    DangerReported,
    RectificationStarted,
    RectificationToldOf,
)
from anlan.dangers.models import Danger, DangerReport, DangerStep
from anlan.dangers.selectors import rules
from anlan.dangers.services.steps import checked, keep, keep_pictures, locked, step, tell, watch
from anlan.kernel.actors import Actor

_RIGHT = "dangers.rectify"
_WATCHED = ["watch_at", "watched", "is_overdue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the unit tells with pictures; ``token`` is the phone's own number of it."""

    text: str
    pictures: tuple[SentPicture, ...] = ()
    token: str = ""


@transaction.atomic
def report_danger(*, danger_id: UUID, receiver: Receiver, told: Told, actor: Actor, now: datetime) -> None:
    """Put down that a major one was reported to ``receiver``, with the evidence; the second report moves it on."""
    danger = locked(danger_id, actor, _RIGHT, own=True)
    sent = danger.reports.values_list("receiver", flat=True)
    act = closing.report_act(grade_or_none(danger.grade), sent, receiver)
    evidence = checked_words("evidence", told.text, 500)
    pictures = checked(told.pictures)
    step(danger, act)
    danger.save(update_fields=["state"])
    DangerReport.objects.create(danger=danger, receiver=receiver.value, evidence=evidence, by_name=actor.name, at=now)
    keep_pictures(danger, "evidence", pictures, actor, now)
    keep(danger, "report", actor, now, evidence, receiver=receiver.value)
    is_whole = act is DangerAct.REPORT
    tell(DangerReported, danger, actor, now, receiver=receiver.value, evidence=evidence, is_whole=is_whole)


@transaction.atomic
def control_danger(*, danger_id: UUID, measures: str, actor: Actor, now: datetime) -> None:
    """Put down what keeps it under control until it is gone."""
    danger = locked(danger_id, actor, _RIGHT, own=True)
    closing.check_control(grade_or_none(danger.grade), DangerState(danger.state))
    step(danger, DangerAct.CONTROL)
    danger.control = checked_words("measures", measures)
    danger.save(update_fields=["state", "control"])
    keep(danger, DangerAct.CONTROL, actor, now, danger.control)
    tell(DangerControlled, danger, actor, now, measures=danger.control)


@transaction.atomic
def start_rectification(*, danger_id: UUID, given: Assurances, actor: Actor, now: datetime) -> None:
    """Begin to rectify; a major one only with all five assurances, an ordinary one with who answers and what is done.

    The deadline given is not later than the table allows from the grading on.
    """
    danger = locked(danger_id, actor, _RIGHT, own=True)
    grade = grade_or_none(danger.grade)
    closing.check_start(grade, DangerState(danger.state), given)
    step(danger, DangerAct.START)
    if given.due_at is not None and danger.graded_at is not None:
        rule = rules.deadline_rule(danger.region, grade or Grade.ORDINARY)
        danger.due_at = deadlines.due_at(rule, danger.graded_at, given.due_at, now)
    danger.responsible, danger.measures = given.responsible.strip()[:120], given.measures.strip()
    danger.funds, danger.emergency_plan = given.funds, given.plan.strip()
    _took_part(danger, actor)
    watch(danger, now, anew=True)
    assured = ["responsible", "measures", "funds", "emergency_plan", "due_at", "rectifiers"]
    danger.save(update_fields=["state", *assured, *_WATCHED])
    keep(danger, DangerAct.START, actor, now, danger.measures[:500], responsible=danger.responsible)
    tell(RectificationStarted, danger, actor, now, responsible=danger.responsible, due_at=danger.due_at)


@transaction.atomic
def tell_of_rectification(*, danger_id: UUID, told: Told, actor: Actor, now: datetime) -> None:
    """Tell how far it is, with pictures, once however often the phone sends it."""
    danger = locked(danger_id, actor, _RIGHT, own=True)
    if _was_told(danger, told):
        return
    words, pictures = checked_words("text", told.text), checked(told.pictures)
    step(danger, DangerAct.FEED_BACK)
    _took_part(danger, actor)
    watch(danger, now)
    danger.save(update_fields=["state", "rectifiers", *_WATCHED])
    keep_pictures(danger, "after", pictures, actor, now)
    keep(danger, DangerAct.FEED_BACK, actor, now, words, token=told.token)
    tell(RectificationToldOf, danger, actor, now, text=words)


@transaction.atomic
def apply_for_acceptance(*, danger_id: UUID, told: Told, actor: Actor, now: datetime) -> None:
    """Say that it is gone, with pictures of after; the time for the re-check begins."""
    danger = locked(danger_id, actor, _RIGHT, own=True)
    if _was_told(danger, told):
        return
    words, pictures = checked_words("text", told.text), checked(told.pictures)
    step(danger, DangerAct.APPLY)
    _took_part(danger, actor)
    rule = rules.deadline_rule(danger.region, grade_or_none(danger.grade) or Grade.ORDINARY)
    danger.recheck_due_at = now + timedelta(days=rule.recheck_days)
    danger.was_late = danger.was_late or (danger.due_at is not None and danger.due_at < now)
    watch(danger, now, anew=True)
    danger.save(update_fields=["state", "rectifiers", "recheck_due_at", "was_late", *_WATCHED])
    keep_pictures(danger, "after", pictures, actor, now)
    keep(danger, DangerAct.APPLY, actor, now, words, token=told.token)
    tell(DangerRectified, danger, actor, now, text=words, recheck_due_at=danger.recheck_due_at)


@transaction.atomic
def withdraw_application(*, danger_id: UUID, actor: Actor, now: datetime) -> None:
    """Take the application back; the time for rectifying runs as before."""
    danger = locked(danger_id, actor, _RIGHT, own=True)
    step(danger, DangerAct.WITHDRAW)
    danger.recheck_due_at = None
    _watch_again(danger, now)
    danger.save(update_fields=["state", "recheck_due_at", *_WATCHED])
    keep(danger, DangerAct.WITHDRAW, actor, now)
    tell(ApplicationWithdrawn, danger, actor, now)


def _took_part(danger: Danger, actor: Actor) -> None:
    danger.rectifiers = [*dict.fromkeys([*danger.rectifiers, actor.id])]


def _was_told(danger: Danger, told: Told) -> bool:
    return bool(told.token) and DangerStep.objects.filter(danger=danger, data__token=told.token).exists()


def _watch_again(danger: Danger, now: datetime) -> None:
    """Let the clock go on with the deadline of rectifying without repeating what it told."""
    if danger.due_at is not None:
        danger.watched = deadlines.rungs_passed(rules.ladder(), danger.due_at, now)
    watch(danger, now)
