"""A warning's area: rings checked, outlines mended and made simple with a stated error, fit for what CAP can carry."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from shapely import (
    LinearRing,
    LineString,
    MultiPolygon,
    Point,
    Polygon,
    affinity,
    is_valid_reason,
    make_valid,
    node,
    polygonize,
    set_precision,
    union_all,
)
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from anlan.public_warnings.domain.errors import BadArea

Ring = tuple[tuple[float, float], ...]

WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0
MOST_RINGS: Final = 20
MOST_POINTS: Final = 2000
FEWEST_POINTS: Final = 4
MOST_POINTS_SENT: Final = 360
SMALLEST_KM2: Final = 0.01
SLIVER_KM2: Final = 0.0001
MAIN_PIECE_SHARE: Final = 0.9
_KM_PER_DEGREE: Final = 111.32
_METRES_PER_DEGREE_NORTH: Final = 110_570.0
_METRES_PER_DEGREE_EAST: Final = 111_320.0
_ARC_STEPS: Final = 16
_FIRST_TOLERANCE: Final = 0.0002
_DECIMALS: Final = 5
_GRID: Final = 10**-_DECIMALS
_ERROR_OF_ROUNDING_M: Final = 4
_SHARES_OF_TOLERANCE: Final = (0.9, 0.5)


@dataclass(frozen=True, slots=True)
class SimpleArea:
    """Closed outer rings fit for sending, and how far at most they leave the true outline, in metres."""

    rings: tuple[Ring, ...]
    error_m: int


@dataclass(frozen=True, slots=True)
class Change:
    """What cleaning did: ``rule`` names it, ``hectares`` says how much, at a spot of the map."""

    rule: str
    hectares: float
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class CleanArea:
    """Rings fit for sending, their stated error, and everything that was changed on the way."""

    rings: tuple[Ring, ...]
    error_m: int
    changes: tuple[Change, ...] = ()


def checked_rings(rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    """Return drawn rings, rounded; refuse by name, with the spot, what is open, crossing, tiny or off the map."""
    if len(rings) > MOST_RINGS:
        raise _refusal("at_most_20_pieces", rings[0])
    return tuple(_checked(ring) for ring in rings)


def _checked(ring: Ring) -> Ring:
    rounded = within_limits(ring)
    if len(rounded) < FEWEST_POINTS:
        raise _refusal("at_least_4_points", rounded)
    if rounded[0] != rounded[-1]:
        raise _refusal("ring_closed", rounded)
    shape = Polygon(rounded)
    if not LinearRing(rounded).is_simple or not shape.is_valid:
        raise _refusal("does_not_cross_itself", (_crossing(shape) or rounded[0],))
    if km2(shape) < SMALLEST_KM2:
        raise _refusal("not_smaller_than_1_hectare", rounded)
    return rounded


def within_limits(points: Iterable[tuple[float, float]], most: int = MOST_POINTS) -> Ring:
    """Return points rounded to a metre; refuse too many and those off the map by their spot."""
    rounded = tuple((round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in points)
    if len(rounded) > most:
        raise _refusal(f"at_most_{most}_points", rounded)
    for x, y in rounded:
        if not (math.isfinite(x) and math.isfinite(y) and WEST <= x <= EAST and SOUTH <= y <= NORTH):
            raise _refusal("within_china", ((x, y),))
    return rounded


def _crossing(shape: Polygon) -> tuple[float, float] | None:
    found = re.search(r"\[(\S+) (\S+)\]", is_valid_reason(shape))
    return (round(float(found[1]), _DECIMALS), round(float(found[2]), _DECIMALS)) if found else None


def _refusal(rule: str, ring: Ring) -> BadArea:
    x, y = ring[0] if ring else (0.0, 0.0)
    return BadArea(rule=rule, longitude=x, latitude=y)


def km2(shape: BaseGeometry) -> float:
    """Return the area in square kilometres, true to about one per cent at the latitude of its centre."""
    if shape.is_empty:
        return 0.0
    return float(shape.area * _KM_PER_DEGREE**2 * math.cos(math.radians(shape.centroid.y)))


def mended(ring: Ring) -> tuple[Polygon, tuple[Change, ...]]:
    """Return everything that a drawn line encloses, and what had to be changed.

    A line that crosses itself a little (a loop at a corner) is mended: all it encloses is kept. One that crosses so
    that no piece is clearly the one meant is refused with the spot, since only the person knows what was meant.
    """
    rounded = within_limits(ring)
    changes: list[Change] = []
    if len(set(rounded)) < FEWEST_POINTS - 1:
        raise _refusal("at_least_4_points", rounded)
    if rounded[0] != rounded[-1]:
        rounded = (*rounded, rounded[0])
        changes.append(Change("closed", 0.0, *rounded[0]))
    raw = Polygon(rounded)
    if raw.is_valid:
        shape = raw
    else:
        shape, spot = _enclosed(rounded, raw)
        changes.append(Change("mended", abs(km2(shape) - km2(make_valid(raw))) * 100, *spot))
    if km2(shape) < SMALLEST_KM2:
        raise _refusal("not_smaller_than_1_hectare", rounded)
    return shape, tuple(changes)


def _enclosed(rounded: Ring, raw: Polygon) -> tuple[Polygon, tuple[float, float]]:
    spot = _crossing(raw) or rounded[0]
    faces = polygonize([node(LineString(rounded))])
    whole = union_all([Polygon(each.exterior) for each in faces.geoms])
    pieces = sorted(polygons_in(whole), key=lambda each: -each.area)
    if not pieces:
        raise _refusal("not_smaller_than_1_hectare", rounded)
    if pieces[0].area < MAIN_PIECE_SHARE * whole.area:
        raise _refusal("does_not_cross_itself", (spot,))
    return whole if isinstance(whole, Polygon) else MultiPolygon(pieces), spot


def mended_whole(shape: Polygon) -> tuple[BaseGeometry, Change]:
    """Return an invalid polygon of a machine with everything its outer ring encloses, and what changed."""
    spot = _crossing(shape) or shape.exterior.coords[0]
    faces = polygonize([node(LineString(shape.exterior.coords))])
    whole = union_all([Polygon(each.exterior) for each in faces.geoms])
    return whole, Change("mended", abs(km2(whole) - km2(make_valid(shape))) * 100, *spot)


def cleaned(shapes: Iterable[BaseGeometry], changes: Iterable[Change] = ()) -> CleanArea:
    """Return shapes as rings fit for sending: united, slivers left out, holes filled, simplified; each said."""
    said = list(changes)
    whole = union_all(list(shapes))
    kept = [each for each in polygons_in(whole) if km2(each) >= SLIVER_KM2]
    if slivers := [each for each in polygons_in(whole) if km2(each) < SLIVER_KM2]:
        said.append(_change("slivers", slivers))
    if not kept:
        raise _refusal("not_smaller_than_1_hectare", ())
    if holes := [Polygon(ring) for each in kept for ring in each.interiors]:
        said.append(_change("holes_filled", holes))
    sent = simplified(MultiPolygon(kept))
    return CleanArea(sent.rings, sent.error_m, tuple(said))


def _change(rule: str, shapes: list[Polygon]) -> Change:
    spot = shapes[0].representative_point()
    hectares = sum(km2(each) for each in shapes) * 100
    return Change(rule, hectares, round(spot.x, _DECIMALS), round(spot.y, _DECIMALS))


def around(points: Iterable[tuple[float, float]], metres: float) -> Polygon:
    """Return everything within ``metres`` of a point or of a line through the points, a little more at the arcs."""
    line = tuple(points)
    shape: BaseGeometry = Point(line[0]) if len(line) == 1 else LineString(line)
    north = min(max(abs(y) for _x, y in line) + metres / _METRES_PER_DEGREE_NORTH, 89.0)
    east_m = _METRES_PER_DEGREE_EAST * math.cos(math.radians(north))
    in_metres = affinity.scale(shape, east_m, _METRES_PER_DEGREE_NORTH, origin=(0, 0))
    wide = in_metres.buffer(metres / math.cos(math.pi / (4 * _ARC_STEPS)), quad_segs=_ARC_STEPS)
    return affinity.scale(wide, 1 / east_m, 1 / _METRES_PER_DEGREE_NORTH, origin=(0, 0))


def simplified(shape: BaseGeometry, most_points: int = MOST_POINTS_SENT) -> SimpleArea:
    """Return the outline with at most ``most_points`` points in 20 pieces; it covers all of ``shape``, holes filled.

    It is first widened by the tolerance, so that nobody within the true outline falls outside of what is sent.
    """
    filled = _filled(shape)
    if _fits(filled, most_points) and _is_on_grid(filled):
        return SimpleArea(_rings(filled), 0)
    wide = _filled(filled.buffer(_GRID, join_style="mitre", mitre_limit=2))
    if _fits(wide, most_points):
        return SimpleArea(_rings(wide), _ERROR_OF_ROUNDING_M)
    tolerance = _FIRST_TOLERANCE
    while True:
        widened = filled.buffer(tolerance, quad_segs=4)
        for share in _SHARES_OF_TOLERANCE:
            rings = _rings(_filled(widened.simplify(tolerance * share)))
            outer = union_all([Polygon(ring) for ring in rings])
            if _fits(outer, most_points) and outer.covers(filled):
                return SimpleArea(rings, _error_m(outer, filled, tolerance))
        tolerance *= 1.6


def _is_on_grid(shape: BaseGeometry) -> bool:
    points = (point for each in polygons_in(shape) for point in each.exterior.coords)
    return all(abs(each - round(each, _DECIMALS)) < _GRID / 1000 for point in points for each in point)


def _filled(shape: BaseGeometry) -> BaseGeometry:
    return union_all([Polygon(each.exterior) for each in polygons_in(shape)])


def _fits(shape: BaseGeometry, most_points: int) -> bool:
    pieces = tuple(polygons_in(shape))
    return len(pieces) <= MOST_RINGS and sum(len(each.exterior.coords) for each in pieces) <= most_points


def _error_m(outer: BaseGeometry, true: BaseGeometry, tolerance: float) -> int:
    """Return a distance in metres that no point of ``outer`` is farther than from ``true``."""
    reach = tolerance * 1.1
    while not true.buffer(reach, quad_segs=8).covers(outer):
        reach *= 1.3
    return math.ceil(reach * _KM_PER_DEGREE * 1000) + 1


def polygons_in(shape: BaseGeometry) -> Iterator[Polygon]:
    """Yield the polygons of a shape; its points and lines are left out."""
    if isinstance(shape, Polygon):
        if not shape.is_empty:
            yield shape
        return
    for piece in getattr(shape, "geoms", ()):
        yield from polygons_in(piece)


def _rings(shape: BaseGeometry) -> tuple[Ring, ...]:
    """Return the outer rings on a grid of a metre, counter-clockwise and closed."""
    found = []
    for piece in polygons_in(set_precision(shape, _GRID)):
        ring = orient(Polygon(piece.exterior)).exterior.coords
        found.append(tuple((round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in ring))
    return tuple(found)
