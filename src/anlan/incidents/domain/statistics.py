"""Counting incidents: by what, over which months, and which units count when two years are compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Count:
    """How many incidents, and what they did; the loss in units of 10,000 yuan."""

    incidents: int = 0
    dead: int = 0
    missing: int = 0
    injured: int = 0
    loss: Decimal = Decimal(0)

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.incidents + other.incidents,
            self.dead + other.dead,
            self.missing + other.missing,
            self.injured + other.injured,
            self.loss + other.loss,
        )

    def __sub__(self, other: "Count") -> "Count":
        return Count(
            self.incidents - other.incidents,
            self.dead - other.dead,
            self.missing - other.missing,
            self.injured - other.injured,
            self.loss - other.loss,
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One counted cell: whether it lies in this period (or in last year's), whose unit, of which group."""

    is_this: bool
    unit: str
    group: str
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One group: all units of this period, and the units of both periods then and now."""

    group: str
    all: Count
    now: Count
    then: Count

    @property
    def change(self) -> Decimal | None:
        """Return by how many per cent incidents rose in the units of both periods; nothing where there were none."""
        if not self.then.incidents:
            return None
        return (Decimal(self.now.incidents - self.then.incidents) * 100 / self.then.incidents).quantize(Decimal("0.1"))

    @property
    def lives_change(self) -> int:
        """Return by how many dead and missing the units of both periods have more than then."""
        return self.now.dead + self.now.missing - self.then.dead - self.then.missing


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which units count in a comparison: those that told something in both periods; the others are named."""

    both: frozenset[str]
    only_now: tuple[str, ...]
    only_then: tuple[str, ...]


def coverage_of(cells: Iterable[Cell]) -> Coverage:
    """Return the units that told something in both periods, and those that did in one alone."""
    now: set[str] = set()
    then: set[str] = set()
    for cell in cells:
        (now if cell.is_this else then).add(cell.unit)
    return Coverage(frozenset(now & then), tuple(sorted(now - then)), tuple(sorted(then - now)))


def rows_of(cells: Iterable[Cell], both: frozenset[str]) -> tuple[Row, ...]:
    """Return one row a group, in the order of the groups."""
    sums: dict[str, list[Count]] = {}
    for cell in cells:
        row = sums.setdefault(cell.group, [Count(), Count(), Count()])
        if cell.is_this:
            row[0] += cell.count
        if cell.unit in both:
            row[1 if cell.is_this else 2] += cell.count
    return tuple(Row(group=group, all=row[0], now=row[1], then=row[2]) for group, row in sorted(sums.items()))


def total_of_rows(rows: Iterable[Row]) -> Row:
    """Return the sum of rows."""
    total = [Count(), Count(), Count()]
    for row in rows:
        total = [total[0] + row.all, total[1] + row.now, total[2] + row.then]
    return Row(group="", all=total[0], now=total[1], then=total[2])


def a_year_before(month: date) -> date:
    """Return the same month of the year before."""
    return month.replace(year=month.year - 1)


def figures_counted(values: Mapping[str, Decimal]) -> dict[str, int]:
    """Return which of an incident's totals are kept for counting, as whole numbers; what nobody reported is nothing."""
    people = {name: int(values.get(name, 0)) for name in ("dead", "missing", "injured")}
    return {**people, "loss_cents": int(values.get("direct_loss", Decimal(0)) * 100)}
