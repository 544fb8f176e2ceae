"""Grading a hidden danger: the criteria propose, a person decides."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.dangers.domain.deadlines import due_at
from anlan.dangers.domain.errors import StillListed
from anlan.dangers.domain.grading import Grading, check_grading
from anlan.dangers.domain.states import DangerAct, Grade
from anlan.dangers.events import DangerGraded
from anlan.dangers.models import Danger
from anlan.dangers.selectors import rules
from anlan.dangers.services.recurring import find_earlier
from anlan.dangers.services.steps import keep, locked, step, tell, watch
from anlan.kernel.actors import Actor

_FIELDS = ["state", "grade", "clause", "danger_class", "graded_at", "graded_by", "due_at"]


@transaction.atomic
def grade_danger(
    *, danger_id: UUID, grading: Grading, due: datetime | None = None, actor: Actor, now: datetime
) -> None:
    """Grade a hidden danger, which starts the time for rectifying; a new grade asks for its own steps anew.

    What is under listed supervision keeps its grade until the listing is lifted.
    """
    danger = locked(danger_id, actor, "dangers.grade")
    step(danger, DangerAct.GRADE)
    if danger.is_listed:
        raise StillListed
    proposal = rules.grade_proposal(said(danger), danger.trade)
    check_grading(grading, proposal, rules.clauses())
    _set(danger, grading, due, actor, now)
    watch(danger, now, anew=True)
    danger.save(update_fields=[*_FIELDS, "watch_at", "watched", "is_overdue"])
    words = grading.note.strip()[:500]
    keep(danger, DangerAct.GRADE, actor, now, words, grade=grading.grade.value, clause=grading.clause)
    more = {"clause": grading.clause, "proposed": proposal.grade.value, "danger_class": grading.danger_class}
    tell(DangerGraded, danger, actor, now, note=words, due_at=danger.due_at, **more)
    find_earlier(danger, actor, now)


def said(danger: Danger) -> str:
    """Return what was told of a hidden danger, as the criteria read it."""
    return f"{danger.title} {danger.text} {danger.place_text}"


def _set(danger: Danger, grading: Grading, due: datetime | None, actor: Actor, now: datetime) -> None:
    rule = rules.deadline_rule(danger.region, grading.grade)
    danger.grade = grading.grade.value
    danger.clause = grading.clause if grading.grade is Grade.MAJOR else ""
    danger.danger_class = grading.danger_class
    danger.graded_at, danger.graded_by = now, actor.name[:80]
    danger.due_at = due_at(rule, now, due, now)
