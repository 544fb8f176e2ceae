"""How many hidden dangers are found and written off: by month, trade and region, beside the same time a year before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Substr

from anlan.dangers.domain.periods import Period, last_quarters, months_back, period_of, told_by
from anlan.dangers.domain.states import DangerState
from anlan.dangers.models import Danger
from anlan.dangers.selectors.scope import visible
from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, level_of
from anlan.places import api as places
from anlan.support.tables import load_table

_MONTHS: Final = 12
_MOST_PARTS: Final = 40
_BELOW: Final = {RegionLevel.NATION: 2, RegionLevel.PROVINCE: 4, RegionLevel.PREFECTURE: 6, RegionLevel.COUNTY: 9}


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month beside the same one a year before."""

    since: datetime
    found: int
    closed: int
    found_before: int
    closed_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A trade or a region: what was found in a time, how much of it is written off, what is late."""

    key: str
    found: int
    major: int
    closed: int
    overdue: int

    @property
    def rate(self) -> float | None:
        """Return how many in a hundred of those found are written off."""
        return 100 * self.closed / self.found if self.found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a period that are told: what was found and written off in it, by grade; ``funds`` in yuan."""

    found_ungraded: int
    found_ordinary: int
    found_major: int
    closed_ordinary: int
    closed_major: int
    rate_ordinary: float | None
    rate_major: float | None
    listed: int
    late: int
    funds: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """A period's figures beside those of the same period a year before, and by when they are told."""

    period: Period
    told_by: date
    now: Figures
    before: Figures


def months(actor: Actor, *, region: str, trade: str, now: datetime) -> tuple[Month, ...]:
    """Return the last twelve months, each beside the same one a year before."""
    firsts = months_back(now, 2 * _MONTHS)
    rows = _rows(actor, region, trade)
    found, closed = _by_month(rows, "found_at", firsts), _by_month(rows, "closed_at", firsts)
    return tuple(
        Month(
            since=first,
            found=found.get(first.date(), 0),
            closed=closed.get(first.date(), 0),
            found_before=found.get(earlier.date(), 0),
            closed_before=closed.get(earlier.date(), 0),
        )
        for earlier, first in zip(firsts[:_MONTHS], firsts[_MONTHS:], strict=True)
    )


def by_trade(actor: Actor, *, region: str, since: datetime) -> tuple[Part, ...]:
    """Return the trades of what was found since a moment, the most found first."""
    return _parts(_rows(actor, region, "").filter(found_at__gte=since), "trade")


def by_region(actor: Actor, *, region: str, trade: str, since: datetime) -> tuple[Part, ...]:
    """Return the regions right below ``region`` of what was found since a moment, the most found first."""
    length = _BELOW.get(level_of(region), 12)
    rows = _rows(actor, region, trade).filter(found_at__gte=since).annotate(part=Substr("region", 1, length))
    return _parts(rows, "part")


def statistics(actor: Actor, *, text: str, region: str, now: datetime) -> Statistics:
    """Return the figures of the period that a text names, by default the quarter that ended last."""
    period = period_of(text, now)
    rows = _rows(actor, region, "")
    table = load_table("anlan.dangers", "statistics")
    return Statistics(
        period=period,
        told_by=told_by(period, table),
        now=_figures(rows, period),
        before=_figures(rows, period.before),
    )


def period_choices(now: datetime) -> list[str]:
    """Return the names of the last quarters and years that ended."""
    quarters = last_quarters(now, 6)
    years = sorted({each.year for each in quarters if Period(each.year).until <= now}, reverse=True)
    return [each.key for each in quarters] + [str(year) for year in years]


def region_names(parts: tuple[Part, ...]) -> Mapping[str, str]:
    """Return the names of regions among parts."""
    return places.names([part.key for part in parts])


def _rows(actor: Actor, region: str, trade: str) -> QuerySet[Danger]:
    rows = visible(actor).filter(region__startswith=region).exclude(state=DangerState.DISMISSED.value)
    return rows.filter(trade=trade) if trade else rows


def _by_month(rows: QuerySet[Danger], field: str, firsts: list[datetime]) -> dict[date, int]:
    """Return the count of each month, each read from the index on its own: naming the month of every row costs more."""
    ends = (*firsts[1:], None)
    parts = [
        rows.filter(**{f"{field}__gte": first} | ({f"{field}__lt": end} if end else {}))
        .order_by()
        .annotate(month=Value(number))
        .values("month")
        .annotate(count=Count("*"))
        for number, (first, end) in enumerate(zip(firsts, ends, strict=True))
    ]
    counted = parts[0].union(*parts[1:], all=True)
    return {firsts[row["month"]].date(): row["count"] for row in counted}


def _parts(rows: QuerySet[Danger], field: str) -> tuple[Part, ...]:
    counted = (
        rows.order_by()
        .values(field)
        .annotate(
            found=Count("*"),
            major=Count("state", filter=Q(grade="major")),
            closed=Count("state", filter=Q(state=DangerState.CLOSED.value)),
            overdue=Count("state", filter=Q(is_overdue=True)),
        )
        .order_by("-found", field)[:_MOST_PARTS]
    )
    return tuple(Part(key=row.pop(field), **row) for row in counted)


def _figures(rows: QuerySet[Danger], period: Period) -> Figures:
    """Return the figures of a period: what was found in it, and what was written off in it, each from its index."""
    is_closed = Q(state=DangerState.CLOSED.value)
    ordinary, major = Q(grade="ordinary"), Q(grade="major")
    found: dict[str, Any] = rows.filter(found_at__gte=period.since, found_at__lt=period.until).aggregate(
        found_ungraded=Count("state", filter=Q(grade="")),
        found_ordinary=Count("state", filter=ordinary),
        found_major=Count("state", filter=major),
        done_ordinary=Count("state", filter=ordinary & is_closed),
        done_major=Count("state", filter=major & is_closed),
        listed=Count("state", filter=Q(is_listed=True)),
        late=Count("state", filter=Q(was_late=True)),
        funds=Sum("funds"),
    )
    closed = rows.filter(is_closed, closed_at__gte=period.since, closed_at__lt=period.until).aggregate(
        closed_ordinary=Count("state", filter=ordinary), closed_major=Count("state", filter=major)
    )
    done_ordinary, done_major = found.pop("done_ordinary"), found.pop("done_major")
    return Figures(
        **found | closed | {"funds": found["funds"] or Decimal(0)},
        rate_ordinary=_rate(done_ordinary, found["found_ordinary"]),
        rate_major=_rate(done_major, found["found_major"]),
    )


def closed_share(
    region: str, *, since: datetime, until: datetime, major_only: bool = False, object_id: UUID | None = None
) -> tuple[int, int]:
    """Return how many of the dangers found in a time are written off by its end, and how many were found.

    Dismissed ones are left out; whoever asks.
    """
    rows = Danger.objects.filter(region__startswith=region, found_at__gte=since, found_at__lt=until)
    rows = rows.exclude(state=DangerState.DISMISSED.value).order_by()
    if major_only:
        rows = rows.filter(grade="major")
    if object_id:
        rows = rows.filter(object_id=object_id)
    done = Q(state=DangerState.CLOSED.value, closed_at__lt=until)
    counted = rows.aggregate(found=Count("id"), closed=Count("id", filter=done))
    return counted["closed"], counted["found"]


def _rate(done: int, found: int) -> float | None:
    return 100 * done / found if found else None
