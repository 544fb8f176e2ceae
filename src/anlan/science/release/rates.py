"""Rates of outflow in kg/s: liquids, gases, liquids that boil as they leave, pools that evaporate. SI units."""

from typing import Final

import numpy as np

from anlan.science.refusing import Refused, within
from anlan.science.substances.tables import ATMOSPHERE_PA, GAS_CONSTANT, Floats, Substance

GRAVITY: Final = 9.80665
SHARP_EDGED: Final = 0.62
MOST_PRESSURE: Final = 3e7


def liquid_rate(  # the quantities of Bernoulli's equation
    area: Floats,
    head: Floats,
    density: float,
    *,
    pressure: float = ATMOSPHERE_PA,
    outside: float = ATMOSPHERE_PA,
    coefficient: float = SHARP_EDGED,
) -> Floats:
    """Return what a hole below so many metres of liquid lets out (Bernoulli)."""
    if np.any(np.asarray(area) < 0) or np.any(np.asarray(head) < 0) or pressure < outside:
        raise Refused("outflow_backwards", f"pressure {pressure:g}, outside {outside:g}")
    driven = 2 * ((pressure - outside) / density + GRAVITY * np.asarray(head))
    return coefficient * area * density * np.sqrt(driven)


def gas_rate(  # noqa: PLR0913  # the quantities of the nozzle equation
    area: Floats,
    pressure: float,
    temperature: float,
    *,
    molar_mass: float,
    heat_ratio: float,
    outside: float = ATMOSPHERE_PA,
    coefficient: float = SHARP_EDGED,
) -> Floats:
    """Return what a hole in a vessel of gas lets out, choked where the pressure suffices (absolute pressures)."""
    within("pressure", pressure, outside, MOST_PRESSURE)
    if pressure == outside:
        return 0.0 * area
    critical = (2 / (heat_ratio + 1)) ** (heat_ratio / (heat_ratio - 1))
    ratio = max(outside / pressure, critical)
    flow = 2 * heat_ratio / (heat_ratio - 1) * (ratio ** (2 / heat_ratio) - ratio ** ((heat_ratio + 1) / heat_ratio))
    return coefficient * area * pressure * np.sqrt(molar_mass / (GAS_CONSTANT * temperature) * flow)


def is_choked(pressure: float, heat_ratio: float, outside: float = ATMOSPHERE_PA) -> bool:
    """Tell whether gas leaves with the speed of sound."""
    return bool(outside / pressure <= (2 / (heat_ratio + 1)) ** (heat_ratio / (heat_ratio - 1)))


def flashing_rate(area: Floats, of: Substance, temperature: float) -> Floats:
    """Return what a pipe of at least 10 cm lets out of a saturated liquid that boils on its way (Fauske, Epstein).

    Equilibrium flow: area * dP/dT * sqrt(T / c), the slope taken from the vapour pressure.
    """
    step = 0.05
    slope = (of.vapour_pressure(temperature + step) - of.vapour_pressure(temperature - step)) / (2 * step)
    return area * slope * np.sqrt(temperature / of.liquid_heat)


def flash_share(of: Substance, temperature: Floats) -> Floats:
    """Return the share of a liquid stored above its boiling point that turns to vapour at once."""
    above = np.maximum(np.asarray(temperature, dtype=float) - of.boiling, 0.0)
    found = 1 - np.exp(-of.liquid_heat * above / of.latent_heat)
    return float(found) if found.ndim == 0 else found


def evaporation_rate(of: Substance, diameter: float, wind: float, temperature: float, *, schmidt: float = 0.8) -> float:
    """Return what a pool below its boiling point gives off (Mackay, Matsugu 1973); wind in m/s at 10 m."""
    within("wind", wind, 0.5, 30)
    if temperature >= of.boiling:
        raise Refused("pool_boils", f"{temperature - 273.15:g}")
    transfer = 0.004786 * wind**0.78 * diameter**-0.11 * schmidt**-0.67
    pressure = float(of.vapour_pressure(max(temperature, of.vapour_from)))
    return float(transfer * pressure * of.molar_mass / (GAS_CONSTANT * temperature) * np.pi * diameter**2 / 4)
