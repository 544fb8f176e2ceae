"""How much it rained at a region's stations between two days, and how many of its stations are silent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.health import Watch
from anlan.monitoring.models import RawHorizon, Series
from anlan.monitoring.selectors.rolled import BUCKET, LONG_AGO
from anlan.monitoring.selectors.standings import tally
from anlan.monitoring.selectors.stations import visible_stations

RAIN: Final = "rain"
# The stored value of a day, or its readings where it has changed since; before `kept` the readings are gone.
_TOTALS: Final = """
with scope as (select unnest(%(series)s::integer[]) as series_id), marked as (
    select distinct bucket, date_trunc('day', start, 'Asia/Shanghai') as start from monitoring_rollmark
    where start >= %(since)s and start < %(until)s and start >= %(kept)s
), days as (
    select series_id, v.start, v.total from scope join monitoring_dayvalue v using (series_id)
    where v.start >= %(since)s and v.start < %(until)s and not exists (
        select 1 from marked m where m.bucket = series_id / %(size)s and m.start = v.start
    )
    union all
    select s.series_id, m.start, r.total from scope s join marked m on m.bucket = s.series_id / %(size)s
    cross join lateral (
        select sum(value) as total from monitoring_reading
        where series_id = s.series_id and time > m.start and time <= m.start + interval '1 day'
    ) r where r.total is not null
)
select series_id, sum(total), max(total), count(*) from days group by series_id
"""
_FIRST: Final = """
with scope as (select unnest(%(series)s::integer[]) as series_id)
select coalesce(
    (select min(d.start) from scope cross join lateral (
        select start from monitoring_dayvalue v where v.series_id = scope.series_id order by start limit 1
    ) d),
    (select min(r.time) from scope cross join lateral (
        select time from monitoring_reading m where m.series_id = scope.series_id order by time limit 1
    ) r)
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RainTotal:
    """A station's rain (mm) in a time, its wettest day, and of how many days there is anything."""

    name: str
    region: str
    total_mm: float
    wettest_day_mm: float
    days: int


def rain_totals(actor: Actor, region: str, since: datetime, until: datetime) -> tuple[RainTotal, ...]:
    """Return the stations of a region that measured rain in whole days by China time, the wettest first."""
    series = {row.id: row.station for row in _rain(actor, region).select_related("station")}
    kept = RawHorizon.objects.filter(quantity=RAIN).values_list("kept_since", flat=True).first()
    values = {"series": list(series), "since": since, "until": until, "kept": kept or LONG_AGO, "size": BUCKET}
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, values)
        rows = cursor.fetchall()
    found = (
        RainTotal(
            name=series[id_].name,
            region=series[id_].region,
            total_mm=round(total, 1),
            wettest_day_mm=round(wettest, 1),
            days=days,
        )
        for id_, total, wettest, days in rows
    )
    return tuple(sorted(found, key=lambda each: (-each.total_mm, each.name)))


def first_rain(actor: Actor, region: str) -> datetime | None:
    """Return when a region's measured rain begins; nothing where none was ever measured."""
    series = list(_rain(actor, region).values_list("id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, {"series": series})
        first: datetime | None = cursor.fetchone()[0]
    return first


def silent_in(actor: Actor, region: str, *, now: datetime) -> tuple[int, int]:
    """Return how many of a region's stations are silent, and how many are listened for."""
    rows = tally(actor, region, now=now)
    silent = sum(each.count for each in rows if each.watch is Watch.SILENT)
    return silent, silent + sum(each.count for each in rows if each.watch is Watch.HEARD)


def _rain(actor: Actor, region: str) -> QuerySet[Series]:
    return Series.objects.filter(
        station__in=visible_stations(actor), station__region__startswith=region, quantity=RAIN
    ).order_by()
