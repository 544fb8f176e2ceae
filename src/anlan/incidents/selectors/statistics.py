"""Statistics of incidents: by kind, grade, unit and month, beside the same months of the year before."""

from collections.abc import Iterable
from dataclasses import dataclass
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

_SUMMED: Final = ("dead", "missing", "injured", "loss_cents")
_BOTH: Final = "both"  # in the place of a unit: one that told something in both periods


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


def kind_groups() -> dict[str, str]:
    """Return the names of the groups of kinds by the first three characters of their codes."""
    found: dict[str, str] = {}
    for code, kind in event_kinds().items():
        found.setdefault(code[:3], kind.group)
    return found


def incident_statistics(actor: Actor, period: CountedPeriod) -> IncidentStatistics:
    """Return the statistics of a period in the actor's regions; exercises are never counted."""
    rows = _rows(actor, period)
    told = _counted(rows, ("is_this", "unit", "month"))
    units = [Cell(is_this, unit, unit, count) for (is_this, unit, _month), count in told]
    months = (Cell(is_this, unit, month.isoformat(), count) for (is_this, unit, month), count in told)
    coverage = coverage_of(units)
    by_unit = rows_of(units, coverage.both)
    sorts = _counted(_marked(rows, coverage), ("is_this", "is_both", "kind_group", "grade"))
    both = frozenset({_BOTH})
    return IncidentStatistics(
        by_kind=rows_of((_of_both(key, key[2], count) for key, count in sorts), both),
        by_grade=rows_of((_of_both(key, key[3], count) for key, count in sorts), both),
        by_month=rows_of(_on_this_year(months), coverage.both),
        by_unit=by_unit,
        total=total_of_rows(by_unit),
        coverage=coverage,
    )


def _of_both(key: tuple[Any, ...], group: object, count: Count) -> Cell:
    return Cell(key[0], _BOTH if key[1] else "", str(group), count)


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


def _marked(rows: QuerySet[IncidentCount], coverage: Coverage) -> QuerySet[IncidentCount]:
    """Return the rows marked with whether their unit told something in both periods."""
    alone = Q(unit__in=(*coverage.only_now, *coverage.only_then))
    return rows.annotate(is_both=ExpressionWrapper(~alone, output_field=BooleanField()))


def _counted(rows: QuerySet[IncidentCount], by: tuple[str, ...]) -> list[tuple[tuple[Any, ...], Count]]:
    """Return how many incidents each group has and what they did, counted by the database in one reading."""
    inner, parameters = rows.values(*by, *_SUMMED).query.sql_with_params()
    columns, sums = ", ".join(by), ", ".join(f"sum({column})" for column in _SUMMED)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {columns}, count(*), {sums} from ({inner}) counted group by {columns}",  # noqa: S608 - the names are this module's own, the values are parameters
            parameters,
        )
        return [(found[: len(by)], _count(*found[len(by) :])) for found in cursor]


def _count(incidents: int, dead: int, missing: int, injured: int, loss: Decimal) -> Count:
    return Count(incidents, int(dead), int(missing), int(injured), Decimal(loss) / 100)


def _on_this_year(cells: Iterable[Cell]) -> Iterable[Cell]:
    """Yield cells with last year's months put under this year's."""
    for cell in cells:
        if cell.is_this:
            yield cell
        else:
            month = date.fromisoformat(cell.group)
            yield Cell(False, cell.unit, month.replace(year=month.year + 1).isoformat(), cell.count)
