"""Questions about stations: where they are, how they are, what fell there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import connection
from django.db.models import Exists, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.monitoring.domain.health import Circumstances, Watch, watch_of
from anlan.monitoring.domain.nearness import distance_km
from anlan.monitoring.models import Coverage, Judgement, LatestValue, Series, Station
from anlan.monitoring.selectors import rules, silence
from anlan.monitoring.selectors.quantities import kinds
from anlan.support.rights import within

READ = silence.READ
RAIN_WINDOWS = (1, 3, 24)
_LEAST_KILOMETRES_PER_DEGREE = 55.0  # of longitude at 60 degrees north, beyond China's northern end
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRow:
    """A station with what was heard of it last; rain in mm over the last 1, 3 and 24 hours, the water level in m.

    ``watch`` says whether it is heard or silent, or why nobody expects to hear it.
    """

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    status: str
    level: Level
    rain_1h: float | None
    rain_3h: float | None
    rain_24h: float | None
    water_level: float | None
    heard_at: datetime | None
    watch: Watch

    @property
    def is_silent(self) -> bool:
        """Tell whether it is to be heard and is not."""
        return self.watch is Watch.SILENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What every list of stations can be narrowed by; empty means any.

    ``text`` is a part of a name or code; stations in one of ``places`` fit it too.
    """

    text: str = ""
    places: tuple[str, ...] = ()
    region: str = ""
    hazard: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """One quantity of a station with its newest value."""

    id: int
    quantity: str
    unit: str
    low: float
    high: float
    warning_level: float | None
    guarantee_level: float | None
    latest_value: float | None
    latest_at: datetime | None
    period_minutes: float
    marks: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class StationDetail:
    """A station with its series and the places it stands for."""

    row: StationRow
    longitude: float
    latitude: float
    owner: str
    source: str
    is_demo: bool
    series: tuple[SeriesRow, ...]
    stands_for: tuple[str, ...]


def visible_stations(actor: Actor) -> QuerySet[Station]:
    """Return the stations of the actor's regions."""
    return Station.objects.filter(within(actor, READ))


def fitting(found: QuerySet[Station], wanted: Narrowing) -> QuerySet[Station]:
    """Return the stations that a list is narrowed to, whatever their state."""
    if wanted.region:
        found = found.filter(region__startswith=wanted.region)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.hazard:
        found = found.filter(kind__in=[kind.name for kind in kinds().values() if kind.hazard == wanted.hazard])
    if wanted.text:
        fits = Q(name__icontains=wanted.text) | Q(code__icontains=wanted.text)
        for place in wanted.places:
            fits |= Q(region__startswith=place)
        found = found.filter(fits)
    return found


def station(actor: Actor, station_id: UUID, *, now: datetime) -> StationDetail:
    """Return one station; refuse as if it did not exist where it lies outside the actor's regions."""
    found = visible_stations(actor).filter(id=station_id)
    rows = rows_of(found, now)
    if not rows:
        raise NotFound(what="station")
    one = found.get()
    series = Series.objects.filter(station=one).select_related("latest").order_by("-quantity")
    covered = Coverage.objects.filter(station=one).order_by("region").values_list("region", flat=True)
    return StationDetail(
        row=rows[0],
        longitude=one.location.x,
        latitude=one.location.y,
        owner=one.owner,
        source=one.source,
        is_demo=one.is_demo,
        series=tuple(_series_row(each) for each in series),
        stands_for=tuple(covered) or (one.region,),
    )


def series_named(
    actor: Actor, quantity: str, *, codes: Iterable[str] = (), text: str = "", limit: int = 8
) -> tuple[tuple[str, str, SeriesRow], ...]:
    """Return code, name and series of stations that measure a quantity: those of the codes, or those a text fits."""
    found = Series.objects.filter(within(actor, READ, field="station__region"), quantity=quantity)
    named = Q(station__name__icontains=text) | Q(station__code__icontains=text)
    found = found.filter(named) if text else found.filter(station__code__in=list(codes))
    rows = found.select_related("station", "latest").order_by("station__code")[:limit]
    return tuple((row.station.code, row.station.name, _series_row(row)) for row in rows)


def station_by_code(actor: Actor, code: str, *, now: datetime) -> StationDetail:
    """Return one station by its code."""
    found = visible_stations(actor).filter(code=code).values_list("id", flat=True).first()
    if found is None:
        raise NotFound(what="station")
    return station(actor, found, now=now)


def stations_near(
    actor: Actor, point: tuple[float, float], *, kilometres: float, now: datetime
) -> tuple[StationRow, ...]:
    """Return the stations within a distance of a (longitude, latitude), the nearest first."""
    place = Point(*point, srid=4326)
    box = visible_stations(actor).filter(location__dwithin=(place, kilometres / _LEAST_KILOMETRES_PER_DEGREE))
    apart = {id_: distance_km(point, (at.x, at.y)) for id_, at in box.values_list("id", "location")}
    near = [id_ for id_, distance in apart.items() if distance <= kilometres]
    return tuple(sorted(rows_of(Station.objects.filter(id__in=near), now), key=lambda row: apart[row.id]))


def stations_by_id(actor: Actor, ids: Iterable[UUID], *, now: datetime) -> tuple[StationRow, ...]:
    """Return those of some stations that the actor may see, by name."""
    return tuple(sorted(rows_of(visible_stations(actor).filter(id__in=list(ids)), now), key=lambda row: row.name))


def latest_values(actor: Actor, station_ids: Iterable[UUID]) -> dict[tuple[UUID, str], tuple[datetime, float]]:
    """Return time and value of the newest reading by station and quantity."""
    rows = LatestValue.objects.filter(
        within(actor, READ, field="series__station__region"), series__station_id__in=list(station_ids)
    )
    found = rows.values_list("series__station_id", "series__quantity", "time", "value")
    return {(station_id, quantity): (time, value) for station_id, quantity, time, value in found}


def level_held_since(now: datetime) -> int:
    """Return the minute from which on a judgement counts as the level of now."""
    return (now - _EPOCH) // timedelta(minutes=1) - rules.flash_flood().rearm_minutes


def rain_sums(series_ids: list[int], *, now: datetime) -> dict[int, tuple[float | None, ...]]:
    """Return the rain of the last 1, 3 and 24 hours by series, to a tenth; a window without any reading has none."""
    if not series_ids:
        return {}
    sums = ", ".join("sum(value) filter (where time > %s)" for _ in RAIN_WINDOWS)
    starts = [now - timedelta(hours=hours) for hours in RAIN_WINDOWS]
    statement = f"""
        select series_id, {sums} from monitoring_reading
        where series_id = any(%s) and time > %s and time <= %s group by series_id
    """  # noqa: S608 - built of constants; all values are parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, [*starts, series_ids, starts[-1], now])
        rows = cursor.fetchall()
    return {row[0]: tuple(depth if depth is None else round(depth, 1) for depth in row[1:]) for row in rows}


@dataclass(slots=True)
class _Heard:
    """What was heard of stations: the newest instant, the water level, and which series are theirs."""

    at: dict[UUID, datetime] = field(default_factory=dict)
    water: dict[UUID, float] = field(default_factory=dict)
    rain_series: dict[UUID, int] = field(default_factory=dict)
    station_of: dict[int, UUID] = field(default_factory=dict)
    allowed: dict[UUID, float] = field(default_factory=dict)
    measured_at: dict[UUID, datetime] = field(default_factory=dict)

    def watch(self, station_id: UUID, station: Circumstances, now: datetime) -> Watch:
        """Return how a station stands: its newest measurement against the series that is to report most often."""
        at = self.measured_at.get(station_id)
        minutes = None if at is None else (now - at) / timedelta(minutes=1)
        return watch_of(station, silent_minutes=minutes, allowed_minutes=self.allowed.get(station_id, 0.0))


def _heard_of(found: QuerySet[Station]) -> _Heard:
    series = Series.objects.filter(station__in=found)
    heard = _Heard()
    aside = silence.auxiliary()
    for station_id, series_id, quantity, period, time, value in series.values_list(
        "station_id", "id", "quantity", "period_minutes", "latest__time", "latest__value"
    ):
        heard.station_of[series_id] = station_id
        if time is not None:
            heard.at[station_id] = max(time, heard.at.get(station_id, time))
        if time is not None and quantity not in aside:
            allowed = silence.allowed_minutes(quantity, period)
            heard.measured_at[station_id] = max(time, heard.measured_at.get(station_id, time))
            heard.allowed[station_id] = min(allowed, heard.allowed.get(station_id, allowed))
        if quantity == "rain":
            heard.rain_series[station_id] = series_id
        elif quantity == "level" and value is not None:
            heard.water[station_id] = value
    return heard


def rows_of(found: QuerySet[Station], now: datetime) -> list[StationRow]:
    """Return stations with what was heard of them, in no order."""
    heard = _heard_of(found)
    sums = rain_sums(list(heard.rain_series.values()), now=now)
    levels = _levels(heard.station_of, now)
    rows = []
    columns = ("id", "code", "name", "kind", "region", "status", "is_demo", "is_mended")
    with_orders = found.annotate(is_mended=Exists(silence.under_maintenance()))
    for id_, code, name, kind, region, status, is_demo, is_mended in with_orders.values_list(*columns):
        rain_1h, rain_3h, rain_24h = sums.get(heard.rain_series.get(id_, 0), (None, None, None))
        circumstances = Circumstances(
            is_in_service=status == Station.Status.IN_SERVICE, is_demo=is_demo, is_under_maintenance=is_mended
        )
        rows.append(
            StationRow(
                id=id_,
                code=code,
                name=name,
                kind=kind,
                region=region,
                status=status,
                level=levels.get(id_, Level.NONE),
                rain_1h=rain_1h,
                rain_3h=rain_3h,
                rain_24h=rain_24h,
                water_level=heard.water.get(id_),
                heard_at=heard.at.get(id_),
                watch=heard.watch(id_, circumstances, now),
            )
        )
    return rows


def _levels(station_of: dict[int, UUID], now: datetime) -> dict[UUID, Level]:
    """Return the worst level that any rule holds now, by station."""
    held = Judgement.objects.filter(level__gt=0, held_at__gte=level_held_since(now))
    levels: dict[UUID, Level] = {}
    for series_id, level in held.values_list("series_id", "level"):
        station_id = station_of.get(series_id)
        if station_id is not None:
            levels[station_id] = max(Level(level), levels.get(station_id, Level.NONE))
    return levels


def _series_row(series: Series) -> SeriesRow:
    latest = getattr(series, "latest", None)
    return SeriesRow(
        id=series.id,
        quantity=series.quantity,
        unit=series.unit,
        low=series.low,
        high=series.high,
        warning_level=series.warning_level,
        guarantee_level=series.guarantee_level,
        latest_value=latest and latest.value,
        latest_at=latest and latest.time,
        period_minutes=silence.period_of(series.quantity, series.period_minutes),
        marks=series.marks,
    )
