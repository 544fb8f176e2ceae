"""A cloud along the wind: heavy at first where it is heavy, neutral from where the wind has thinned it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from anlan.science.dispersion.clouds import Air, grid, plume, puff
from anlan.science.heavy_gas.correlations import Around, Source, curve, half_width_of, is_heavy
from anlan.science.refusing import Refused
from anlan.science.substances.tables import Floats, Substance, air_density, concentration_of

_FAR: Final = np.geomspace(1.0, 40_000.0, 4000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What gets into the air: kg/s (steady) or kg (burst) of a substance at its temperature in K."""

    substance: Substance
    amount: float
    temperature: float
    is_burst: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """Concentrations in kg/m3 on the axis by distance in m, and whether the cloud starts heavy.

    ``spread`` is how far a heavy cloud has flowed aside under its own weight, m; 0 where it is neutral.
    """

    distances: Floats
    along: Floats
    spread: Floats
    is_heavy: bool


def cloud(given: Given, air: Air, ambient: float) -> Cloud:
    """Return the cloud on its axis from 10 m to 10 km; a heavy one goes on as a neutral one once it is thin."""
    at = grid()
    density = given.substance.gas_density(given.temperature)
    source = Source(
        volume=given.amount / density, density=density, temperature=given.temperature, is_burst=given.is_burst
    )
    around = Around(wind=air.wind, density=air_density(ambient), temperature=ambient)
    neutral = puff if given.is_burst else plume
    if not is_heavy(source, around):
        thinned = np.minimum(neutral(given.amount, air, at), density)
        return Cloud(distances=at, along=thinned, spread=np.zeros_like(at), is_heavy=False)
    along = _heavy(given, source, (air, around), at)
    _, reached = curve(source, around)
    spread = np.where(at <= reached[-1], half_width_of(source, around, at), 0.0)
    return Cloud(distances=at, along=along, spread=spread, is_heavy=True)


def _heavy(given: Given, source: Source, airs: tuple[Air, Around], at: Floats) -> Floats:
    air, around = airs
    shares, reached = curve(source, around)
    thinned = concentration_of(
        _share_of_isothermal(shares, source, around), given.substance.molar_mass, around.temperature
    )
    near = np.exp(np.interp(np.log(at), np.log(reached), np.log(thinned)))
    neutral = puff if given.is_burst else plume
    axis = neutral(given.amount, air, _FAR)
    later = np.flatnonzero(axis <= thinned[-1])
    if len(later) == 0:
        raise Refused("cloud_too_great", given.amount)
    shift = _FAR[later[0]] - reached[-1]
    far = neutral(given.amount, air, np.maximum(np.asarray(at) + shift, 1.0))
    return np.where(at <= reached[-1], near, np.minimum(far, thinned[-1]))


def _share_of_isothermal(shares: Floats, source: Source, around: Around) -> Floats:
    ratio = around.temperature / source.temperature
    return np.asarray(shares) * ratio / (1 - np.asarray(shares) + np.asarray(shares) * ratio)
