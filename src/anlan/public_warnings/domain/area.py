"""A warning's area: drawn rings checked, made simple with a stated error, and turned into what CAP can carry."""

import math
import re
from dataclasses import dataclass
from typing import Final

from shapely import LinearRing, MultiPolygon, Polygon, is_valid_reason, union_all
from shapely.geometry.base import BaseGeometry

from anlan.public_warnings.domain.errors import BadArea

Ring = tuple[tuple[float, float], ...]

WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0
MOST_RINGS: Final = 20
MOST_POINTS: Final = 2000
FEWEST_POINTS: Final = 4
MOST_POINTS_SENT: Final = 360
SMALLEST_KM2: Final = 0.01
_KM_PER_DEGREE: Final = 111.32
_FIRST_TOLERANCE: Final = 0.0002
_DECIMALS: Final = 5


@dataclass(frozen=True, slots=True)
class SimpleArea:
    """Closed outer rings fit for sending, and how far at most they leave the true outline, in metres."""

    rings: tuple[Ring, ...]
    error_m: int


def checked_rings(rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    """Return drawn rings, rounded; refuse by name, with the spot, what is open, crossing, tiny or off the map."""
    if len(rings) > MOST_RINGS:
        raise _refusal("at_most_20_pieces", rings[0])
    return tuple(_checked(ring) for ring in rings)


def _checked(ring: Ring) -> Ring:
    rounded = tuple((round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in ring)
    if len(rounded) < FEWEST_POINTS:
        raise _refusal("at_least_4_points", rounded)
    if len(rounded) > MOST_POINTS:
        raise _refusal("at_most_2000_points", rounded)
    for x, y in rounded:
        if not (math.isfinite(x) and math.isfinite(y) and WEST <= x <= EAST and SOUTH <= y <= NORTH):
            raise _refusal("within_china", ((x, y),))
    if rounded[0] != rounded[-1]:
        raise _refusal("ring_closed", rounded)
    shape = Polygon(rounded)
    if not LinearRing(rounded).is_simple or not shape.is_valid:
        raise _refusal("does_not_cross_itself", (_crossing(shape) or rounded[0],))
    if km2(shape) < SMALLEST_KM2:
        raise _refusal("not_smaller_than_1_hectare", rounded)
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


def simplified(shape: BaseGeometry, most_points: int = MOST_POINTS_SENT) -> SimpleArea:
    """Return the outline with at most ``most_points`` points; it covers all of ``shape``, holes filled.

    It is first widened by the tolerance, so that nobody within the true outline falls outside of what is sent.
    """
    pieces = _pieces(shape)
    filled = union_all([Polygon(each.exterior) for each in pieces])
    if sum(len(each.exterior.coords) for each in _pieces(filled)) <= most_points:
        return SimpleArea(_rings(filled), 0)
    tolerance = _FIRST_TOLERANCE
    while True:
        wide = filled.buffer(tolerance, quad_segs=2).simplify(tolerance * 0.9)
        outer = union_all([Polygon(each.exterior) for each in _pieces(wide)])
        if sum(len(each.exterior.coords) for each in _pieces(outer)) <= most_points:
            return SimpleArea(_rings(outer), math.ceil(outer.hausdorff_distance(filled) * _KM_PER_DEGREE * 1000))
        tolerance *= 1.6


def _pieces(shape: BaseGeometry) -> tuple[Polygon, ...]:
    if isinstance(shape, Polygon):
        return (shape,)
    return tuple(shape.geoms) if isinstance(shape, MultiPolygon) else ()


def _rings(shape: BaseGeometry) -> tuple[Ring, ...]:
    found = []
    for piece in _pieces(shape):
        ring = tuple((round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in piece.exterior.coords)
        if len(ring) >= FEWEST_POINTS and LinearRing(ring).is_simple:
            found.append(ring)
    return tuple(found)
