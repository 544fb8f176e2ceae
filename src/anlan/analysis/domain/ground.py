"""The ground seen flat around a place: metres per degree, the box around a point; and what lies there as GeoJSON."""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, pi, radians, sin
from typing import Any, Final

Place = tuple[float, float]
Box = tuple[float, float, float, float]
METRES_PER_DEGREE: Final = 111_195.0
KM_PER_DEGREE: Final = METRES_PER_DEGREE / 1000
_CORNERS: Final = 72
_NARROWEST: Final = 0.1
_PLACES: Final = 5


def degrees_of(metres: float, latitude: float) -> tuple[float, float]:
    """Return so many metres as degrees to the east and to the north."""
    north = metres / METRES_PER_DEGREE
    return north / max(cos(radians(latitude)), _NARROWEST), north


def box_around(place: Place, metres: float) -> Box:
    """Return west, south, east, north of so many metres around a place."""
    east, north = degrees_of(metres, place[1])
    return place[0] - east, place[1] - north, place[0] + east, place[1] + north


def metres_between(one: Place, other: Place) -> float:
    """Return the way between two near places on the level."""
    return hypot((other[0] - one[0]) * cos(radians(one[1])), other[1] - one[1]) * METRES_PER_DEGREE


def ring_around(place: Place, metres: float) -> list[list[float]]:
    """Return the closed ring of longitudes and latitudes so far from a place."""
    east, north = degrees_of(metres, place[1])
    turns = [2 * pi * at / _CORNERS for at in range(_CORNERS)]
    ring = [rounded(place[0] + east * sin(turn), place[1] + north * cos(turn)) for turn in turns]
    return [*ring, ring[0]]


def rounded(longitude: float, latitude: float) -> list[float]:
    """Return a place to about a metre, as GeoJSON holds it."""
    return [round(longitude, _PLACES), round(latitude, _PLACES)]


def feature(geometry: Mapping[str, Any], name: str, level: int, **more: Any) -> dict[str, Any]:
    """Return a geometry with its name, the level that colours it, and ``more`` properties."""
    return {"type": "Feature", "geometry": geometry, "properties": {"name": name, "level": level, **more}}


def dot(name: str, level: int, longitude: float, latitude: float) -> dict[str, Any]:
    """Return a place with its name and level."""
    return feature({"type": "Point", "coordinates": rounded(longitude, latitude)}, name, level)


def area(name: str, level: int, ring: Sequence[Sequence[float]], **more: Any) -> dict[str, Any]:
    """Return what a closed ring holds, with its name and level."""
    return feature({"type": "Polygon", "coordinates": [ring]}, name, level, **more)


def collection(features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return features as one GeoJSON collection."""
    return {"type": "FeatureCollection", "features": list(features)}
