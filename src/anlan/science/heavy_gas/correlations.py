"""Distances of concentrations in clouds heavier than air, by Britter and McQuaid (1988)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log10, sqrt
from typing import Any, Final

import numpy as np

from anlan.science.refusing import Refused, within
from anlan.science.substances.tables import Floats

GRAVITY: Final = 9.80665
HEAVY_PLUME: Final = 0.15
HEAVY_PUFF: Final = 0.20
MOST_ALPHA: Final = 1.0
_BURST_SPEED: Final = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What comes out: m3/s (steady) or m3 (burst), its density and temperature; SI units."""

    volume: float
    density: float
    temperature: float
    is_burst: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The wind in m/s at 10 m, the air's density in kg/m3 and temperature in K."""

    wind: float
    density: float
    temperature: float


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.science.heavy_gas") / "correlations.toml").read_text("utf-8"))


def buoyancy(source: Source, air: Around) -> float:
    """Return g' of the source in m/s2; 0 and less is not heavier than air."""
    return GRAVITY * (source.density - air.density) / air.density


def is_heavy(source: Source, air: Around) -> bool:
    """Tell whether the cloud's weight counts at its source (the criteria of the workbook)."""
    within("wind", air.wind, 0.5, 30.0)
    g = buoyancy(source, air)
    if g <= 0:
        return False
    if source.is_burst:
        width = source.volume ** (1 / 3)
        return bool(sqrt(g * source.volume) / (air.wind * width) >= HEAVY_PUFF)
    width = sqrt(source.volume / air.wind)
    return bool((g * source.volume / (air.wind**3 * width)) ** (1 / 3) >= HEAVY_PLUME)


def alpha_of(source: Source, air: Around) -> float:
    """Return the workbook's measure of weight against wind; refuse what lies beyond its curves."""
    g = buoyancy(source, air)
    if g <= 0:
        raise Refused("not_heavier_than_air", f"{source.density:g}")
    if source.is_burst:
        found = log10(sqrt(g * source.volume ** (1 / 3)) / air.wind)
    else:
        found = log10((g**2 * source.volume / air.wind**5) ** 0.2)
    if found > MOST_ALPHA:
        raise Refused("too_heavy_for_this_wind", f"alpha {found:.2f}")
    return found


def curve(source: Source, air: Around) -> tuple[Floats, Floats]:
    """Return the shares of volume (isothermal), greatest first, and the distances in m at which they stand."""
    alpha = alpha_of(source, air)
    rows = _table()["puff" if source.is_burst else "plume"]
    length = source.volume ** (1 / 3) if source.is_burst else sqrt(source.volume / air.wind)
    distances = np.array([length * 10 ** _beta(row["lines"], alpha) for row in rows])
    return np.array([row["share"] for row in rows]), np.maximum.accumulate(distances)


def isothermal(share: Floats, source: Source, air: Around) -> Floats:
    """Return the share at which a source of the air's temperature would dilute the same as this one."""
    return share / (share + (1 - np.asarray(share)) * air.temperature / source.temperature)


def distance(share: float, source: Source, air: Around) -> float:
    """Return how far in m a share of volume reaches; refuse shares thinner than the curves.

    Shares greater than 0.1 of the source reach less far than the distance that is given for them.
    """
    shares, distances = curve(source, air)
    wanted = float(isothermal(share, source, air))
    if wanted < shares[-1]:
        raise Refused("thinner_than_the_curves", f"{share:g}")
    return float(10 ** np.interp(-log10(wanted), -np.log10(shares), np.log10(distances)))


def half_width_of(source: Source, air: Around, at: Floats) -> Floats:
    """Return how far aside of its axis a heavy cloud has flowed at distances downwind, by the workbook."""
    g = buoyancy(source, air)
    if source.is_burst:
        first = (3 * source.volume / (4 * np.pi)) ** (1 / 3)
        seconds = np.asarray(at) / (_BURST_SPEED * air.wind)
        return np.sqrt(first**2 + 1.2 * sqrt(g * source.volume) * seconds)
    length = g * source.volume / air.wind**3
    return sqrt(source.volume / air.wind) + 8 * length + 2.5 * length ** (1 / 3) * np.asarray(at) ** (2 / 3)


def _beta(lines: list[list[float]], alpha: float) -> float:
    _, slope, intercept = next(line for line in reversed(lines) if alpha > line[0] or line is lines[0])
    return slope * alpha + intercept
