"""Surface fires after Rothermel (1972) with Albini's (1976) changes; feet, pounds and minutes inside, SI outside."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.fire_spread.fuels import FuelModel, standard
from anlan.science.refusing import all_within

Array = NDArray[np.float64]

FEET_PER_M: Final = 3.28083989501312
FTMIN_PER_MS: Final = 60 * FEET_PER_M
_KW_M2_PER_BTU_FT2_MIN: Final = 0.189276  # 1055.06 J / (0.092903 m2 x 60 s)
_BORDERS: Final = (1200.0, 192.0, 96.0, 48.0, 16.0)  # Size classes by surface share the weights of their loads.


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """A bed at one moisture: rate without wind and slope in ft/min, and how wind and slope add to it.

    The factor of a wind U in ft/min is ``wind * U ** power``, of a slope ``slope * tan2``; ``heat`` in Btu/ft2 burns
    in the front.
    """

    rate: float
    wind: float
    power: float
    slope: float
    heat: float
    intensity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """A head fire: rate in m/min, intensity of its front in kW/m, length of its flames in m."""

    rate_m_min: Array
    intensity_kw_m: Array
    flame_m: Array


def behaviour(bed: Bed, midflame_wind_ms: ArrayLike, slope_deg: ArrayLike = 0.0) -> Behaviour:
    """Return a head fire that runs uphill with the wind; the wind is held to what the bed can use."""
    wind = all_within("midflame_wind_ms", midflame_wind_ms, 0, 20) * FTMIN_PER_MS
    slope = np.tan(np.radians(all_within("slope_deg", slope_deg, 0, 45)))
    factor = bed.wind * np.minimum(wind, 0.9 * bed.intensity) ** bed.power + bed.slope * slope**2
    rate = bed.rate * (1 + factor) / FEET_PER_M
    intensity = np.asarray(rate * bed.heat * _KW_M2_PER_BTU_FT2_MIN * FEET_PER_M * 0.3048)
    return Behaviour(rate_m_min=rate, intensity_kw_m=intensity, flame_m=flame_length(intensity))


def flame_length(intensity_kw_m: ArrayLike) -> Array:
    """Return Byram's (1959) length of flames in m."""
    return 0.0775 * np.asarray(intensity_kw_m, dtype=float) ** 0.46


def bed(model: FuelModel, dead: tuple[float, float, float], live: float) -> Bed:
    """Return the bed at shares of moisture of dead fuels (1 h, 10 h, 100 h) and of live ones."""
    all_within("dead_moisture", dead, 0.01, 0.6)
    all_within("live_moisture", live, 0.3, 3.0)
    loads, surfaces = np.array(model.loads), np.array(model.surfaces, dtype=float)
    moistures = np.array([*dead, live, live])
    shared = standard()
    area = loads * surfaces / shared["density_lb_ft3"]
    parts = (slice(0, 3), slice(3, 5))
    totals = np.array([area[part].sum() for part in parts])
    shares = np.zeros(5)
    for part, total in zip(parts, totals, strict=True):
        shares[part] = area[part] / total if total > 0 else 0.0
    halves = totals / totals.sum()
    sigma = sum(half * (shares * surfaces)[part].sum() for half, part in zip(halves, parts, strict=True))
    packing = loads.sum() / model.depth_ft / shared["density_lb_ft3"]
    ratio = packing / (3.348 * sigma**-0.8189)
    damp = _damping(model, loads, surfaces, moistures, shares)
    nets = [(_by_size(shares[part], surfaces[part]) * loads[part]).sum() for part in parts]
    heat = (1 - shared["mineral"]) * shared["heat_btu_lb"] * sum(n * d for n, d in zip(nets, damp, strict=True))
    intensity = _velocity(sigma, ratio) * heat * 0.174 * shared["mineral_effective"] ** -0.19
    sink = _sink(shares, surfaces, moistures, halves) * loads.sum() / model.depth_ft
    flux = np.exp((0.792 + 0.681 * np.sqrt(sigma)) * (packing + 0.1)) / (192 + 0.2595 * sigma)
    return Bed(
        rate=float(intensity * flux / sink),
        wind=float(7.47 * np.exp(-0.133 * sigma**0.55) * ratio ** (-0.715 * np.exp(-3.59e-4 * sigma))),
        power=float(0.02526 * sigma**0.54),
        slope=float(5.275 * packing**-0.3),
        heat=float(intensity * 384 / sigma),
        intensity=float(intensity),
    )


def _velocity(sigma: float, ratio: float) -> float:
    most = sigma**1.5 / (495 + 0.0594 * sigma**1.5)
    power = 133 * sigma**-0.7913
    return float(most * ratio**power * np.exp(power * (1 - ratio)))


def _by_size(shares: Array, surfaces: Array) -> Array:
    classes = np.array([np.searchsorted([-border for border in _BORDERS], -surface) for surface in surfaces])
    return np.array([shares[classes == one].sum() for one in classes])


def _damping(model: FuelModel, loads: Array, surfaces: Array, moistures: Array, shares: Array) -> tuple[float, float]:
    dead = _damped((shares * moistures)[:3].sum(), model.extinction)
    if loads[3:].sum() == 0:
        return dead, 0.0
    with np.errstate(divide="ignore"):
        fine = loads[:3] * np.exp(-138 / surfaces[:3])
        live = loads[3:] * np.where(surfaces[3:] > 0, np.exp(-500 / surfaces[3:]), 0.0)
    wet = (fine * moistures[:3]).sum() / fine.sum()
    bears = 2.9 * fine.sum() / live.sum() * (1 - wet / model.extinction) - 0.226
    return dead, _damped((shares * moistures)[3:].sum(), max(bears, model.extinction))


def _damped(moisture: float, extinction: float) -> float:
    if moisture >= extinction:
        return 0.0
    share = moisture / extinction
    return float(max(1 - 2.59 * share + 5.11 * share**2 - 3.52 * share**3, 0.0))


def _sink(shares: Array, surfaces: Array, moistures: Array, halves: Array) -> float:
    heated = np.where(surfaces > 0, np.exp(-138 / np.where(surfaces > 0, surfaces, 1.0)), 0.0)
    each = shares * heated * (250 + 1116 * moistures)
    return float(halves[0] * each[:3].sum() + halves[1] * each[3:].sum())


def fine_moisture(temperature_c: ArrayLike, humidity_pct: ArrayLike) -> Array:
    """Return the share of water that fine dead fuel takes up from the air in the end (Simard 1968)."""
    heat = all_within("temperature_c", temperature_c, -20, 50) * 1.8 + 32
    humid = all_within("humidity_pct", humidity_pct, 0, 100)
    dry = 0.03229 + 0.281073 * humid - 0.000578 * humid * heat
    middle = 2.22749 + 0.160107 * humid - 0.01478 * heat
    wet = 21.0606 + 0.005565 * humid**2 - 0.00035 * humid * heat - 0.483199 * humid
    percent = np.where(humid < 10, dry, np.where(humid < 50, middle, wet))
    return np.maximum(percent, 1.0) / 100
