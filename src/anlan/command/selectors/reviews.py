"""What the journal says of an incident after it, and the lessons that came of it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Count, Q, QuerySet

from anlan.command.domain.orders import OrderState
from anlan.command.domain.reviews import (
    DoneTask,
    LessonState,
    ReviewState,
    Stage,
    counts_of,
    outcome_of,
    stages_of,
)
from anlan.command.models import Lesson, Order, Review
from anlan.command.selectors.evacuation import evacuation_table
from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.tables import load_table

_ENTRIES = 20_000
_SORTS = {"due": ("due_on", "id"), "-due": ("-due_on", "-id")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A review as others see it."""

    id: UUID
    incident_id: UUID
    incident_title: str
    region: str
    is_exercise: bool
    state: ReviewState
    stages: tuple[Stage, ...]
    tasks: tuple[DoneTask, ...]
    counts: dict[str, float]
    figures: tuple[dict[str, str], ...]
    moved: dict[str, int]
    judgement: str
    compiled_by: str
    compiled_at: datetime
    written_by_id: str
    signed_by: str
    signed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether it may still be written."""
        return self.state is ReviewState.DRAFT

    @property
    def subject(self) -> str:
        """Return the journal's name of the review."""
        return f"review:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """A lesson and its task as others see it."""

    id: UUID
    source: str
    incident_id: UUID | None
    region: str
    is_exercise: bool
    finding: str
    task: str
    owner: str
    due_on: date
    state: LessonState
    added_by: str
    added_at: datetime
    done_by: str
    done_by_id: str
    done_at: datetime | None
    done_note: str
    closed_by: str
    closed_at: datetime | None
    return_reason: str
    overdue_at: datetime | None

    @property
    def key(self) -> str:
        """Return its id as text, for ids on a page."""
        return str(self.id)

    @property
    def is_late(self) -> bool:
        """Tell whether its day has passed undone."""
        return self.state is LessonState.OPEN and self.overdue_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFilter:
    """What to list: empty fields filter nothing."""

    state: str = ""
    text: str = ""
    is_late: bool = False
    sort: str = "due"


def review_data(incident: IncidentRow, now: datetime) -> dict[str, Any]:
    """Return what the journal says of an incident as plain values, for whoever may write its review."""
    entries = incidents.timeline(SYSTEM, incident.id, limit=_ENTRIES)
    tasks = [_task(row) for row in Order.objects.filter(incident_id=incident.id).order_by("number")]
    situation, table = incidents.situation(SYSTEM, incident.id), evacuation_table(SYSTEM, incident.id)
    known = incidents.indicators()
    stages = stages_of(((each.kind, each.happened_at) for each in entries), load_table("anlan.command", "review"))
    found: dict[str, Any] = msgspec.to_builtins(
        {
            "stages": [asdict(stage) for stage in stages],
            "tasks": [asdict(task) for task in tasks],
            "counts": counts_of(tasks),
            "figures": [
                {"name": known[key].name, "value": f"{total.value.normalize():f}", "unit": known[key].unit}
                for key, total in situation.totals.items()
            ],
            "moved": {"planned": table.planned.persons, "moved": table.moved.persons},
        }
    )
    return found


def _task(row: Order) -> DoneTask:
    is_cancelled = row.state == OrderState.CANCELLED
    return DoneTask(
        number=row.number,
        to_label=row.to_label,
        text=row.text,
        is_planned=bool(row.task_key),
        issued_at=row.issued_at,
        deadline=row.deadline,
        received_at=row.received_at,
        completed_at=row.completed_at,
        outcome=outcome_of(is_cancelled=is_cancelled, completed_at=row.completed_at, deadline=row.deadline),
        closed_at=row.closed_at,
    )


def tasks_done(actor: Actor, incident_id: UUID) -> tuple[DoneTask, ...]:
    """Return the orders of an incident with their outcome by their own deadlines, as a review judges them."""
    incident = incidents.incident(actor, incident_id)
    return tuple(_task(row) for row in Order.objects.filter(incident_id=incident.id).order_by("number"))


def stage_limit(key: str) -> int:
    """Return the minutes that the table of stages allows for one of them."""
    rows = load_table("anlan.command", "review")["stage"]
    return next(int(row["limit_minutes"]) for row in rows if row["key"] == key)


def review_of(actor: Actor, incident_id: UUID) -> ReviewRow | None:
    """Return the review of an incident; nothing where none has been compiled."""
    row = Review.objects.filter(rights.within(actor, "command.see"), incident_id=incident_id).first()
    return _review(row) if row else None


def review(actor: Actor, review_id: UUID) -> ReviewRow:
    """Return one review, or refuse as if there were none."""
    row = Review.objects.filter(rights.within(actor, "command.see"), id=review_id).first()
    if row is None:
        raise NotFound(what="review")
    return _review(row)


def lesson(actor: Actor, lesson_id: UUID) -> LessonRow:
    """Return one lesson, or refuse as if there were none."""
    row = Lesson.objects.filter(rights.within(actor, "command.see"), id=lesson_id).first()
    if row is None:
        raise NotFound(what="lesson")
    return _lesson(row)


def lessons_from(actor: Actor, source: str) -> tuple[LessonRow, ...]:
    """Return the lessons that one review or drill taught, the nearest day first."""
    rows = Lesson.objects.filter(rights.within(actor, "command.see"), source=source)
    return tuple(_lesson(row) for row in rows.order_by("due_on", "id"))


def lessons(actor: Actor, wanted: LessonFilter, *, page: int = 1, size: int = 30) -> tuple[tuple[LessonRow, ...], int]:
    """Return one page of the lessons that match and how many the whole list has."""
    found = _found(actor, wanted)
    start = (max(page, 1) - 1) * size
    rows = found.order_by(*_SORTS.get(wanted.sort, _SORTS["due"]))[start : start + size]
    return tuple(_lesson(row) for row in rows), found.count()


def lesson_counts(actor: Actor) -> dict[str, int]:
    """Return how many lessons stand in each state, and how many are late."""
    rows = Lesson.objects.filter(rights.within(actor, "command.see"))
    late = Count("id", filter=Q(state=LessonState.OPEN.value, overdue_at__isnull=False))
    by_state = {state.value: Count("id", filter=Q(state=state.value)) for state in LessonState}
    counted: dict[str, int] = rows.aggregate(late=late, **by_state)
    return counted


def _found(actor: Actor, wanted: LessonFilter) -> QuerySet[Lesson]:
    rows = Lesson.objects.filter(rights.within(actor, "command.see"))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.is_late:
        rows = rows.filter(state=LessonState.OPEN.value).exclude(overdue_at=None)
    if wanted.text:
        text = wanted.text
        rows = rows.filter(Q(finding__icontains=text) | Q(task__icontains=text) | Q(owner__icontains=text))
    return rows


def _review(row: Review) -> ReviewRow:
    special = ("state", "stages", "tasks", "counts", "figures", "moved")
    same = {name: getattr(row, name) for name in ReviewRow.__slots__ if name not in special}
    return ReviewRow(
        state=ReviewState(row.state),
        stages=msgspec.convert(row.data["stages"], tuple[Stage, ...]),
        tasks=msgspec.convert(row.data["tasks"], tuple[DoneTask, ...]),
        counts=row.data["counts"],
        figures=tuple(row.data["figures"]),
        moved=row.data["moved"],
        **same,
    )


def _lesson(row: Lesson) -> LessonRow:
    same = {name: getattr(row, name) for name in LessonRow.__slots__ if name != "state"}
    return LessonRow(state=LessonState(row.state), **same)
