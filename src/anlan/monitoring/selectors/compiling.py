"""The rules in force compiled for the series as they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.monitoring.domain.compiling import SeriesFact, Sites, units_of
from anlan.monitoring.domain.judging import Unit
from anlan.monitoring.models import Series
from anlan.monitoring.selectors import rulebook, rules


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the intake judges by, and when the next edition takes effect."""

    units: list[Unit]
    valid_until: datetime | None


def compiled(rows: Iterable[Series], covered: Mapping[UUID, Sequence[str]], *, now: datetime) -> Compiled:
    """Return the units of all rules in force at ``now`` for series that were fetched with their stations."""
    local = rules.local_values(now)
    sites = Sites((fact_of(row) for row in rows), {str(station): regions for station, regions in covered.items()})
    changes = [each for each in (local.valid_until, rulebook.next_change(now)) if each]
    return Compiled(list(units_of(rulebook.rulings(now), sites, local.by_region)), min(changes, default=None))


def fact_of(row: Series) -> SeriesFact:
    """Return a series, fetched with its station, as compiling needs it."""
    station = row.station
    levels = {"warning_level": row.warning_level, "guarantee_level": row.guarantee_level}
    return SeriesFact(
        id=row.id,
        station=str(station.id),
        code=station.code,
        kind=station.kind,
        quantity=row.quantity,
        region=station.region,
        point=(station.location.x, station.location.y),
        marks={**row.marks, **{mark: value for mark, value in levels.items() if value is not None}},
    )
