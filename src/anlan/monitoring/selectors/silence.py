"""Who is silent: by SQL over all series for the alarm, by Python for the rows of a page, in one and the same rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.monitoring.domain.health import SilenceRule
from anlan.monitoring.domain.maintenance import RUNNING
from anlan.monitoring.models import LatestValue, MaintenanceOrder, Station
from anlan.monitoring.selectors.quantities import quantities
from anlan.support.rights import regions_of
from anlan.support.tables import load_table

READ: Final = "monitoring.read"
UNKNOWN_PERIOD: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A series that falls silent, stays so for long, or is no longer silent."""

    series_id: int
    quantity: str
    station_id: UUID
    code: str
    name: str
    region: str
    location: tuple[float, float]
    time: datetime
    value: float
    allowed: float
    is_whole: bool
    told_level: int
    is_over: bool


def health() -> Mapping[str, Any]:
    """Return the table of sensor health."""
    return load_table("anlan.monitoring", "health")


@cache
def rule() -> SilenceRule:
    """Return after how long a series is silent."""
    return SilenceRule.of(health())


def auxiliary() -> tuple[str, ...]:
    """Return the quantities that tell of the device and not of what it measures."""
    return tuple(health()["silence"]["auxiliary"])


def allowed_minutes(quantity: str, own_period: float | None) -> float:
    """Return for how many minutes a series may send nothing."""
    return rule().allowed_minutes(period_of(quantity, own_period))


def period_of(quantity: str, own_period: float | None) -> float:
    """Return how often, in minutes, a series is to report."""
    known = quantities().get(quantity)
    return float(own_period or (known.period_minutes if known else UNKNOWN_PERIOD))


def under_maintenance() -> QuerySet[MaintenanceOrder]:
    """Return the running orders of the station that the outer query names."""
    return MaintenanceOrder.objects.filter(station=OuterRef("pk"), state__in=RUNNING)


def is_heard(now: datetime) -> Exists:
    """Return the condition, for a query of stations, that a station was heard within the time allowed."""
    own = _measuring().filter(series__station=OuterRef("pk")).order_by().values("series__station")
    return Exists(own.annotate(newest=Max("time"), allowed=Min(_allowed())).filter(newest__gte=_earliest(now)))


def is_watched() -> Q:
    """Return the condition, for a query of stations, that a silence of a station would be told."""
    return Q(status=Station.Status.IN_SERVICE, is_demo=False) & ~Q(Exists(under_maintenance()))


def silence_counts(actor: Actor, *, now: datetime) -> tuple[int, int]:
    """Return how many stations are silent, and how many are listened for: in service, once heard, not being mended."""
    values = parameters(now) | {"regions": [f"{region}%" for region in regions_of(actor, READ)]}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, values)
        silent, listened = cursor.fetchone()
    return silent, listened


def _measuring() -> QuerySet[LatestValue]:
    return LatestValue.objects.exclude(series__quantity__in=auxiliary())


def _allowed() -> Greatest:
    """Return the minutes that a newest value's series may be silent, as the database works it out."""
    by_period: dict[float, list[str]] = {}
    for each in quantities().values():
        by_period.setdefault(each.period_minutes, []).append(each.name)
    usual = [When(series__quantity__in=names, then=Value(float(minutes))) for minutes, names in by_period.items()]
    number = FloatField()
    period = Coalesce("series__period_minutes", Case(*usual, default=Value(UNKNOWN_PERIOD), output_field=number))
    times = ExpressionWrapper(period * Value(float(rule().periods)), output_field=number)
    return Greatest(times, Value(float(rule().least_minutes)), output_field=number)


def _earliest(now: datetime) -> ExpressionWrapper:
    return ExpressionWrapper(Value(now) - F("allowed") * timedelta(minutes=1), output_field=DateTimeField())


USUAL: Final = "usual (quantity, minutes) as (select * from unnest(%(names)s::text[], %(minutes)s::float8[]))"
ALLOWED: Final = "greatest(%(periods)s * coalesce(s.period_minutes, u.minutes, %(unknown)s), %(least)s)"
_HEARD: Final = f"""
with {USUAL}, heard as (
    select s.id, s.quantity, s.station_id, l.time, l.value, {ALLOWED} as allowed,
           extract(epoch from %(now)s - l.time) / 60 as age
    from monitoring_latestvalue l join monitoring_series s on s.id = l.series_id left join usual u using (quantity)
    where not s.quantity = any(%(auxiliary)s)
)
"""  # noqa: S608 - built of constants; all values are parameters
_IS_WATCHED: Final = """st.status = 'in_service' and not st.is_demo and not exists (
    select from monitoring_maintenanceorder o where o.station_id = st.id and o.state = any(%(running)s)
)"""
_COUNTS: Final = f"""
{_HEARD}, together as (
    select h.station_id, min(h.age) as age, min(h.allowed) as allowed
    from heard h join monitoring_station st on st.id = h.station_id
    where st.region like any(%(regions)s) and {_IS_WATCHED} group by h.station_id
)
select count(*) filter (where age > allowed), count(*) from together
"""  # noqa: S608 - built of constants; all values are parameters
_CHANGES: Final = f"""
{_HEARD}, together as (
    select station_id, min(age) as age, min(allowed) as allowed,
           (array_agg(id order by allowed, id))[1] as main
    from heard group by station_id
), standing as (
    select h.*, t.age > t.allowed as is_whole, h.id = t.main as is_main, q.level,
           {_IS_WATCHED} as watched,
           st.code, st.name, st.region, st_x(st.location) as longitude, st_y(st.location) as latitude
    from heard h join together t using (station_id) join monitoring_station st on st.id = h.station_id
    left join monitoring_silence q on q.series_id = h.id
    where q.series_id is not null or h.age > h.allowed
)
select id, quantity, station_id, code, name, region, longitude, latitude, time, value, allowed, is_whole,
       coalesce(level, 0), level is not null and (not watched or age <= allowed)
from standing
where case
    when level is null then watched and age <= %(within)s and (is_main or not is_whole)
    when not watched or age <= allowed then true
    else level < %(worse)s and age >= %(times)s * allowed
end
order by age desc, id limit %(most)s
"""  # noqa: S608 - built of constants; all values are parameters


def changes(now: datetime) -> list[Change]:
    """Return what is to be told of silence now, over all series in one question, the longest silences first.

    A station that is silent as a whole is told by its main series alone: the one that is to report most often.
    """
    table = health()["silence"]
    values = parameters(now) | {
        "times": rule().worse_times,
        "worse": int(Level.YELLOW),
        "within": table["told_within_days"] * 1440,
        "most": table["most_at_once"],
    }
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, values)
        return [_change(row) for row in cursor.fetchall()]


def parameters(now: datetime) -> dict[str, Any]:
    """Return what ``USUAL``, ``ALLOWED`` and the questions built of them need to know of the rule."""
    known = quantities()
    return {
        "names": list(known),
        "minutes": [float(each.period_minutes) for each in known.values()],
        "unknown": UNKNOWN_PERIOD,
        "periods": rule().periods,
        "least": rule().least_minutes,
        "auxiliary": list(auxiliary()),
        "running": [state.value for state in RUNNING],
        "now": now,
    }


def _change(row: tuple[Any, ...]) -> Change:
    id_, quantity, station_id, code, name, region, longitude, latitude, time, value, allowed, whole, told, over = row
    return Change(
        series_id=id_,
        quantity=quantity,
        station_id=station_id,
        code=code,
        name=name,
        region=region,
        location=(longitude, latitude),
        time=time,
        value=value,
        allowed=allowed,
        is_whole=whole,
        told_level=told,
        is_over=over,
    )
