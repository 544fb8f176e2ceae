"""Straight lines over the ground."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

EARTH_METRES: Final = 6_371_008.8
"""Mean radius R1 of WGS 84, m (Moritz 2000, Geodetic Reference System 1980)."""

Points = NDArray[np.float64]
"""Longitude and latitude in degrees, one row for each point."""


@dataclass(frozen=True, slots=True)
class Terrain:
    """How much longer the way is than the straight line, and how fast one drives on it, km/h."""

    detour: float
    speed: float


def metres_between(these: Points, those: Points) -> NDArray[np.float64]:
    """Return metres along great circles, one row for each of these and one column for each of those (haversine)."""
    a, b = np.radians(these)[:, None, :], np.radians(those)[None, :, :]
    half = np.sin((b - a) / 2) ** 2
    metres: NDArray[np.float64] = (
        2 * EARTH_METRES * np.arcsin(np.sqrt(half[..., 1] + np.cos(a[..., 1]) * np.cos(b[..., 1]) * half[..., 0]))
    )
    return metres


def minutes_over(these: Points, those: Points, terrain: Terrain) -> NDArray[np.float64]:
    """Return minutes by the straight line, made longer and driven as the terrain asks."""
    return metres_between(these, those) * terrain.detour / 1000 / terrain.speed * 60
