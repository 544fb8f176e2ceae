"""The rain of all stations in a place, by even steps back from an instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.gis.geos import Polygon
from django.db import connection

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.quality import UNLIKELY
from anlan.monitoring.models import Series
from anlan.monitoring.selectors.stations import visible_stations


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRain:
    """A station and its rain in mm by steps, the oldest first; ``is_heard``: it reported anything in that time."""

    station_id: UUID
    name: str
    longitude: float
    latitude: float
    millimetres: tuple[float, ...]
    is_heard: bool


def rain_steps(
    actor: Actor, box: tuple[float, float, float, float], *, until: datetime, hours: int, step: timedelta
) -> tuple[StationRain, ...]:
    """Return the rain of the stations in a box (west, south, east, north) in the hours before ``until``, by steps.

    Unlikely readings are left aside; a step without a reading has no rain.
    """
    stations = visible_stations(actor).filter(location__within=Polygon.from_bbox(box))
    series = Series.objects.filter(station__in=stations, quantity="rain").select_related("station")
    known = {row.id: row.station for row in series.order_by("station__name", "id")}
    count = round(timedelta(hours=hours) / step)
    fallen: dict[int, list[float]] = {id_: [0.0] * count for id_ in known}
    heard = set()
    statement = """
        select series_id, floor(extract(epoch from (%s - time)) / %s)::int, sum(value)
        from monitoring_reading
        where series_id = any(%s) and time > %s and time <= %s and (quality & %s) = 0 group by 1, 2
    """
    seconds = step.total_seconds()
    with connection.cursor() as cursor:
        cursor.execute(statement, [until, seconds, list(known), until - count * step, until, UNLIKELY])
        for series_id, back, depth in cursor.fetchall():
            heard.add(series_id)
            fallen[series_id][count - 1 - back] = depth
    return tuple(
        StationRain(
            station_id=station.id,
            name=station.name,
            longitude=station.location.x,
            latitude=station.location.y,
            millimetres=tuple(fallen[id_]),
            is_heard=id_ in heard,
        )
        for id_, station in known.items()
    )
