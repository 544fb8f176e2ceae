"""Reads the places that clients send."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry, Point, WKBWriter

from anlan.protocols.sensorthings.errors import BadEntity

_KINDS = frozenset(
    {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"}
)
_MOST_NUMBERS = 200_000


def shape_in(entity: str, field: str, value: Any, encoding: str) -> GEOSGeometry | None:
    """Return the geometry of a place that is GeoJSON; any other encoding is kept as it is and has none."""
    found = value
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = found.get("geometry")
    is_geojson = isinstance(found, dict) and found.get("type") in _KINDS
    if not is_geojson:
        if "geo+json" in encoding.lower():
            raise BadEntity(entity=entity, field=field, detail="is no GeoJSON geometry")
        return None
    _check_numbers(entity, field, list(_numbers(found)))
    try:
        shape = GEOSGeometry(json.dumps(found), srid=4326)
        flat = GEOSGeometry(shape.wkt, srid=4326) if not shape.hasz else _flat(shape)
    except (GEOSException, GDALException, ValueError, TypeError) as error:
        raise BadEntity(entity=entity, field=field, detail="is no GeoJSON geometry") from error
    if flat.empty or not _is_on_the_globe(flat):
        raise BadEntity(entity=entity, field=field, detail="lies outside of longitude, latitude in WGS 84")
    return flat


def _numbers(found: Any) -> Iterable[Any]:
    if isinstance(found, dict):
        for each in (found.get("coordinates"), found.get("geometries")):
            yield from _numbers(each)
    elif isinstance(found, list):
        for each in found:
            yield from _numbers(each)
    elif found is not None:
        yield found


def _check_numbers(entity: str, field: str, numbers: list[Any]) -> None:
    if len(numbers) > _MOST_NUMBERS or any(isinstance(each, bool | str) for each in numbers):
        raise BadEntity(entity=entity, field=field, detail="has coordinates that are no numbers, or too many")


def _flat(shape: GEOSGeometry) -> GEOSGeometry:
    return GEOSGeometry(WKBWriter(dim=2).write(shape), srid=4326)


def _is_on_the_globe(shape: GEOSGeometry) -> bool:
    west, south, east, north = shape.extent
    return west >= -180 and east <= 180 and south >= -90 and north <= 90


def point_of(shape: GEOSGeometry) -> Point:
    """Return the point that stands for a geometry: itself, or one on it."""
    return shape if isinstance(shape, Point) else shape.point_on_surface
