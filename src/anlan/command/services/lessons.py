"""Lessons become tasks with an owner and a day, and are tracked until another person has seen them done."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command.domain.errors import CloserDidIt
from anlan.command.domain.responses import checked_text
from anlan.command.domain.reviews import LessonAct, LessonState, NewLesson, after_lesson, check_lesson
from anlan.command.events import LessonAdded, LessonClosed, LessonDone, LessonEvent, LessonOverdue, LessonReturned
from anlan.command.models import Lesson
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.support import journal, rights

_ADD, _FINISH, _CLOSE = "command.write_reviews", "command.finish_lessons", "command.close_lessons"
_BATCH = 200


@transaction.atomic
def add_lesson(*, new: NewLesson, actor: Actor, now: datetime) -> UUID:
    """Make a lesson a task and return its id; the same press of the button makes one."""
    rights.require(actor, _ADD, new.region)
    check_lesson(new, in_china(now).date())
    known = new.token and Lesson.objects.filter(token=new.token).first()
    if known:
        return known.id
    row = Lesson.objects.create(
        source=new.source,
        token=new.token,
        incident_id=new.incident_id,
        region=new.region,
        is_exercise=new.is_exercise,
        finding=new.finding.strip(),
        task=new.task.strip(),
        owner=new.owner.strip(),
        due_on=new.due_on,
        added_by=actor.name,
        added_at=now,
    )
    _announce(LessonAdded, row, row.finding, actor, now)
    return row.id


@transaction.atomic
def finish_lesson(*, lesson_id: UUID, note: str, actor: Actor, now: datetime) -> None:
    """Report a task as done and say how."""
    row = _step(lesson_id, LessonAct.FINISH, _FINISH, actor)
    row.done_note = checked_text("note", note)
    row.done_by, row.done_by_id, row.done_at = actor.name, actor.id, now
    row.save()
    _announce(LessonDone, row, row.done_note, actor, now)


@transaction.atomic
def close_lesson(*, lesson_id: UUID, actor: Actor, now: datetime) -> None:
    """Confirm that a task is done; who reported it does not confirm it."""
    row = _step(lesson_id, LessonAct.CLOSE, _CLOSE, actor)
    if row.done_by_id == actor.id:
        raise CloserDidIt
    row.closed_by, row.closed_at = actor.name, now
    row.save()
    _announce(LessonClosed, row, "", actor, now)


@transaction.atomic
def return_lesson(*, lesson_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Send a task back that was reported as done and is not."""
    row = _step(lesson_id, LessonAct.RETURN, _CLOSE, actor)
    row.return_reason = checked_text("reason", reason)
    row.save()
    _announce(LessonReturned, row, row.return_reason, actor, now)


@transaction.atomic
def mark_overdue_lessons(*, actor: Actor, now: datetime) -> None:
    """Announce each task once whose day has passed without its being done."""
    today = in_china(now).date()
    rows = Lesson.objects.select_for_update(skip_locked=True).filter(
        state=LessonState.OPEN.value, overdue_at=None, due_on__lt=today
    )
    for row in rows.order_by("due_on", "id")[:_BATCH]:
        row.overdue_at = now
        row.save(update_fields=["overdue_at"])
        _announce(LessonOverdue, row, "", actor, now)


def _step(lesson_id: UUID, act: LessonAct, right: str, actor: Actor) -> Lesson:
    """Return the locked lesson in its next state where its state and the actor's right allow it."""
    row = Lesson.objects.select_for_update().filter(id=lesson_id).first()
    if row is None:
        raise NotFound(what="lesson")
    rights.require_visible(actor, "command.see", row.region, what="lesson")
    rights.require(actor, right, row.region)
    row.state = after_lesson(LessonState(row.state), act).value
    return row


def _announce(kind: type[LessonEvent], row: Lesson, note: str, actor: Actor, now: datetime) -> None:
    event = kind(
        subject=f"lesson:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        lesson_id=row.id,
        task=row.task,
        owner=row.owner,
        note=note,
    )
    journal.announce(event, actor=actor, now=now)
