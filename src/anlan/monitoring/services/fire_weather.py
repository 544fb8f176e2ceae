"""The fire weather of each county, once a day after noon: index and class as readings of the county's own station."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import fmean
from typing import Any

from django.db import connection, transaction

from anlan.kernel.clock import CHINA, in_china
from anlan.kernel.regions import RegionLevel, at_level
from anlan.monitoring.domain.errors import BusUnavailable
from anlan.monitoring.domain.messages import Batch, encode
from anlan.monitoring.models import FireWeatherDay, Series, Station
from anlan.monitoring.ports import Bus
from anlan.monitoring.services.deriving import SUBJECT
from anlan.monitoring.services.registering import NewStation, register_stations
from anlan.places import api as places
from anlan.science.fire_weather.index import Codes, Weather, fire_weather
from anlan.science.fire_weather.national import fire_danger
from anlan.support.tables import load_table

INDEX, GRADE = "fire_weather_index", "fire_danger_class"
_KIND = "fire_weather"
_NEEDED = ("temperature", "humidity", "wind_speed", "rain")
_DAY = timedelta(days=1)
_OF_A_DAY = """
    select series_id, max(value), min(value), sum(value),
           count(distinct date_trunc('hour', time - interval '1 microsecond')),
           (array_agg(value order by time desc) filter (where time > %s))[1]
    from monitoring_reading where series_id = any(%s) and time > %s and time <= %s group by series_id
"""


@dataclass(frozen=True, slots=True)
class _Day:
    """What the series of a county were like on a day, by quantity and then by station: means over stations count."""

    greatest: dict[str, list[float]] = field(default_factory=dict)
    least: dict[str, list[float]] = field(default_factory=dict)
    noon: dict[str, list[float]] = field(default_factory=dict)
    rain: list[float] = field(default_factory=list)

    def missing(self) -> list[str]:
        """Return which quantities nobody measured at noon, or (rain) through the day."""
        return [name for name in _NEEDED[:3] if name not in self.noon] + ([] if self.rain else ["rain"])


@dataclass(frozen=True, slots=True)
class _County:
    """A county's weather series by quantity, and the middle of its stations."""

    series: dict[int, str]
    longitude: float
    latitude: float


def reckon_fire_weather(*, bus: Bus, now: datetime) -> int:
    """Reckon the day's fire weather of every county once, after noon; return of how many.

    What is missing is said in the day's row; the codes then stand as they stood and no reading is made. Where the bus
    is away nothing is stored, and the next call reckons again.
    """
    table = load_table("anlan.monitoring", "fire_weather")
    noon = datetime.combine(in_china(now).date(), time(12), CHINA)
    is_time = now >= noon + timedelta(minutes=table["reckon_after_minutes"])
    if not is_time or FireWeatherDay.objects.filter(day=noon.date()).exists():
        return 0
    counties = _counties()
    if not counties:
        return 0
    _register(counties, table)  # Committed before the bus has its readings, or the intake would not know the station.
    try:
        with transaction.atomic():
            return _reckoned(counties, noon, table, bus)
    except BusUnavailable:
        return 0


def _counties() -> dict[str, _County]:
    rows = Series.objects.filter(
        station__kind="weather", station__status=Station.Status.IN_SERVICE, quantity__in=_NEEDED
    ).select_related("station")
    found: dict[str, list[Series]] = {}
    for row in rows.order_by("id"):
        found.setdefault(at_level(row.station.region, RegionLevel.COUNTY), []).append(row)
    return {
        region: _County(
            {row.id: row.quantity for row in series},
            fmean(row.station.location.x for row in series),
            fmean(row.station.location.y for row in series),
        )
        for region, series in found.items()
    }


def _reckoned(counties: dict[str, _County], noon: datetime, table: dict[str, Any], bus: Bus) -> int:
    before = {
        row.region: row
        for row in FireWeatherDay.objects.filter(day__lt=noon.date(), region__in=counties)
        .order_by("region", "-day")
        .distinct("region")
    }
    days = _days(counties, noon, table)
    rows = [
        _row(region, county, days[region], (noon.date(), before.get(region)), table)
        for region, county in counties.items()
    ]
    FireWeatherDay.objects.bulk_create(rows)
    told = [row for row in rows if row.index is not None]
    if told:
        codes = [_code(row.region) for row in told]
        values = [*(round(row.index or 0.0, 2) for row in told), *(float(row.grade or 1) for row in told)]
        quantities = [INDEX] * len(told) + [GRADE] * len(told)
        bus.publish(SUBJECT, encode(Batch(codes * 2, quantities, [noon.timestamp()] * len(values), values)))
    return len(rows)


def _days(counties: dict[str, _County], noon: datetime, table: dict[str, Any]) -> dict[str, _Day]:
    county_of = {series: region for region, county in counties.items() for series in county.series}
    days = {region: _Day() for region in counties}
    noon_from = noon - timedelta(minutes=table["noon_within_minutes"])
    with connection.cursor() as cursor:
        cursor.execute(_OF_A_DAY, [noon_from, list(county_of), noon - _DAY, noon])
        found = cursor.fetchall()
    for series, greatest, least, total, hours, at_noon in found:
        region = county_of[series]
        quantity, day = counties[region].series[series], days[region]
        day.greatest.setdefault(quantity, []).append(greatest)
        day.least.setdefault(quantity, []).append(least)
        if at_noon is not None:
            day.noon.setdefault(quantity, []).append(at_noon)
        if quantity == "rain" and hours >= table["least_rain_hours"]:
            day.rain.append(total)
    return days


def _row(
    region: str, county: _County, day: _Day, when: tuple[date, FireWeatherDay | None], table: dict[str, Any]
) -> FireWeatherDay:
    today, before = when
    codes = Codes(ffmc=before.ffmc, dmc=before.dmc, dc=before.dc) if before else Codes()
    dry_days = before.dry_days if before else 0
    row = FireWeatherDay(region=region, day=today, dry_days=dry_days, ffmc=codes.ffmc, dmc=codes.dmc, dc=codes.dc)
    missing = day.missing()
    if missing:
        row.missing = ",".join(missing)
        return row
    row.temperature, row.humidity, row.wind = (fmean(day.noon[name]) for name in _NEEDED[:3])
    row.rain = fmean(day.rain)
    weather = Weather(temperature=row.temperature, humidity=row.humidity, wind=3.6 * row.wind, rain=row.rain)
    found = fire_weather(weather, codes, month=today.month, latitude=county.latitude)
    row.ffmc, row.dmc, row.dc, row.index = found.codes.ffmc, found.codes.dmc, found.codes.dc, found.fwi
    row.dry_days = 0 if row.rain >= table["wet_from_mm"] else dry_days + 1
    row.grade = fire_danger(
        hottest=fmean(day.greatest["temperature"]),
        driest=fmean(day.least["humidity"]),
        dry_days=row.dry_days,
        wind=fmean(day.greatest["wind_speed"]),
        green=table["green"][today.month - 1],
    ).grade
    return row


def _register(counties: dict[str, _County], table: dict[str, Any]) -> None:
    """Give each county that has none yet the station whose readings its fire weather is."""
    known = set(Station.objects.filter(kind=_KIND, code__startswith="FW-").values_list("code", flat=True))
    names = places.names(list(counties))
    register_stations(
        [
            NewStation(
                code=_code(region),
                name=table["station_name"] % {"county": names.get(region, region)},
                kind=_KIND,
                region=region,
                longitude=county.longitude,
                latitude=county.latitude,
                quantities=(INDEX, GRADE),
            )
            for region, county in counties.items()
            if _code(region) not in known
        ]
    )


def _code(region: str) -> str:
    return f"FW-{region}"
