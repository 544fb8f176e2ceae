"""What gets into the air when a vessel or a pipe breaks: one leak, its phase, its rate and its length."""

from dataclasses import dataclass
from math import pi, sqrt
from typing import Final

from anlan.science.refusing import Refused, within
from anlan.science.release.rates import (
    evaporation_rate,
    flash_share,
    flashing_rate,
    gas_rate,
    liquid_rate,
)
from anlan.science.substances.tables import ATMOSPHERE_PA, Substance

POOL_DEPTH: Final = 0.01
SPRAY: Final = 2.0
LONGEST: Final = 3600.0
STATES: Final = ("gas", "liquid", "liquefied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A vessel with a hole. ``state`` is ``gas``, ``liquid`` or ``liquefied`` (under its own pressure); SI units."""

    substance: Substance
    state: str
    quantity: float
    hole: float
    temperature: float
    pressure: float = ATMOSPHERE_PA
    head: float = 0.0
    is_pipe: bool = False
    bund: float | None = None
    wind: float = 2.0
    ambient: float = 293.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What leaves the hole and what gets into the air: rates in kg/s, masses in kg, time in s."""

    phase: str
    rate: float
    duration: float
    airborne_rate: float
    airborne: float
    pool: float
    pool_diameter: float


def release(leak: Leak) -> Released:
    """Return what a leak puts into the air within an hour, or until the vessel is empty."""
    _check(leak)
    rate, phase = _outflow(leak)
    if rate <= 0:
        raise Refused("nothing_flows", leak.pressure)
    duration = min(leak.quantity / rate, LONGEST)
    vapour = 1.0 if leak.state == "gas" else min(1.0, SPRAY * float(flash_share(leak.substance, leak.temperature)))
    pool = rate * duration * (1 - vapour)
    width = _pool_width(leak, pool)
    evaporating = _evaporating(leak, width, pool, duration) if pool > 0 else 0.0
    airborne_rate = rate * vapour + evaporating
    return Released(
        phase=phase,
        rate=rate,
        duration=duration,
        airborne_rate=airborne_rate,
        airborne=min(airborne_rate * duration, leak.quantity),
        pool=pool,
        pool_diameter=width,
    )


def _check(leak: Leak) -> None:
    if leak.state not in STATES:
        raise Refused("state_unknown", leak.state)
    within("quantity", leak.quantity, 0.1, 1e9)
    within("hole", leak.hole, 0.0005, 1.5)
    within("temperature_k", leak.temperature, 20.0, 700.0)
    within("head", leak.head, 0.0, 60.0)
    if leak.state == "liquid" and leak.temperature > leak.substance.boiling:
        raise Refused("liquid_above_its_boiling_point", f"{leak.temperature - 273.15:g}")
    if leak.state == "liquefied" and not leak.substance.boiling < leak.temperature < leak.substance.critical:
        raise Refused("not_liquefied_at_this_temperature", f"{leak.temperature - 273.15:g}")


def _outflow(leak: Leak) -> tuple[float, str]:
    area = pi * leak.hole**2 / 4
    of = leak.substance
    if leak.state == "gas":
        found = gas_rate(area, leak.pressure, leak.temperature, molar_mass=of.molar_mass, heat_ratio=of.heat_ratio)
        return float(found), "gas"
    if leak.state == "liquefied":
        if leak.is_pipe:
            return float(flashing_rate(area, of, leak.temperature)), "two_phase"
        own = float(of.vapour_pressure(leak.temperature))
        found = liquid_rate(area, leak.head, of.liquid_density, pressure=max(own, leak.pressure))
        return float(found), "liquid_flashing"
    return float(liquid_rate(area, leak.head, of.liquid_density, pressure=leak.pressure)), "liquid"


def _pool_width(leak: Leak, mass: float) -> float:
    spread = mass / leak.substance.liquid_density / POOL_DEPTH
    area = min(spread, leak.bund) if leak.bund else spread
    return sqrt(4 * area / pi)


def _evaporating(leak: Leak, width: float, pool: float, duration: float) -> float:
    if leak.ambient >= leak.substance.boiling:
        return pool / duration
    found = evaporation_rate(leak.substance, width, leak.wind, leak.ambient)
    return float(min(found, pool / duration))
