"""Fire balls, pool fires and jets: their size and the heat they send to a distance. SI units."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np

from anlan.science.refusing import Refused, within
from anlan.science.substances.tables import Floats, Substance

GRAVITY: Final = 9.80665
SHARE_RADIATED: Final = 0.35
JET_RADIATED: Final = 0.25
SMALL_FIRE_BALL: Final = 30_000.0
_OLD_BURNING_HEAT: Final = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class FireBall:
    """A fire ball's diameter, the height of its middle, how long it burns, and the heat at its surface in W/m2."""

    diameter: float
    height: float
    duration: float
    surface: float


def fire_ball(mass: float, of: Substance, pressure: float) -> FireBall:
    """Return the fire ball of a vessel of so many kg that bursts at a pressure in Pa (CCPS; Roberts' share)."""
    heat = _heat(of)
    within("mass", mass, 1.0, 5e6)
    within("pressure", pressure, 1e5, 6e6)
    diameter = 5.8 * mass ** (1 / 3)
    duration = 0.45 * mass ** (1 / 3) if mass < SMALL_FIRE_BALL else 2.6 * mass ** (1 / 6)
    share = min(0.27 * (pressure / 1e6) ** 0.32, 0.4)
    surface = share * mass * heat / (np.pi * diameter**2 * duration)
    return FireBall(diameter=diameter, height=0.75 * diameter, duration=duration, surface=float(surface))


def fire_ball_heat(ball: FireBall, distance: Floats, vapour_pressure: float = 1000.0) -> Floats:
    """Return W/m2 on a surface at the ground that faces the fire ball so many metres from below its middle."""
    away = np.sqrt(np.asarray(distance, dtype=float) ** 2 + ball.height**2)
    view = np.minimum((ball.diameter / 2 / away) ** 2, 1.0)
    return ball.surface * view * transmissivity(np.maximum(away - ball.diameter / 2, 1.0), vapour_pressure)


def transmissivity(path: Floats, vapour_pressure: float = 1000.0) -> Floats:
    """Return the share of heat that air of a water vapour pressure in Pa lets through (Bagster), at most 1."""
    return np.minimum(2.02 * (vapour_pressure * np.asarray(path)) ** -0.09, 1.0)


def burning_flux(of: Substance, diameter: float, ambient: float = 293.15) -> float:
    """Return kg/m2 s of a pool fire: Babrauskas (1983) where the fuel is in his table, else Burgess."""
    row = _burning().get(of.cas)
    if row:
        absorption = row["absorption_1m"]
        full = float(row["flux_kgm2s"])
        return full * (1 - float(np.exp(-float(absorption) * diameter))) if absorption else full
    needed = of.latent_heat + of.liquid_heat * max(of.boiling - ambient, 0.0)
    return _OLD_BURNING_HEAT * _heat(of) / needed


def flame_length(diameter: Floats, flux: Floats, air: float = 1.2, wind: float = 0.0) -> Floats:
    """Return the length of a pool fire's flame in m (Thomas; in still air where the wind is 0)."""
    if wind == 0:
        return diameter * 42 * (flux / (air * np.sqrt(GRAVITY * diameter))) ** 0.61
    own = (GRAVITY * flux * diameter / air) ** (1 / 3)
    scaled = np.maximum(wind / own, 1.0)
    return diameter * 55 * (flux / (air * np.sqrt(GRAVITY * diameter))) ** 0.67 * scaled**-0.21


def pool_heat(of: Substance, diameter: float, distance: Floats) -> Floats:
    """Return W/m2 at a distance from a pool fire's middle: a point that radiates 35 % of the heat."""
    within("diameter", diameter, 0.3, 200)
    power = burning_flux(of, diameter) * np.pi * diameter**2 / 4 * _heat(of)
    return _from_point(SHARE_RADIATED * power, distance)


def jet_length(power: Floats) -> Floats:
    """Return the length in m of a jet fire of so many W (Lowesmith and others 2007)."""
    return 2.8893 * (np.asarray(power) / 1e6) ** 0.3728


def jet_heat(of: Substance, rate: float, distance: Floats) -> Floats:
    """Return W/m2 at a distance from the middle of a jet fire of kg/s: a point that radiates 25 % of the heat."""
    within("rate", rate, 0.01, 2000)
    return _from_point(JET_RADIATED * rate * _heat(of), distance)


def _from_point(radiated: float, distance: Floats) -> Floats:
    away = np.maximum(np.asarray(distance, dtype=float), 1.0)
    return radiated * transmissivity(away) / (4 * np.pi * away**2)


def _heat(of: Substance) -> float:
    if of.combustion_heat is None:
        raise Refused("does_not_burn", of.name)
    return of.combustion_heat


@cache
def _burning() -> dict[str, dict[str, str]]:
    text = (resources.files("anlan.science.fire_explosion") / "burning.csv").read_text("utf-8")
    return {row["cas"]: row for row in csv.DictReader(text.splitlines())}
