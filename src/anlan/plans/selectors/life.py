"""An edition's life: its clocks, reviews, filings, drills and evaluations; and the list of clocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet

from anlan.kernel.actors import Actor
from anlan.plans.domain.clocks import OWED
from anlan.plans.domain.states import FilingState
from anlan.plans.models import PlanClock, PlanDrill, PlanEvaluation, PlanFiling, PlanReview
from anlan.support.rights import within
from anlan.support.rows import Rows

SORTS: Final = {"due": "due_at", "plan": "edition__name", "region": "region"}
_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock of a plan, with the plan it belongs to."""

    id: UUID
    plan_id: UUID
    plan_name: str
    region: str
    kind: str
    state: str
    mark: str
    begun_at: datetime
    due_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFilter:
    """Which clocks are wanted; empty fields want all. ``state`` ``owed`` wants all that run or are missed."""

    text: str = ""
    region: str = ""
    kind: str = ""
    state: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that was said or done about an edition: a review, a drill, an evaluation."""

    at: datetime
    by_name: str
    words: str
    is_passed: bool = False
    form: str = ""
    held_on: date | None = None
    situations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A filing and what was answered."""

    id: UUID
    plan_id: UUID
    plan_name: str
    region: str
    to_region: str
    receiver: str
    number: str
    state: str
    filed_by: str
    filed_at: datetime
    answered_by: str
    answered_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """All that stands beside an edition's text."""

    clocks: tuple[Clock, ...]
    reviews: tuple[Note, ...]
    filings: tuple[Filing, ...]
    drills: tuple[Note, ...]
    evaluations: tuple[Note, ...]


def life_of(plan_id: UUID) -> Life:
    """Return an edition's life; the caller has checked that the reader may see it."""
    reviews = PlanReview.objects.filter(edition_id=plan_id).order_by("-at")
    drills = PlanDrill.objects.filter(edition_id=plan_id).order_by("-held_on", "-at")
    evaluations = PlanEvaluation.objects.filter(edition_id=plan_id).order_by("-at")
    clocks = PlanClock.objects.filter(edition_id=plan_id).select_related("edition").order_by("due_at")
    filings = PlanFiling.objects.filter(edition_id=plan_id).select_related("edition").order_by("-filed_at")
    return Life(
        clocks=_clocks(clocks),
        reviews=tuple(Note(at=r.at, by_name=r.by_name, words=r.opinion, is_passed=r.is_passed) for r in reviews),
        filings=tuple(_filing(row) for row in filings),
        drills=tuple(Note(at=r.at, by_name=r.by_name, words=r.note, form=r.form, held_on=r.held_on) for r in drills),
        evaluations=tuple(
            Note(at=r.at, by_name=r.by_name, words=r.note, situations=tuple(r.situations)) for r in evaluations
        ),
    )


def clocks(actor: Actor, wanted: ClockFilter) -> Rows[Clock]:
    """Return the clocks of plans in the actor's regions, the nearest end first."""
    rows = _chosen(actor, wanted)
    sort = wanted.sort.removeprefix("-")
    first = f"{'-' * wanted.sort.startswith('-')}{SORTS[sort]}" if sort in SORTS else "due_at"
    return Rows(rows.select_related("edition").defer("edition__text").order_by(first, "due_at", "id"), _clocks)


def clock_counts(actor: Actor, field: str, wanted: ClockFilter) -> dict[str, int]:
    """Return how many clocks there are of each ``kind`` or ``state``."""
    return dict(_chosen(actor, wanted).order_by().values_list(field).annotate(count=Count("id")))


def filings_to_answer(actor: Actor) -> tuple[Filing, ...]:
    """Return what waits for the answer of the actor's governments, the oldest first."""
    rows = PlanFiling.objects.filter(state=FilingState.WAITING).select_related("edition").order_by("filed_at")
    rows = rows.filter(within(actor, "plans.accept_filing", "to_region")).defer("edition__text")
    return tuple(_filing(row) for row in rows[:_MOST])


def _chosen(actor: Actor, wanted: ClockFilter) -> QuerySet[PlanClock]:
    rows = PlanClock.objects.filter(within(actor, "plans.see"))
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(state__in=OWED if wanted.state == "owed" else [wanted.state])
    return rows.filter(edition__name__icontains=wanted.text) if wanted.text else rows


def _clocks(rows: Iterable[PlanClock]) -> tuple[Clock, ...]:
    return tuple(
        Clock(plan_id=row.edition_id, plan_name=row.edition.name, **_same(row, Clock, "plan_id", "plan_name"))
        for row in rows
    )


def _filing(row: PlanFiling) -> Filing:
    named = {"plan_id": row.edition_id, "plan_name": row.edition.name, "region": row.edition.region}
    return Filing(**named, **_same(row, Filing, *named))


def _same(row: object, of: type, *but: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in of.__slots__ if name not in but}
