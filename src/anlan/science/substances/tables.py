"""The substances' data, read once from the file beside this one, and what follows from them."""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np

from anlan.science.refusing import Refused

GAS_CONSTANT: Final = 8.31446261815324
ATMOSPHERE_PA: Final = 101325.0
AIR_MOLAR_MASS: Final = 0.0289652
# A number, or an array of them: the functions give back what they were given.
Floats = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """A substance; SI units. ``lfl`` and ``ufl`` are shares of volume; None where it does not burn."""

    name: str
    other_names: tuple[str, ...]
    cas: str
    molar_mass: float
    boiling: float
    critical: float
    vapour: tuple[float, float, float, float, float]
    vapour_from: float
    vapour_to: float
    liquid_density: float
    latent_heat: float
    heat_ratio: float
    liquid_heat: float
    lfl: float | None
    ufl: float | None
    combustion_heat: float | None
    estimated: tuple[str, ...]

    def vapour_pressure(self, temperature: Floats) -> Floats:
        """Return the saturation pressure in Pa at a temperature in K; above the critical one there is none."""
        kelvin = np.asarray(temperature, dtype=float)
        if np.any(kelvin > self.vapour_to) or np.any(kelvin < self.vapour_from):
            raise Refused("temperature_without_vapour_pressure", temperature)
        a, b, c, d, e = self.vapour
        found = np.exp(a + b / kelvin + c * np.log(kelvin) + d * kelvin**e)
        return float(found) if found.ndim == 0 else found

    def gas_density(self, temperature: float, pressure: float = ATMOSPHERE_PA) -> float:
        """Return the density of the ideal gas in kg/m3."""
        return pressure * self.molar_mass / (GAS_CONSTANT * temperature)


def air_density(temperature: float) -> float:
    """Return the density of dry air in kg/m3 at one atmosphere."""
    return ATMOSPHERE_PA * AIR_MOLAR_MASS / (GAS_CONSTANT * temperature)


def share_of(concentration: Floats, molar_mass: float, temperature: float = 298.15) -> Floats:
    """Return the share of volume of a concentration in kg/m3 of air at one atmosphere."""
    return concentration * GAS_CONSTANT * temperature / (ATMOSPHERE_PA * molar_mass)


def concentration_of(share: Floats, molar_mass: float, temperature: float = 298.15) -> Floats:
    """Return the concentration in kg/m3 of a share of volume in air at one atmosphere."""
    return share * ATMOSPHERE_PA * molar_mass / (GAS_CONSTANT * temperature)


@cache
def substances() -> tuple[Substance, ...]:
    """Return all substances in their order."""
    text = (resources.files("anlan.science.substances") / "substances.csv").read_text("utf-8")
    return tuple(_substance(row) for row in csv.DictReader(text.splitlines()))


def substance(called: str) -> Substance:
    """Return the substance of a name (also another usual one) or a CAS number; refuse one without data."""
    found = _by_word().get(_folded(called))
    if found is None:
        raise Refused("substance_without_data", called)
    return found


def _substance(row: dict[str, str]) -> Substance:
    return Substance(
        name=row["name"],
        other_names=tuple(row["other_names"].split()),
        cas=row["cas"],
        molar_mass=float(row["molar_mass_g"]) / 1000,
        boiling=float(row["boiling_k"]),
        critical=float(row["critical_k"]),
        vapour=(float(row["c1"]), float(row["c2"]), float(row["c3"]), float(row["c4"]), float(row["c5"])),
        vapour_from=float(row["t_min_k"]),
        vapour_to=float(row["t_max_k"]),
        liquid_density=float(row["density_kgm3"]),
        latent_heat=float(row["latent_kjkg"]) * 1000,
        heat_ratio=float(row["gamma"]),
        liquid_heat=float(row["liquid_heat_kjkgk"]) * 1000,
        lfl=_share(row["lfl"]),
        ufl=_share(row["ufl"]),
        combustion_heat=float(row["combustion_mjkg"]) * 1e6 if row["combustion_mjkg"] else None,
        estimated=tuple(row["estimated"].split()),
    )


def _share(percent: str) -> float | None:
    return float(percent) / 100 if percent else None


@cache
def _by_word() -> dict[str, Substance]:
    return {_folded(word): each for each in substances() for word in (each.name, *each.other_names, each.cas) if word}


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())
