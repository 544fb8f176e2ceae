"""The directory of stations and series as the intake keeps it in memory."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from anlan.monitoring.domain.compiling import SeriesFact
from anlan.monitoring.domain.engine.programs import Group, groups_of
from anlan.monitoring.domain.intake import Directory, KnownSeries
from anlan.monitoring.domain.partitions import NOWHERE
from anlan.monitoring.domain.quality import Doubts
from anlan.monitoring.models import Coverage, DirectoryEdition, Series, Station
from anlan.monitoring.selectors import compiling
from anlan.monitoring.selectors.quantities import quantities

_SERIES = """
select s.id, s.quantity, s.unit, s.low, s.high, s.warning_level, s.guarantee_level, s.marks::text,
       t.id, t.code, t.name, t.kind, t.region, t.status, t.partition, st_x(t.location), st_y(t.location)
from monitoring_series s join monitoring_station t on t.id = s.station_id
order by s.id
"""


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
    doubts: Doubts


def edition() -> int:
    """Return the number that every change of stations and thresholds counts up."""
    return DirectoryEdition.objects.values_list("number", flat=True).first() or 0


def snapshot(now: datetime) -> Snapshot:
    """Return the directory as it stands."""
    number = edition()
    rows = _rows()
    covered: dict[str, list[str]] = {}
    for station_id, region in Coverage.objects.values_list("station_id", "region").order_by("region"):
        covered.setdefault(str(station_id), []).append(region)
    known = quantities()
    judged = compiling.compiled(map(_fact, rows), covered, now=now)
    return Snapshot(
        edition=number,
        valid_until=judged.valid_until,
        directory=Directory(map(_known, rows), dict(Station.objects.values_list("code", "region"))),
        series={row.id: _series_of(row) for row in rows},
        groups=groups_of(judged.units),
        doubts=Doubts((row.id, known.get(row.quantity)) for row in rows),
    )


class _Row(NamedTuple):
    """A series with its station, as plain columns: a hundred thousand models would take half a minute."""

    id: int
    quantity: str
    unit: str
    low: float
    high: float
    warning_level: float | None
    guarantee_level: float | None
    marks: str
    station_id: UUID
    code: str
    name: str
    kind: str
    region: str
    status: str
    partition: int | None
    longitude: float
    latitude: float


def _rows() -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(_SERIES)
        return [_Row(*row) for row in cursor.fetchall()]


def _fact(row: _Row) -> SeriesFact:
    levels = {"warning_level": row.warning_level, "guarantee_level": row.guarantee_level}
    own = {} if row.marks == "{}" else json.loads(row.marks)
    return SeriesFact(
        id=row.id,
        station=str(row.station_id),
        code=row.code,
        kind=row.kind,
        quantity=row.quantity,
        region=row.region,
        point=(row.longitude, row.latitude),
        marks=own | {mark: value for mark, value in levels.items() if value is not None},
    )


def known(series: Series) -> KnownSeries:
    """Return a series, fetched with its station, as the intake needs it."""
    station = series.station
    return _as_known(series, station.code, station.status, station.partition)


def _known(row: _Row) -> KnownSeries:
    return _as_known(row, row.code, row.status, row.partition)


def _as_known(row: _Row | Series, code: str, status: str, partition: int | None) -> KnownSeries:
    return KnownSeries(
        id=row.id,
        station=code,
        quantity=row.quantity,
        low=row.low,
        high=row.high,
        in_service=status == Station.Status.IN_SERVICE,
        partition=NOWHERE if partition is None else partition,
    )


def _series_of(row: _Row) -> SeriesOf:
    return SeriesOf(
        station_id=row.station_id,
        code=row.code,
        name=row.name,
        region=row.region,
        location=(row.longitude, row.latitude),
        quantity=row.quantity,
        unit=row.unit,
    )
