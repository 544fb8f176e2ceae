"""Zones on the ground as seen from the source: along the wind, all around, as rings on the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from anlan.analysis.domain.ground import METRES_PER_DEGREE, area, collection, dot, rounded

Numbers = NDArray[np.float64]
_CORNERS: Final = 72
_SIDE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The source; ``towards`` is where the wind blows to, degrees clockwise from north, None where it is unknown."""

    longitude: float
    latitude: float
    towards: float | None = None

    def seen(self, longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers]:
        """Return metres along the wind (to the east where it is unknown) and aside of it."""
        turned = radians(90.0 if self.towards is None else self.towards)
        east = (longitudes - self.longitude) * METRES_PER_DEGREE * cos(radians(self.latitude))
        north = (latitudes - self.latitude) * METRES_PER_DEGREE
        return east * sin(turned) + north * cos(turned), east * cos(turned) - north * sin(turned)

    def ring(self, along: Numbers, aside: Numbers) -> list[list[float]]:
        """Return a closed ring of longitude and latitude of points seen from the site."""
        turned = radians(90.0 if self.towards is None else self.towards)
        east = along * sin(turned) + aside * cos(turned)
        north = along * cos(turned) - aside * sin(turned)
        longitudes = self.longitude + east / METRES_PER_DEGREE / cos(radians(self.latitude))
        latitudes = self.latitude + north / METRES_PER_DEGREE
        corners = [rounded(x, y) for x, y in zip(longitudes, latitudes, strict=True)]
        return [*corners, corners[0]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone by its word: how far it reaches, and how wide it is along the wind; a circle without widths."""

    word: str
    level: int
    reach: float
    is_beyond: bool = False
    distances: Numbers | None = None
    widths: Numbers | None = None

    def holds(self, along: Numbers, aside: Numbers, *, times: float = 1.0) -> NDArray[np.bool_]:
        """Tell which points lie inside the zone, or inside one so many times as long and wide."""
        if self.distances is None or self.widths is None:
            return np.hypot(along, aside) <= self.reach * times
        wide = np.interp(along, self.distances * times, self.widths * times, left=0.0, right=0.0)
        inside: NDArray[np.bool_] = (along >= 0) & (along <= self.reach * times) & (np.abs(aside) <= wide)
        return inside

    def outline(self, site: Site) -> list[list[float]]:
        """Return the zone's ring on the map."""
        if self.distances is None or self.widths is None:
            turns = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
            return site.ring(self.reach * np.cos(turns), self.reach * np.sin(turns))
        along = np.linspace(float(self.distances[0]), self.reach, _SIDE)
        wide = np.interp(along, self.distances, self.widths)
        return site.ring(np.r_[along, along[::-1]], np.r_[wide, -wide[::-1]])


def sector(site: Site, reach: float, half_angle: float) -> list[list[float]]:
    """Return the ring of everything that lies within an angle to both sides of the wind."""
    turns = np.radians(np.linspace(-half_angle, half_angle, 25))
    return site.ring(np.r_[0.0, reach * np.cos(turns)], np.r_[0.0, reach * np.sin(turns)])


def collected(rings: Iterable[tuple[str, int, list[list[float]]]]) -> dict[str, Any]:
    """Return rings (name, level, corners) as GeoJSON areas."""
    return collection(area(*each) for each in rings)


def dotted(things: Iterable[tuple[str, int, float, float]]) -> dict[str, Any]:
    """Return things (name, level, longitude, latitude) as GeoJSON points."""
    return collection(dot(*each) for each in things)
