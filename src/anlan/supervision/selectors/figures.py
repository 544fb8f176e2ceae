"""Figures of a year's inspections, and the visits of a week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA, in_china
from anlan.supervision.domain.states import InspectionState, PlanState
from anlan.supervision.models import Finding, Inspection, PlanItem
from anlan.supervision.selectors.inspections import SEE, InspectionRow, rows_of
from anlan.support import rights

_MOST_ITEMS: Final = 10
_MOST_OF_A_WEEK: Final = 400


@dataclass(frozen=True, slots=True)
class Line:
    """Visits and findings of one kind or trade."""

    key: str
    visits: int
    findings: int

    @property
    def per_visit(self) -> float:
        """Return findings per visit."""
        return self.findings / self.visits if self.visits else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """A year: how much of the approved plans is covered, what was found, what was fixed, what was published in time."""

    year: int
    planned_objects: int
    covered_objects: int
    visits: int
    findings: int
    fixed: int
    unfixed: int
    published: int
    published_late: int
    by_kind: tuple[Line, ...]
    by_trade: tuple[Line, ...]
    items: tuple[tuple[str, str, int], ...]

    @property
    def per_visit(self) -> float:
        """Return findings per visit."""
        return self.findings / self.visits if self.visits else 0.0

    @property
    def coverage(self) -> int:
        """Return the percentage of the plans' objects that were visited."""
        return 100 * self.covered_objects // self.planned_objects if self.planned_objects else 0


def year_figures(actor: Actor, year: int) -> YearFigures:
    """Return the figures of a year in the actor's regions."""
    first, after = (datetime(each, 1, 1, tzinfo=CHINA) for each in (year, year + 1))
    seen = rights.within(actor, SEE)
    visits = Inspection.objects.filter(seen, recorded_at__gte=first, recorded_at__lt=after).order_by()
    items = PlanItem.objects.filter(
        rights.within(actor, SEE, "plan__region"), plan__year=year, plan__state=PlanState.APPROVED.value
    )
    findings = Finding.objects.filter(inspection__in=visits).order_by()
    late = Q(published_at__date__gt=F("publish_by"))
    numbers = visits.aggregate(
        visits=Count("id"),
        findings=Sum("findings_count", default=0),
        published=Count("id", filter=Q(published_at__isnull=False)),
        published_late=Count("id", filter=late),
    )
    numbers |= findings.aggregate(
        fixed=Count("id", filter=Q(is_fixed=True)), unfixed=Count("id", filter=Q(is_fixed=False))
    )
    numbers |= items.aggregate(
        planned_objects=Count("object_id", distinct=True),
        covered_objects=Count("object_id", distinct=True, filter=Q(object_id__in=visits.values("object_id"))),
    )
    often = findings.values_list("inspection__trade", "item").annotate(count=Count("id"))
    return YearFigures(
        year=year,
        by_kind=_lines(visits, "kind"),
        by_trade=_lines(visits, "trade"),
        items=tuple((trade, item, count) for trade, item, count in often.order_by("-count", "item")[:_MOST_ITEMS]),
        **numbers,
    )


def week(actor: Actor, monday: date) -> tuple[tuple[date, tuple[InspectionRow, ...]], ...]:
    """Return the visits of a week, day by day; those called off are left out."""
    rows = Inspection.objects.filter(
        rights.within(actor, SEE), planned_for__gte=monday, planned_for__lt=monday + timedelta(days=7)
    ).exclude(state=InspectionState.CALLED_OFF.value)
    found = rows_of(list(rows.order_by("planned_for", "id")[:_MOST_OF_A_WEEK]))
    days = [monday + timedelta(days=number) for number in range(7)]
    return tuple((day, tuple(row for row in found if row.planned_for == day)) for day in days)


def recorded_days(region: str, *, year: int, department: str = "") -> tuple[date, ...]:
    """Return on which days of a year visits in a region were recorded, each visit once, whoever asks."""
    first, after = (datetime(each, 1, 1, tzinfo=CHINA) for each in (year, year + 1))
    rows = Inspection.objects.filter(region__startswith=region, recorded_at__gte=first, recorded_at__lt=after)
    if department:
        rows = rows.filter(department=department)
    return tuple(in_china(at).date() for at in rows.order_by("recorded_at").values_list("recorded_at", flat=True))


def visits_between(actor: Actor, region: str, since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many visits were recorded in a region and a time, and how many findings they made."""
    rows = _recorded(actor, region).filter(recorded_at__gte=since, recorded_at__lt=until)
    counted = rows.aggregate(visits=Count("id"), findings=Sum("findings_count", default=0))
    return counted["visits"], counted["findings"]


def first_recorded(actor: Actor, region: str) -> datetime | None:
    """Return when the first visit in a region was recorded; nothing where none was."""
    return _recorded(actor, region).aggregate(first=Min("recorded_at"))["first"]


def _recorded(actor: Actor, region: str) -> QuerySet[Inspection]:
    return Inspection.objects.filter(rights.within(actor, SEE), region__startswith=region).order_by()


def _lines(visits: QuerySet[Inspection], field: str) -> tuple[Line, ...]:
    rows = visits.values_list(field).annotate(visits=Count("id"), findings=Sum("findings_count", default=0))
    return tuple(Line(*row) for row in rows.order_by("-visits", field))
