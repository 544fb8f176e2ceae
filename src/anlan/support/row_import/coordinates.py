"""From the coordinates that a file declares to longitude and latitude in CGCS2000 (EPSG:4326 to within a metre).

GCJ-02 is the shifted datum of public Chinese maps; its shift is a fixed function of the place and is taken back by
going round until the point that is shifted onto the given one is found.
"""

import math
from collections.abc import Callable
from typing import Final

from anlan.support.row_import.columns import Crs

_AXIS: Final = 6378245.0
_ECCENTRICITY: Final = 0.00669342162296594323
_SPHERE: Final = 6378137.0
_ROUNDS: Final = 30
_EXACT: Final = 1e-10
CHINA: Final = (73.0, 3.0, 136.0, 54.0)


def to_degrees(crs: Crs, x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a point in the coordinates ``crs``."""
    return _READERS.get(crs, _as_it_is)(x, y)


def is_in_china(longitude: float, latitude: float) -> bool:
    """Tell whether a point lies in the box round China: what is outside was mistaken in its coordinates."""
    west, south, east, north = CHINA
    return west <= longitude <= east and south <= latitude <= north


def shifted(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a true point as GCJ-02 writes it."""
    x, y = longitude - 105.0, latitude - 35.0
    north, east = _north(x, y), _east(x, y)
    angle = math.radians(latitude)
    magic = 1 - _ECCENTRICITY * math.sin(angle) ** 2
    root = math.sqrt(magic)
    north = north * 180 / ((_AXIS * (1 - _ECCENTRICITY)) / (magic * root) * math.pi)
    east = east * 180 / (_AXIS / root * math.cos(angle) * math.pi)
    return longitude + east, latitude + north


def _from_gcj02(x: float, y: float) -> tuple[float, float]:
    if not is_in_china(x, y):
        return x, y
    longitude, latitude = x, y
    for _ in range(_ROUNDS):
        east, north = shifted(longitude, latitude)
        off_x, off_y = x - east, y - north
        longitude, latitude = longitude + off_x, latitude + off_y
        if abs(off_x) < _EXACT and abs(off_y) < _EXACT:
            break
    return longitude, latitude


def _from_web_mercator(x: float, y: float) -> tuple[float, float]:
    return math.degrees(x / _SPHERE), math.degrees(2 * math.atan(math.exp(y / _SPHERE)) - math.pi / 2)


def _as_it_is(x: float, y: float) -> tuple[float, float]:
    return x, y


def _waves(value: float, *pairs: tuple[float, float]) -> float:
    return sum(amount * math.sin(value * turn * math.pi) for amount, turn in pairs) * 2 / 3


def _north(x: float, y: float) -> float:
    plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    return (
        plain + _waves(x, (20, 6), (20, 2)) + _waves(y, (20, 1), (40, 1 / 3)) + _waves(y, (160, 1 / 12), (320, 1 / 30))
    )


def _east(x: float, y: float) -> float:
    plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    return (
        plain + _waves(x, (20, 6), (20, 2)) + _waves(x, (20, 1), (40, 1 / 3)) + _waves(x, (150, 1 / 12), (300, 1 / 30))
    )


_READERS: Final[dict[Crs, Callable[[float, float], tuple[float, float]]]] = {
    Crs.GCJ02: _from_gcj02,
    Crs.WEB_MERCATOR: _from_web_mercator,
}
