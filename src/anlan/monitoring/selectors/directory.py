"""The directory of stations and series as the intake keeps it in memory."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.monitoring.domain.bands import Band, Values
from anlan.monitoring.domain.intake import Directory, KnownSeries
from anlan.monitoring.domain.minutes import Unit
from anlan.monitoring.domain.partitions import NOWHERE
from anlan.monitoring.domain.rules import Rule, is_stricter_anywhere
from anlan.monitoring.models import Coverage, DirectoryEdition, Series, Station
from anlan.monitoring.selectors import rules

RAIN = "rain"
LEVEL = "level"


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
    rain_series: list[int]
    rain_units: list[Unit]
    level_units: dict[int, Unit]


def edition() -> int:
    """Return the number that every change of stations and thresholds counts up."""
    return DirectoryEdition.objects.values_list("number", flat=True).first() or 0


def snapshot(now: datetime) -> Snapshot:
    """Return the directory as it stands."""
    number = edition()
    local = rules.local_values(now)
    rows = list(Series.objects.select_related("station").order_by("id"))
    covered: dict[UUID, list[str]] = {}
    for station_id, region in Coverage.objects.values_list("station_id", "region").order_by("region"):
        covered.setdefault(station_id, []).append(region)
    rain = [row for row in rows if row.quantity == RAIN]
    makers = _Units(rules.rainstorm_signal(), rules.flash_flood(), local.by_region)
    return Snapshot(
        edition=number,
        valid_until=local.valid_until,
        directory=_directory(rows),
        series={row.id: _series_of(row) for row in rows},
        rain_series=[row.id for row in rain],
        rain_units=[unit for row in rain for unit in makers.of(row, covered.get(row.station_id, []))],
        level_units={row.id: unit for row in rows if row.quantity == LEVEL and (unit := _level_unit(row))},
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


@dataclass(frozen=True, slots=True)
class _Units:
    """Makes the units of a rain series: the national signal, and each township it stands for.

    A village is judged by itself only where its values are stricter than its township's: else the township's alarm
    comes first and covers it.
    """

    signal: Rule
    flash_flood: Rule
    local: dict[str, Values]

    def of(self, row: Series, regions: list[str]) -> list[Unit]:
        """Return the units of one series whose station stands for ``regions``."""
        home = at_level(row.station.region, RegionLevel.TOWNSHIP)
        townships = sorted({at_level(region, RegionLevel.TOWNSHIP) for region in regions or [home]})
        villages = sorted(region for region in regions if level_of(region) is RegionLevel.VILLAGE)
        units = [self._unit(self.signal, row.id, home, self.signal.values)]
        units += [self._unit(self.flash_flood, row.id, each, self._values(each)) for each in townships]
        for village in villages:
            own = self.local.get(village)
            if own and is_stricter_anywhere(own, self._values(at_level(village, RegionLevel.TOWNSHIP))):
                units.append(self._unit(self.flash_flood, row.id, village, own))
        return units

    def _values(self, township: str) -> Values:
        return self.local.get(township) or self.flash_flood.values

    @staticmethod
    def _unit(rule: Rule, series: int, region: str, values: Values) -> Unit:
        return Unit(rule=rule.id, series=series, region=region, values=values, rearm_minutes=rule.rearm_minutes)


def _level_unit(row: Series) -> Unit | None:
    colours: dict[str, Level] = rules.water_level_colours()
    marks = {mark: getattr(row, mark) for mark in colours}
    bands = tuple(
        Band(level=colours[mark], window_hours=0, lower=value) for mark, value in marks.items() if value is not None
    )
    if not bands:
        return None
    rule = rules.water_level()
    values = Values(edition=rule.edition, bands=bands)
    return Unit(rule=rule.id, series=row.id, region=row.station.region, values=values, rearm_minutes=rule.rearm_minutes)
