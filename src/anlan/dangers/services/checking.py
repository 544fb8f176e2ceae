"""What the department does: re-checks, closes or returns; reopens what was not gone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.dangers.domain import closing, deadlines
from anlan.dangers.domain.dangers import checked_words
from anlan.dangers.domain.states import DangerAct
from anlan.dangers.events import DangerAccepted, DangerClosed, DangerReopened, DangerReturned
from anlan.dangers.models import Danger
from anlan.dangers.selectors import rules
from anlan.dangers.services.rectifying import Told
from anlan.dangers.services.steps import checked, keep, keep_pictures, locked, step, tell, watch
from anlan.kernel.actors import Actor

_WATCHED = ["watch_at", "watched", "is_overdue"]


@transaction.atomic
def accept_danger(*, danger_id: UUID, told: Told, actor: Actor, now: datetime) -> None:
    """Find at the re-check that it is gone; nobody who took part in rectifying may."""
    danger = locked(danger_id, actor, "dangers.check")
    step(danger, DangerAct.ACCEPT)
    closing.check_checker(actor.id, danger.rectifiers)
    words, pictures = checked_words("text", told.text), checked(told.pictures)
    watch(danger, now, anew=True)
    danger.save(update_fields=["state", *_WATCHED])
    keep_pictures(danger, "after", pictures, actor, now)
    keep(danger, DangerAct.ACCEPT, actor, now, words)
    tell(DangerAccepted, danger, actor, now, text=words)


@transaction.atomic
def return_danger(*, danger_id: UUID, told: Told, actor: Actor, now: datetime) -> None:
    """Find at the re-check that it is not gone, and say what is missing; the deadline stays."""
    danger = locked(danger_id, actor, "dangers.check")
    step(danger, DangerAct.RETURN)
    closing.check_checker(actor.id, danger.rectifiers)
    words, pictures = checked_words("text", told.text), checked(told.pictures)
    danger.recheck_due_at = None
    _run_again(danger, now)
    danger.save(update_fields=["state", "recheck_due_at", "was_late", *_WATCHED])
    keep_pictures(danger, "before", pictures, actor, now)
    keep(danger, DangerAct.RETURN, actor, now, words)
    tell(DangerReturned, danger, actor, now, text=words)


@transaction.atomic
def close_danger(*, danger_id: UUID, note: str, actor: Actor, now: datetime) -> None:
    """Write an accepted one off, once no listing and no stop of power stands."""
    danger = locked(danger_id, actor, "dangers.close")
    step(danger, DangerAct.CLOSE)
    closing.check_close(is_listed=danger.is_listed, is_cut_off=danger.is_cut_off)
    danger.closed_at = now
    danger.save(update_fields=["state", "closed_at"])
    words = note.strip()[:500]
    keep(danger, DangerAct.CLOSE, actor, now, words)
    tell(DangerClosed, danger, actor, now, text=words)


@transaction.atomic
def reopen_danger(*, danger_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take up what turned out not to be gone: it is rectified again, with the deadline it had."""
    danger = locked(danger_id, actor, "dangers.close")
    words = checked_words("reason", reason)
    step(danger, DangerAct.REOPEN)
    danger.closed_at = danger.recheck_due_at = None
    _run_again(danger, now)
    danger.save(update_fields=["state", "closed_at", "recheck_due_at", "was_late", *_WATCHED])
    keep(danger, DangerAct.REOPEN, actor, now, words)
    tell(DangerReopened, danger, actor, now, reason=words)


def _run_again(danger: Danger, now: datetime) -> None:
    if danger.due_at is not None:
        danger.watched = deadlines.rungs_passed(rules.ladder(), danger.due_at, now)
    watch(danger, now)
    danger.was_late = danger.was_late or danger.is_overdue
