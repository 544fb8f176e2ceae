"""The review after an incident: what was planned and done, how long each stage took, what is to be learned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Any, Final
from uuid import UUID

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

_LONGEST: Final = {"finding": 1000, "task": 1000, "owner": 120}
_LATEST_DUE: Final = timedelta(days=3 * 366)


class ReviewState(StrEnum):
    """Where a review stands."""

    DRAFT = "draft"
    SIGNED = "signed"


class ReviewAct(StrEnum):
    """What may be done to a review; ``WRITE`` compiles it anew or edits its words."""

    WRITE = "write"
    SIGN = "sign"


class LessonState(StrEnum):
    """Where a lesson stands."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"


class LessonAct(StrEnum):
    """What may be done to a lesson; ``RETURN`` sends a finished one back."""

    FINISH = "finish"
    CLOSE = "close"
    RETURN = "return"


REVIEWS: Final = {
    (ReviewState.DRAFT, ReviewAct.WRITE): ReviewState.DRAFT,
    (ReviewState.DRAFT, ReviewAct.SIGN): ReviewState.SIGNED,
}
LESSONS: Final = {
    (LessonState.OPEN, LessonAct.FINISH): LessonState.DONE,
    (LessonState.DONE, LessonAct.CLOSE): LessonState.CLOSED,
    (LessonState.DONE, LessonAct.RETURN): LessonState.OPEN,
}


def after_review(state: ReviewState, act: ReviewAct) -> ReviewState:
    """Return a review's state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in REVIEWS:
        raise TransitionNotAllowed(what="review", state=state.value, act=act.value)
    return REVIEWS[state, act]


def after_lesson(state: LessonState, act: LessonAct) -> LessonState:
    """Return a lesson's state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in LESSONS:
        raise TransitionNotAllowed(what="lesson", state=state.value, act=act.value)
    return LESSONS[state, act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage between two things that happened; ``minutes`` and the ends are empty where one did not happen."""

    key: str
    name: str
    began: datetime | None
    ended: datetime | None
    minutes: float | None
    limit: int | None
    is_late: bool


def stages_of(entries: Iterable[tuple[str, datetime]], table: Mapping[str, Any]) -> tuple[Stage, ...]:
    """Return the stages of the table, each from the first entry of one kind to the first later one of another."""
    by_kind: dict[str, list[datetime]] = {}
    for kind, at in sorted(entries, key=lambda entry: entry[1]):
        by_kind.setdefault(kind, []).append(at)
    return tuple(_stage(row, by_kind) for row in table["stage"])


def _stage(row: Mapping[str, Any], by_kind: Mapping[str, Sequence[datetime]]) -> Stage:
    began = next(iter(by_kind.get(row["from"], ())), None)
    ended = next((at for at in by_kind.get(row["to"], ()) if began is not None and at >= began), None)
    minutes = None if began is None or ended is None else round((ended - began).total_seconds() / 60, 1)
    limit = row.get("limit_minutes")
    return Stage(
        key=row["key"],
        name=row["name"],
        began=began,
        ended=ended,
        minutes=minutes,
        limit=limit,
        is_late=minutes is not None and limit is not None and minutes > limit,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneTask:
    """An order as the review judges it: done by the deadline, late, never done, or called off."""

    number: int
    to_label: str
    text: str
    is_planned: bool
    issued_at: datetime
    deadline: datetime
    received_at: datetime | None
    completed_at: datetime | None
    outcome: str
    closed_at: datetime | None = None


def outcome_of(*, is_cancelled: bool, completed_at: datetime | None, deadline: datetime) -> str:
    """Return ``in_time``, ``late``, ``undone`` or ``cancelled``; done at the deadline itself is in time."""
    if is_cancelled:
        return "cancelled"
    if completed_at is None:
        return "undone"
    return "in_time" if completed_at <= deadline else "late"


def counts_of(tasks: Sequence[DoneTask]) -> dict[str, float]:
    """Return how many orders had which outcome, and the median minutes to receipt and to completion."""
    found: dict[str, float] = {
        outcome: sum(task.outcome == outcome for task in tasks)
        for outcome in ("in_time", "late", "undone", "cancelled")
    }
    found["total"], found["planned"] = len(tasks), sum(task.is_planned for task in tasks)
    for key, ends in (
        ("minutes_to_receipt", [(task.issued_at, task.received_at) for task in tasks]),
        ("minutes_to_completion", [(task.issued_at, task.completed_at) for task in tasks]),
    ):
        took = [(end - begun).total_seconds() / 60 for begun, end in ends if end is not None]
        if took:
            found[key] = round(median(took), 1)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLesson:
    """A lesson and the task that comes of it. ``source`` is the journal's name of what taught it (``review:ID``)."""

    source: str
    region: str
    finding: str
    task: str
    owner: str
    due_on: date
    incident_id: UUID | None = None
    is_exercise: bool = False
    token: UUID | None = None


def check_lesson(new: NewLesson, today: date) -> None:
    """Refuse a lesson without words or an owner, or with a day that is past or absurd."""
    for field, text in (("finding", new.finding), ("task", new.task), ("owner", new.owner)):
        if not text.strip() or len(text) > _LONGEST[field]:
            raise InvalidValue(field=field, value=text[:40], rule=f"1_to_{_LONGEST[field]}_characters")
    if not today <= new.due_on <= today + _LATEST_DUE:
        raise InvalidValue(field="due_on", value=new.due_on.isoformat(), rule="from_today_within_3_years")
