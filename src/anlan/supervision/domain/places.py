"""How far the place of a record lies from the object."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

_EARTH: Final = 6_371_008.8


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Return the distance of two points (longitude, latitude) on the sphere, in whole metres."""
    east, north = radians(other[0] - one[0]), radians(other[1] - one[1])
    chord = sin(north / 2) ** 2 + cos(radians(one[1])) * cos(radians(other[1])) * sin(east / 2) ** 2
    return round(2 * _EARTH * asin(sqrt(chord)))
