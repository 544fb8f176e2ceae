"""The directory of stations and series as the intake keeps it in memory."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.monitoring.domain.engine.programs import Group, groups_of
from anlan.monitoring.domain.intake import Directory, KnownSeries
from anlan.monitoring.domain.partitions import NOWHERE
from anlan.monitoring.models import Coverage, DirectoryEdition, Series, Station
from anlan.monitoring.selectors import compiling


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesOf:
    """What an alarm says of the series that caused it."""

    station_id: UUID
    code: str
    name: str
    region: str
    location: tuple[float, float]
    quantity: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything the intake knows at one edition of the directory."""

    edition: int
    valid_until: datetime | None
    directory: Directory
    series: dict[int, SeriesOf]
    groups: list[Group]


def edition() -> int:
    """Return the number that every change of stations and thresholds counts up."""
    return DirectoryEdition.objects.values_list("number", flat=True).first() or 0


def snapshot(now: datetime) -> Snapshot:
    """Return the directory as it stands."""
    number = edition()
    rows = list(Series.objects.select_related("station").order_by("id"))
    covered: dict[UUID, list[str]] = {}
    for station_id, region in Coverage.objects.values_list("station_id", "region").order_by("region"):
        covered.setdefault(station_id, []).append(region)
    judged = compiling.compiled(rows, covered, now=now)
    return Snapshot(
        edition=number,
        valid_until=judged.valid_until,
        directory=_directory(rows),
        series={row.id: _series_of(row) for row in rows},
        groups=groups_of(judged.units),
    )


def _directory(rows: list[Series]) -> Directory:
    return Directory((known(row) for row in rows), dict(Station.objects.values_list("code", "region")))


def known(row: Series) -> KnownSeries:
    """Return a series, fetched with its station, as the intake needs it."""
    return KnownSeries(
        id=row.id,
        station=row.station.code,
        quantity=row.quantity,
        low=row.low,
        high=row.high,
        in_service=row.station.status == Station.Status.IN_SERVICE,
        partition=NOWHERE if row.station.partition is None else row.station.partition,
    )


def _series_of(row: Series) -> SeriesOf:
    station = row.station
    return SeriesOf(
        station_id=station.id,
        code=station.code,
        name=station.name,
        region=station.region,
        location=(station.location.x, station.location.y),
        quantity=row.quantity,
        unit=row.unit,
    )
