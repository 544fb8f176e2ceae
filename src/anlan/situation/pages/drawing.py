"""The chart by day and the map of where events gather, as a report's page shows them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from anlan.kernel.clock import CHINA
from anlan.places import api as places
from anlan.web.charts import ChartConfig, Series
from anlan.web.maps import Layer, MapConfig

_MARGIN: Final = 0.15


def chart_of(facts: Mapping[str, Any]) -> ChartConfig | None:
    """Return the events by day beside the days before and earlier years; nothing for one day or an older report."""
    rows = facts.get("by_day", ())
    if len(rows) < 2:
        return None
    first = date.fromisoformat(facts["passed"]["first"])
    moments = [datetime.combine(first + timedelta(days=day), time(), CHINA) for day in range(len(rows))]

    def points(column: int) -> tuple[tuple[datetime, float | None], ...]:
        return tuple((at, row[column]) for at, row in zip(moments, rows, strict=True))

    series = [
        Series(name=_("These days"), points=points(0), kind="bar"),
        Series(name=_("The days before"), points=points(1)),
    ]
    if facts["earlier_years"]:
        series.append(Series(name=_("Mean of earlier years"), points=points(2)))
    return ChartConfig(
        title=_("Events by day"),
        series=tuple(series),
        since=moments[0] - timedelta(hours=12),
        until=moments[-1] + timedelta(hours=12),
        is_count=True,
        size="small",
    )


def map_of(spots: Sequence[Mapping[str, Any]]) -> MapConfig | None:
    """Return the places where events gather on a small map; nothing where there is none."""
    if not spots:
        return None
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [spot["longitude"], spot["latitude"]]},
            "properties": {"id": str(number), "name": f"{spot['name']} {spot['count']}"},
        }
        for number, spot in enumerate(spots, start=1)
    ]
    data = {"type": "FeatureCollection", "features": features}
    gathered = Layer(id="spots", title=_("Gathers at"), kind="point", data=data, has_level=False, label_zoom=0)
    longitudes, latitudes = [spot["longitude"] for spot in spots], [spot["latitude"] for spot in spots]
    return MapConfig(
        layers=(*places.ground_layers(), gathered),
        bounds=(
            min(longitudes) - _MARGIN,
            min(latitudes) - _MARGIN,
            max(longitudes) + _MARGIN,
            max(latitudes) + _MARGIN,
        ),
        size="small",
        has_panel=False,
    )
