"""Outlines and names of the divisions in a box, plain numbers for whoever draws a map without tiles."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.db.models import Func, QuerySet, Value

from anlan.kernel.regions import RegionLevel
from anlan.places.models import BoundaryLine, Footprint
from anlan.places.selectors.naming import names

Box = tuple[float, float, float, float]
Line = tuple[tuple[float, float], ...]
_BEYOND: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A division as it is drawn: its name, its point, its outer lines inside the box."""

    code: str
    name: str
    longitude: float
    latitude: float
    lines: tuple[Line, ...]
    is_schematic: bool


def outlines_in(box: Box, level: RegionLevel, *, coarseness: float) -> tuple[Outline, ...]:
    """Return the divisions of ``level`` that lie in ``box``, cut at it and no finer than ``coarseness`` degrees."""
    rows = Footprint.objects.filter(level=level, area__bboverlaps=Polygon.from_bbox(box)).order_by("code")
    found = list(_cut(rows, "area_medium" if level <= RegionLevel.COUNTY else "area", box, coarseness))
    called = names(row.code for row in found)
    return tuple(
        Outline(
            code=row.code,
            name=called[row.code],
            longitude=row.point.x,
            latitude=row.point.y,
            lines=_lines(row.cut),
            is_schematic=row.area_source == "schematic",
        )
        for row in found
    )


def boundary_lines_in(box: Box, *, coarseness: float) -> tuple[Line, ...]:
    """Return the lines that a map of China must show beside the outlines of its provinces."""
    rows = BoundaryLine.objects.filter(line__bboverlaps=Polygon.from_bbox(box))
    return tuple(line for row in _cut(rows, "line", box, coarseness) for line in _lines(row.cut))


def _cut(rows: QuerySet[Any], column: str, box: Box, coarseness: float) -> QuerySet[Any]:
    west, south, east, north = box
    wide, high = (east - west) * _BEYOND, (north - south) * _BEYOND
    frame = Polygon.from_bbox((west - wide, south - high, east + wide, north + high))
    frame.srid = 4326
    cut = Func(column, Value(frame, output_field=GeometryField()), function="ST_ClipByBox2D")
    simple = Func(cut, Value(coarseness), function="ST_Simplify", output_field=GeometryField(srid=4326))
    return rows.annotate(cut=simple).defer(*(("area", "area_medium", "area_coarse") if column != "line" else ()))


def _lines(shape: GEOSGeometry | None) -> tuple[Line, ...]:
    if shape is None or shape.empty:
        return ()
    if shape.geom_type == "Polygon":
        return (tuple(shape.exterior_ring.coords),)
    if shape.geom_type == "LineString":
        return (tuple(shape.coords),)
    if shape.geom_type in ("MultiPolygon", "MultiLineString", "GeometryCollection"):
        return tuple(line for part in shape for line in _lines(part))
    return ()
