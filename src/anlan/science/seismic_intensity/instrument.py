"""Instrument seismic intensity by GB/T 17742-2020, appendix A, from the peaks of one place and one shaking."""

from math import isfinite, log10
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.refusing import Refused

_LEAST, _GREATEST = 1.0, 12.0
_BOTH_FROM: Final = 6.0


def instrument_intensity(*, acceleration: float, velocity: float) -> float:
    """Return the intensity, 1.0 to 12.0, from peak ground acceleration (m/s2) and velocity (m/s).

    The peaks are those of the three components combined, filtered to 0.1 to 10 Hz. Where both give VI or more the
    velocity decides, else the mean of both.
    """
    if not (isfinite(acceleration) and isfinite(velocity) and acceleration > 0 and velocity > 0):
        raise Refused("peaks_not_positive", f"{acceleration} m/s2, {velocity} m/s")
    by_acceleration = 3.17 * log10(acceleration) + 6.59
    by_velocity = 3.00 * log10(velocity) + 9.77
    both = by_acceleration >= _BOTH_FROM and by_velocity >= _BOTH_FROM
    intensity = by_velocity if both else (by_acceleration + by_velocity) / 2
    return min(max(round(intensity, 1), _LEAST), _GREATEST)


def intensity_by_acceleration(acceleration: ArrayLike) -> NDArray[np.float64]:
    """Return intensities, 1 to 12, from peak accelerations in m/s2 alone; where there is none, 1."""
    given = np.asarray(acceleration, dtype=float)
    if not np.all(np.isfinite(given)) or np.any(given < 0):
        raise Refused("accelerations_negative")
    found = 3.17 * np.log10(np.maximum(given, np.finfo(float).tiny)) + 6.59
    return np.asarray(np.clip(found, _LEAST, _GREATEST))


def acceleration_by_intensity(intensity: ArrayLike) -> NDArray[np.float64]:
    """Return the peak acceleration in m/s2 that gives an intensity of 1 to 12."""
    given = np.asarray(intensity, dtype=float)
    if not np.all((given >= _LEAST) & (given <= _GREATEST)):
        raise Refused("intensity_out_of_range", "1 to 12")
    return np.asarray(10 ** ((given - 6.59) / 3.17))


def intensity_by_peaks(acceleration: ArrayLike, velocity: ArrayLike) -> NDArray[np.float64]:
    """Return intensities, 1 to 12, from peak accelerations (m/s2) and velocities (m/s) of many places.

    As ``instrument_intensity`` gives it for one place, but not rounded; where there is no shaking, 1.
    """
    given, moved = np.asarray(acceleration, dtype=float), np.asarray(velocity, dtype=float)
    if not (np.all(np.isfinite(given)) and np.all(np.isfinite(moved)) and np.all(given >= 0) and np.all(moved >= 0)):
        raise ValueError("peaks must be 0 or more")
    least = np.finfo(float).tiny
    by_acceleration = 3.17 * np.log10(np.maximum(given, least)) + 6.59
    by_velocity = 3.00 * np.log10(np.maximum(moved, least)) + 9.77
    both = (by_acceleration >= _BOTH_FROM) & (by_velocity >= _BOTH_FROM)
    found = np.where(both, by_velocity, (by_acceleration + by_velocity) / 2)
    return np.asarray(np.clip(found, _LEAST, _GREATEST))
