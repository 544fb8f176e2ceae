"""Schematic positions and areas, where no public ones exist: seeded points and the cells nearest to them.

The same code and outline give the same result on every machine. Nothing here is a surveyed boundary.
"""

import hashlib
import random
from collections.abc import Mapping, Sequence

import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

_CANDIDATES = 12
_MARGIN_SHARE = 0.06


def scatter(codes: Sequence[str], outline: BaseGeometry, fixed: Mapping[str, Point]) -> dict[str, Point]:
    """Return a point inside ``outline`` for each code: the fixed one, or the candidate farthest from the others."""
    inner = _shrunk(outline)
    placed = {code: fixed[code] for code in codes if code in fixed}
    for code in codes:
        if code not in placed:
            placed[code] = _farthest(_candidates(code, inner), list(placed.values()))
    return {code: placed[code] for code in codes}


def cells(points: Mapping[str, Point], outline: BaseGeometry) -> dict[str, MultiPolygon]:
    """Return for each code the part of ``outline`` that is nearer to its point than to any other."""
    if len(points) == 1:
        return {code: _as_multi(outline) for code in points}
    codes = list(points)
    diagram = shapely.voronoi_polygons(
        shapely.multipoints([points[code] for code in codes]), extend_to=shapely.box(*outline.bounds), ordered=True
    )
    clipped = (shapely.intersection(cell, outline) for cell in diagram.geoms)
    return {code: _as_multi(cell) for code, cell in zip(codes, clipped, strict=True)}


def _shrunk(outline: BaseGeometry) -> BaseGeometry:
    """Return ``outline`` drawn in a little, so that no point lies on a border; itself where nothing would be left."""
    west, south, east, north = outline.bounds
    inner = outline.buffer(-_MARGIN_SHARE * min(east - west, north - south))
    return outline if inner.is_empty else inner


def _candidates(code: str, outline: BaseGeometry) -> list[Point]:
    """Return seeded points inside ``outline``."""
    dice = random.Random(int.from_bytes(hashlib.sha256(code.encode()).digest()[:8]))  # noqa: S311 - no secret
    west, south, east, north = outline.bounds
    shapely.prepare(outline)
    found: list[Point] = []
    for _ in range(_CANDIDATES * 200):
        point = Point(round(dice.uniform(west, east), 5), round(dice.uniform(south, north), 5))
        if outline.contains(point):
            found.append(point)
        if len(found) == _CANDIDATES:
            break
    return found or [outline.representative_point()]


def _farthest(candidates: Sequence[Point], others: Sequence[Point]) -> Point:
    """Return the candidate whose nearest neighbour is farthest away."""
    if not others:
        return candidates[0]
    return max(candidates, key=lambda point: min(point.distance(other) for other in others))


def _as_multi(shape: BaseGeometry) -> MultiPolygon:
    """Return the polygons of ``shape`` as one multipolygon, stray lines and points left out."""
    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon) and not part.is_empty]
    return MultiPolygon(parts)
