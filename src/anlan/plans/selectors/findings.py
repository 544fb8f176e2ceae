"""What the consistency check found, for pages and the command line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.plans.domain.states import PlanState
from anlan.plans.models import PlanEdition, PlanFinding
from anlan.support.rights import within
from anlan.support.rows import Rows

SORTS: Final = {"plan": "edition__name", "region": "region", "since": "first_seen_at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A finding with the plan it is about."""

    id: UUID
    plan_id: UUID
    plan_name: str
    region: str
    kind: str
    is_grave: bool
    place: str
    data: dict[str, Any]
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings are wanted; empty fields want all. ``grave`` is ``1``, ``0`` or empty."""

    text: str = ""
    region: str = ""
    kind: str = ""
    grave: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSummary:
    """How many plans are in force, how many of them were checked, how many have grave findings, and since when."""

    plans: int
    checked: int
    with_grave: int
    oldest: datetime | None


def findings(actor: Actor, wanted: FindingFilter) -> Rows[FoundRow]:
    """Return what was found on plans in the actor's regions, grave things first, the oldest before."""
    sort = wanted.sort.removeprefix("-")
    first = f"{'-' * wanted.sort.startswith('-')}{SORTS[sort]}" if sort in SORTS else "-is_grave"
    rows = _chosen(actor, wanted).select_related("edition").defer("edition__text")
    return Rows(rows.order_by(first, "first_seen_at", "id"), _rows)


def finding_counts(actor: Actor, field: str, wanted: FindingFilter) -> dict[Any, int]:
    """Return how many findings there are of each ``kind`` or gravity."""
    return dict(_chosen(actor, wanted).order_by().values_list(field).annotate(count=Count("id")))


def findings_of(plan_id: UUID) -> tuple[FoundRow, ...]:
    """Return what was found on one edition; the caller has checked that the reader may see it."""
    rows = PlanFinding.objects.filter(edition_id=plan_id).select_related("edition")
    return _rows(rows.defer("edition__text").order_by("-is_grave", "place", "kind", "id"))


def check_summary(actor: Actor, region: str = "") -> CheckSummary:
    """Return how far the plans in force in the actor's regions are checked."""
    rows = PlanEdition.objects.filter(within(actor, "plans.see"), state=PlanState.IN_FORCE, region__startswith=region)
    counts = rows.aggregate(
        plans=Count("id"),
        checked=Count("id", filter=~Q(checked_at=None)),
        with_grave=Count("id", filter=Q(id__in=PlanFinding.objects.filter(is_grave=True).values("edition_id"))),
    )
    oldest = rows.exclude(checked_at=None).order_by("checked_at").values_list("checked_at", flat=True).first()
    return CheckSummary(**counts, oldest=oldest)


def _chosen(actor: Actor, wanted: FindingFilter) -> QuerySet[PlanFinding]:
    rows = PlanFinding.objects.filter(within(actor, "plans.see"))
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.grave in ("0", "1"):
        rows = rows.filter(is_grave=wanted.grave == "1")
    return rows.filter(edition__name__icontains=wanted.text) if wanted.text else rows


def _rows(rows: Iterable[PlanFinding]) -> tuple[FoundRow, ...]:
    return tuple(
        FoundRow(
            id=row.id,
            plan_id=row.edition_id,
            plan_name=row.edition.name,
            region=row.region,
            kind=row.kind,
            is_grave=row.is_grave,
            place=row.place,
            data=row.data,
            first_seen_at=row.first_seen_at,
        )
        for row in rows
    )
