"""Questions about readings: history as it was sent, by the hour, and rain between two instants."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.monitoring.models import Reading, Series
from anlan.monitoring.selectors.stations import READ, visible_stations
from anlan.support.rights import within

_LONGEST = timedelta(days=366)
MOST_ROWS = 20_000
_MOST_DOUBTFUL = 500


@dataclass(frozen=True, slots=True)
class HourValue:
    """What one hour brought: its end, the sum of rain or the last of other values, least and greatest, and how many."""

    end: datetime
    value: float
    least: float
    greatest: float
    count: int


def history(actor: Actor, series_id: int, since: datetime, until: datetime) -> tuple[tuple[datetime, float], ...]:
    """Return a series' readings after ``since`` and not after ``until``, oldest first, at most ``MOST_ROWS``."""
    visible_series(actor, series_id)
    _check(since, until)
    rows = Reading.objects.filter(series_id=series_id, time__gt=since, time__lte=until).order_by("time")
    return tuple(rows.values_list("time", "value")[:MOST_ROWS])


def doubtful(actor: Actor, series_id: int, since: datetime, until: datetime) -> tuple[tuple[datetime, float], ...]:
    """Return the readings of a time that carry a quality flag, oldest first."""
    visible_series(actor, series_id)
    rows = Reading.objects.filter(series_id=series_id, time__gt=since, time__lte=until).exclude(quality=0)
    return tuple(rows.order_by("time").values_list("time", "value")[:_MOST_DOUBTFUL])


def hourly(actor: Actor, series_id: int, since: datetime, until: datetime) -> tuple[HourValue, ...]:
    """Return a series by clock hours, each holding the readings after its start and not after its end."""
    series = visible_series(actor, series_id)
    _check(since, until)
    decisive = "sum(value)" if series.quantity == "rain" else "(array_agg(value order by time desc))[1]"
    statement = f"""
        select date_trunc('hour', time - interval '1 microsecond') + interval '1 hour' as hour,
               {decisive}, min(value), max(value), count(*)
        from monitoring_reading where series_id = %s and time > %s and time <= %s group by 1 order by 1
    """  # noqa: S608 - built of constants; all values are parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, [series_id, since, until])
        return tuple(HourValue(*row) for row in cursor.fetchall())


def rain_between(actor: Actor, station_id: UUID, since: datetime, until: datetime) -> float:
    """Return the rain (mm) at a station after ``since`` and not after ``until``; none read, none fallen."""
    found = Series.objects.filter(station__in=visible_stations(actor), station_id=station_id, quantity="rain").first()
    if found is None:
        raise NotFound(what="station")
    rows = Reading.objects.filter(series_id=found.id, time__gt=since, time__lte=until)
    return round(rows.aggregate(depth=Sum("value"))["depth"] or 0.0, 3)


def visible_series(actor: Actor, series_id: int) -> Series:
    """Return a series that the actor may see."""
    found = Series.objects.filter(within(actor, READ, field="station__region"), id=series_id).first()
    if found is None:
        raise NotFound(what="series")
    return found


def _check(since: datetime, until: datetime) -> None:
    if not since < until:
        raise InvalidValue(field="until", value=until.isoformat(), rule="after_since")
    if until - since > _LONGEST:
        raise InvalidValue(field="since", value=since.isoformat(), rule="at_most_366_days")
