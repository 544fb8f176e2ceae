"""The rules in force compiled for the series as they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.monitoring.domain.compiling import Ruling, Rulings, SeriesFact, Sites, units_of
from anlan.monitoring.domain.judging import Unit
from anlan.monitoring.models import Series
from anlan.monitoring.selectors import rules


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the intake judges by, and when the next edition takes effect."""

    units: list[Unit]
    valid_until: datetime | None


def compiled(rows: Iterable[Series], covered: Mapping[UUID, Sequence[str]], *, now: datetime) -> Compiled:
    """Return the units of all rules in force at ``now`` for series that were fetched with their stations."""
    local = rules.local_values(now)
    sites = Sites((fact_of(row) for row in rows), {str(station): regions for station, regions in covered.items()})
    return Compiled(list(units_of(rulings(), sites, local.by_region)), local.valid_until)


def rulings() -> Rulings:
    """Return every rule as it stands, by family and region."""
    return {
        family: {"": Ruling(definition=each.definition, edition=table_edition(family), region="", is_on=each.is_on)}
        for family, each in rules.ready_made_rules().items()
    }


def table_edition(family: str) -> str:
    """Return what the edition of a rule that comes with the house is called."""
    return f"{family}:{rules.ready_made_rules()[family].definition.edition}"


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
