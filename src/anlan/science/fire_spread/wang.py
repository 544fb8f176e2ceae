"""Rate of spread after Wang Zhengfei: a rate in still air on the level, times factors of fuel, wind and slope."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.fire_spread.fuels import wang_factors
from anlan.science.refusing import Refused, all_within

Array = NDArray[np.float64]

MOST_WIND_MS: Final = 12.0
MOST_SLOPE_DEG: Final = 42.0
_FORCES: Final = (0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9)
_WIND: Final = 0.1783
_SLOPE, _SLOPE_POWER = 3.533, 1.2


def still_rate(temperature_c: ArrayLike, wind_ms: ArrayLike, humidity_pct: ArrayLike) -> Array:
    """Return the rate in m/min on the level from the day's highest temperature, wind and lowest humidity; 0 is least.

    The wind enters by its force here and by its direction in ``wind_factor``.
    """
    warm = all_within("temperature_c", temperature_c, -20, 45)
    wind = all_within("wind_ms", wind_ms, 0, MOST_WIND_MS)
    humid = all_within("humidity_pct", humidity_pct, 0, 100)
    force = np.searchsorted(_FORCES, wind, side="right")
    return np.maximum(0.0299 * warm + 0.047 * force + 0.009 * (100 - humid) - 0.304, 0.0)


def fuel_factor(word: str) -> float:
    """Return the factor of a fuel by its word; one that the table does not have is refused."""
    factors = wang_factors()
    if word not in factors:
        raise Refused("unknown_fuel", word)
    return factors[word]


def wind_factor(wind_ms: ArrayLike, angle_deg: ArrayLike = 0.0) -> Array:
    """Return the factor of a wind that blows ``angle_deg`` away from the direction of spread; below 1 against it."""
    wind = all_within("wind_ms", wind_ms, 0, MOST_WIND_MS)
    return np.exp(_WIND * wind * np.cos(np.radians(angle_deg)))


def slope_factor(slope_deg: ArrayLike) -> Array:
    """Return the factor of a slope in the direction of spread: above 1 uphill, below 1 downhill."""
    slope = all_within("slope_deg", slope_deg, -MOST_SLOPE_DEG, MOST_SLOPE_DEG)
    return slope_factor_of(np.tan(np.radians(slope)))


def slope_factor_of(rise: ArrayLike) -> Array:
    """Return the factor of a rise over its length, held to what the formula has been given for."""
    most = np.tan(np.radians(MOST_SLOPE_DEG))
    bounded = np.clip(np.asarray(rise, dtype=float), -most, most)
    return np.asarray(np.exp(np.sign(bounded) * _SLOPE * np.abs(bounded) ** _SLOPE_POWER))
