"""Which stations lie near one another."""

from collections.abc import Iterable
from math import asin, cos, floor, radians, sin, sqrt
from typing import Final

Point = tuple[float, float]
_EARTH_KILOMETRES: Final = 6371.0088
_LEAST_KILOMETRES_PER_DEGREE: Final = 55.0  # of longitude at 60 degrees north, beyond China's northern end


def distance_km(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points (longitude, latitude) by the haversine formula."""
    (east, north), (far_east, far_north) = (tuple(map(radians, each)) for each in (one, other))
    a = sin((far_north - north) / 2) ** 2 + cos(north) * cos(far_north) * sin((far_east - east) / 2) ** 2
    return 2 * _EARTH_KILOMETRES * asin(sqrt(a))


class Near:
    """Finds what lies within a distance: ``places`` are (key, point); the grid keeps it quick for many."""

    def __init__(self, places: Iterable[tuple[int, Point]], *, within_km: float) -> None:
        self._within = within_km
        self._cell = within_km / _LEAST_KILOMETRES_PER_DEGREE
        self._cells: dict[tuple[int, int], list[tuple[int, Point]]] = {}
        for key, point in places:
            self._cells.setdefault(self._cell_of(point), []).append((key, point))

    def nearest(self, key: int, point: Point, *, at_most: int) -> list[int]:
        """Return the keys of the others within the distance, the nearest first."""
        column, row = self._cell_of(point)
        found = [
            (distance_km(point, other), other_key)
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other_key, other in self._cells.get((x, y), ())
            if other_key != key
        ]
        return [other_key for apart, other_key in sorted(found) if apart <= self._within][:at_most]

    def _cell_of(self, point: Point) -> tuple[int, int]:
        return floor(point[0] / self._cell), floor(point[1] / self._cell)
