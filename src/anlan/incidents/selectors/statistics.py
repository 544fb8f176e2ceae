"""Statistics of incidents: by kind, grade, unit and month, beside the same months of the year before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Max, Q, QuerySet

from anlan.incidents.domain.statistics import (
    Cell,
    Count,
    Coverage,
    Row,
    a_year_before,
    coverage_of,
    rows_of,
    total_of_rows,
)
from anlan.incidents.models import IncidentCount
from anlan.incidents.selectors.incidents import event_kinds
from anlan.kernel.actors import Actor
from anlan.support import rights

_GROUPED: Final = ("unit", "kind_group", "grade", "month")
_SUMMED: Final = ("dead", "missing", "injured", "loss_cents")
_BOTH: Final = "both"  # in the place of a unit: one that told something in both periods
_Counts = dict[tuple[Any, ...], Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedPeriod:
    """What is counted: whole months, both ends counted, within a region, of kinds that begin so."""

    first: date
    last: date
    region: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentStatistics:
    """The rows by each grouping, their sum, and which units the comparison leaves out."""

    by_kind: tuple[Row, ...]
    by_grade: tuple[Row, ...]
    by_month: tuple[Row, ...]
    by_unit: tuple[Row, ...]
    total: Row
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one reading of the rows counts: by unit, by kind and grade, and by month."""

    units: list[Cell] = field(default_factory=list)
    sorts: _Counts = field(default_factory=dict)
    months: _Counts = field(default_factory=dict)


def kind_groups() -> dict[str, str]:
    """Return the names of the groups of kinds by the first three characters of their codes."""
    found: dict[str, str] = {}
    for code, kind in event_kinds().items():
        found.setdefault(code[:3], kind.group)
    return found


def incident_statistics(actor: Actor, period: CountedPeriod) -> IncidentStatistics:
    """Return the statistics of a period in the actor's regions; exercises are never counted."""
    rows = _rows(actor, period)
    told = _counted(rows)
    coverage = coverage_of(told.units)
    one_sided = (*coverage.only_now, *coverage.only_then)
    alone = _counted(rows.filter(unit__in=one_sided)) if one_sided else _Counted()
    by_unit = rows_of(told.units, coverage.both)
    both = frozenset({_BOTH})
    return IncidentStatistics(
        by_kind=rows_of(_parted(told.sorts, alone.sorts, lambda key: key[1]), both),
        by_grade=rows_of(_parted(told.sorts, alone.sorts, lambda key: str(key[2])), both),
        by_month=rows_of(_parted(told.months, alone.months, _on_this_year), both),
        by_unit=by_unit,
        total=total_of_rows(by_unit),
        coverage=coverage,
    )


def _parted(told: _Counts, alone: _Counts, group: Callable[[tuple[Any, ...]], str]) -> Iterator[Cell]:
    """Yield the cells of the units of both periods, and those of the units that told something in one alone."""
    for key, count in told.items():
        left_out = alone.get(key, Count())
        yield Cell(key[0], _BOTH, group(key), count - left_out)
        if key in alone:
            yield Cell(key[0], "", group(key), left_out)


def gravest_by_unit(actor: Actor, period: CountedPeriod) -> dict[str, int]:
    """Return the gravest grade of each unit's incidents of the period; ungraded ones colour nothing."""
    rows = _rows(actor, period).filter(is_this=True, grade__gt=0).values("unit").annotate(gravest=Max("grade"))
    return {row["unit"]: row["gravest"] for row in rows.order_by("unit")}


def _rows(actor: Actor, period: CountedPeriod) -> QuerySet[IncidentCount]:
    this = Q(month__range=(period.first, period.last))
    then = Q(month__range=(a_year_before(period.first), a_year_before(period.last)))
    found = IncidentCount.objects.filter(rights.within(actor, "incidents.see"), this | then)
    if period.region:
        found = found.filter(region__startswith=period.region)
    if period.kind:
        found = found.filter(kind_group__startswith=period.kind)
    # Twelve months at most are asked for, so whatever is not of last year is of this one.
    return found.annotate(is_this=ExpressionWrapper(Q(month__gte=period.first), output_field=BooleanField()))


def _counted(rows: QuerySet[IncidentCount]) -> _Counted:
    """Return how many incidents each group has and what they did: all groupings in one reading by the database."""
    inner, parameters = rows.values("is_this", *_GROUPED, *_SUMMED).query.sql_with_params()
    grouped, sums = ", ".join(_GROUPED), ", ".join(f"sum({column})" for column in _SUMMED)
    found = _Counted()
    with connection.cursor() as cursor:
        cursor.execute(
            f"select is_this, {grouped}, count(*), {sums} from ({inner}) counted"  # noqa: S608 - the names are this module's own, the values are parameters
            " group by grouping sets ((is_this, unit), (is_this, kind_group, grade), (is_this, month))",
            parameters,
        )
        for is_this, unit, kind_group, grade, month, *figures in cursor:
            count = _count(*figures)
            if unit is not None:
                found.units.append(Cell(is_this, unit, unit, count))
            elif month is not None:
                found.months[is_this, month] = count
            else:
                found.sorts[is_this, kind_group, grade] = count
    return found


def _count(incidents: int, dead: int, missing: int, injured: int, loss: Decimal) -> Count:
    return Count(incidents, int(dead), int(missing), int(injured), Decimal(loss) / 100)


def _on_this_year(key: tuple[Any, ...]) -> str:
    """Return a month; last year's under this year's name."""
    is_this, month = key
    return str((month if is_this else month.replace(year=month.year + 1)).isoformat())
