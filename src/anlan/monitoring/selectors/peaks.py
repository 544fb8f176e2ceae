"""The greatest readings of one quantity in a place and a time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Polygon
from django.db.models import F, Max

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.quality import UNLIKELY
from anlan.monitoring.models import Reading, Series
from anlan.monitoring.selectors.stations import visible_stations


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """A station and the greatest value it reported in the time asked for."""

    station_id: UUID
    name: str
    region: str
    longitude: float
    latitude: float
    value: float


def peaks_in(
    actor: Actor, box: tuple[float, float, float, float], quantity: str, *, since: datetime, until: datetime
) -> tuple[Peak, ...]:
    """Return by station in a box (west, south, east, north) the greatest reading of a quantity, unlikely ones aside."""
    stations = visible_stations(actor).filter(location__within=Polygon.from_bbox(box))
    series = {
        row.id: row.station
        for row in Series.objects.filter(station__in=stations, quantity=quantity).select_related("station")
    }
    readings = Reading.objects.filter(series_id__in=list(series), time__gte=since, time__lte=until)
    likely = readings.annotate(doubt=F("quality").bitand(UNLIKELY)).filter(doubt=0)
    values = likely.order_by().values_list("series_id").annotate(value=Max("value"))
    found = (
        Peak(
            station_id=series[id_].id,
            name=series[id_].name,
            region=series[id_].region,
            longitude=series[id_].location.x,
            latitude=series[id_].location.y,
            value=value,
        )
        for id_, value in values
    )
    return tuple(sorted(found, key=lambda peak: peak.name))
