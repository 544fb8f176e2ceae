"""Statistics of incidents: by kind, grade, unit and month, beside the same months of the year before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

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
_GROUPS: Final = {"kind": "kind_group", "grade": "grade", "month": "month"}


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
    cells = _cells(rows)
    coverage = coverage_of(cells["kind"])
    by_unit = rows_of((Cell(cell.is_this, cell.unit, cell.unit, cell.count) for cell in cells["grade"]), coverage.both)
    by_month = rows_of(_on_this_year(cells["month"]), coverage.both)
    return IncidentStatistics(
        by_kind=rows_of(cells["kind"], coverage.both),
        by_grade=rows_of(cells["grade"], coverage.both),
        by_month=by_month,
        by_unit=by_unit,
        total=total_of_rows(by_unit),
        coverage=coverage,
    )


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


def _cells(rows: QuerySet[IncidentCount]) -> dict[str, list[Cell]]:
    """Return the cells of each grouping, all counted in one reading of the rows."""
    inner, parameters = rows.values("is_this", "unit", *_GROUPS.values(), *_SUMMED).query.sql_with_params()
    sets = ", ".join(f"(is_this, unit, {column})" for column in _GROUPS.values())
    sums = ", ".join(f"sum({column})" for column in _SUMMED)
    columns = ", ".join(_GROUPS.values())
    cells: dict[str, list[Cell]] = {name: [] for name in _GROUPS}
    with connection.cursor() as cursor:
        cursor.execute(
            f"select is_this, unit, {columns}, count(*), {sums} from ({inner}) counted group by grouping sets ({sets})",  # noqa: S608 - the names are this module's own, the values are parameters
            parameters,
        )
        for is_this, unit, *rest in cursor:
            groups, (incidents, dead, missing, injured, loss) = rest[: len(_GROUPS)], rest[len(_GROUPS) :]
            count = Count(incidents, int(dead), int(missing), int(injured), Decimal(loss) / 100)
            name, group = next((name, group) for name, group in zip(_GROUPS, groups, strict=True) if group is not None)
            cells[name].append(Cell(is_this, unit, str(group), count))
    return cells


def _on_this_year(cells: Iterable[Cell]) -> Iterable[Cell]:
    """Yield cells with last year's months put under this year's."""
    for cell in cells:
        if cell.is_this:
            yield cell
        else:
            month = date.fromisoformat(cell.group)
            yield Cell(False, cell.unit, month.replace(year=month.year + 1).isoformat(), cell.count)
