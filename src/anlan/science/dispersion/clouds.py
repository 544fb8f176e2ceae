"""Concentrations in the cloud of a steady leak (plume) and of a burst (puff), and how far they reach."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from anlan.science.dispersion.sigmas import plume_sigmas, puff_sigmas
from anlan.science.refusing import Refused, within
from anlan.science.substances.tables import Floats

NEAREST: Final = 10.0
FARTHEST: Final = 10_000.0
_GRID: Final = np.geomspace(NEAREST, FARTHEST, 1500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Air:
    """The wind in m/s, the stability class A to F, and whether the ground is ``rural`` or ``urban``."""

    wind: float
    stability: str
    terrain: str = "rural"


def plume(rate: float, air: Air, distance: Floats, *, aside: Floats = 0.0, height: float = 0.0) -> Floats:
    """Return kg/m3 at the ground so many metres downwind and aside of a steady source of kg/s at a height."""
    within("wind", air.wind, 1.0, 20.0)
    if rate < 0:
        raise Refused("rate_out_of_range", rate)
    x = np.asarray(distance, dtype=float)
    ahead = np.where(x > 0, x, 1.0)
    sy, sz = plume_sigmas(ahead, air.stability, air.terrain)
    found = (
        rate / (np.pi * air.wind * sy * sz) * np.exp(-0.5 * (np.asarray(aside) / sy) ** 2 - 0.5 * (height / sz) ** 2)
    )
    return np.where(x > 0, found, 0.0)


def puff(mass: float, air: Air, distance: Floats, *, aside: Floats = 0.0) -> Floats:
    """Return kg/m3 at the ground when the middle of a burst of so many kg passes."""
    if mass < 0:
        raise Refused("mass_out_of_range", mass)
    x = np.asarray(distance, dtype=float)
    ahead = np.where(x > 0, x, 1.0)
    sy, sz = puff_sigmas(ahead, air.stability)
    found = mass / (np.sqrt(2) * np.pi**1.5 * sy**2 * sz) * np.exp(-0.5 * (np.asarray(aside) / sy) ** 2)
    return np.where(x > 0, found, 0.0)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a concentration reaches in m, and whether that is only the end of the model's range."""

    distance: float
    is_beyond: bool


def reach(along: Floats, level: float, at: Floats = _GRID) -> Reach:
    """Return the farthest distance at which the concentrations along the axis are at least the level."""
    values, distances = np.asarray(along, dtype=float), np.asarray(at, dtype=float)
    over = np.flatnonzero(values >= level)
    if len(over) == 0:
        return Reach(0.0, is_beyond=False)
    last = int(over[-1])
    if last == len(values) - 1:
        return Reach(float(distances[-1]), is_beyond=True)
    share = np.log(values[last] / level) / np.log(values[last] / values[last + 1])
    return Reach(float(distances[last] * (distances[last + 1] / distances[last]) ** share), is_beyond=False)


def grid() -> Floats:
    """Return the distances in m at which axes of clouds are reckoned."""
    return _GRID.copy()


def half_width(distance: Floats, along: Floats, level: float, air: Air) -> Floats:
    """Return how far aside of the axis a plume's concentration is at least the level."""
    sy, _ = plume_sigmas(distance, air.stability, air.terrain)
    over = np.maximum(np.asarray(along) / level, 1.0)
    return sy * np.sqrt(2 * np.log(over))
