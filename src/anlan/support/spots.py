"""Things at points inside a box of the map, as whoever reckons with places reads them from every registry."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import Polygon
from django.db.models import QuerySet

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Something that stands at a point: its kind in the words of its registry, its name, the division it lies in."""

    kind: str
    name: str
    region: str
    longitude: float
    latitude: float


def spots_in(rows: QuerySet[Any], box: Box, *, column: str = "location", kind: str = "") -> tuple[Spot, ...]:
    """Return the rows whose shape touches a box (west, south, east, north), in the order of regions and names.

    Without ``kind`` the rows have a column of that name. What is no point is taken at its middle.
    """
    found = rows.filter(**{f"{column}__bboverlaps": Polygon.from_bbox(box)}).order_by("region", "name")
    names = ("name", "region", column) if kind else ("name", "region", column, "kind")
    return tuple(_spots(found.values_list(*names), kind))


def _spots(rows: Iterable[tuple[Any, ...]], kind: str) -> Iterable[Spot]:
    for name, region, shape, *own in rows:
        at = shape if shape.geom_type == "Point" else shape.centroid
        yield Spot(kind=kind or own[0], name=name, region=region, longitude=at.x, latitude=at.y)
