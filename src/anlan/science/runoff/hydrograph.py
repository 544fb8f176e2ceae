"""The flood of a small basin: runoff step by step through the dimensionless unit hydrograph of the SCS."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.bounds import Floats, within
from anlan.science.runoff.curve_number import USUAL_LOSS, runoff

LAG_SHARE: Final = 0.6
PEAK_FACTOR: Final = 0.208
_TIMES: Final = np.concatenate([np.arange(0.0, 2.0, 0.1), np.arange(2.0, 4.0, 0.2), [4.0, 4.5, 5.0]])
_SHARES: Final = np.concatenate(
    [
        [0.0, 0.03, 0.1, 0.19, 0.31, 0.47, 0.66, 0.82, 0.93, 0.99, 1.0, 0.99, 0.93, 0.86, 0.78, 0.68, 0.56, 0.46],
        [0.39, 0.33, 0.28, 0.207, 0.147, 0.107, 0.077, 0.055, 0.04, 0.029, 0.021, 0.015, 0.011, 0.005, 0.0],
    ]
)


def concentration_hours(length_m: ArrayLike, slope: ArrayLike) -> Floats:
    """Return Kirpich's time in which water of the farthest point reaches the outlet, in hours."""
    longest, falls = within("length_m", length_m, 10.0, 100_000.0), within("slope", slope, 0.0005, 1.0)
    return np.asarray(0.0195 / 60.0 * longest**0.77 * falls**-0.385)


def peak_hours(step_hours: float, concentration: float) -> float:
    """Return from the beginning of a step of runoff to the peak of its flood, in hours."""
    within("step_h", step_hours, 0.01, 24.0)
    return step_hours / 2.0 + LAG_SHARE * float(within("concentration_h", concentration, 0.05, 100.0))


def unit_peak(area_km2: ArrayLike, step_hours: float, concentration: float) -> Floats:
    """Return the greatest flow in m3/s of one millimetre of runoff within one step."""
    area = within("area_km2", area_km2, 0.01, 5000.0)
    return np.asarray(PEAK_FACTOR * area / peak_hours(step_hours, concentration))


def unit_hydrograph(area_km2: float, step_hours: float, concentration: float) -> Floats:
    """Return the flow at the end of each step, in m3/s, of one millimetre of runoff within the first.

    The flows are scaled so that they carry exactly one millimetre over the area, which the printed ordinates do but
    nearly.
    """
    rise = peak_hours(step_hours, concentration)
    steps = int(np.ceil(_TIMES[-1] * rise / step_hours))
    flows = np.interp(np.arange(1, steps + 1) * step_hours / rise, _TIMES, _SHARES, right=0.0)
    wanted = 1000.0 * float(within("area_km2", area_km2, 0.01, 5000.0)) / (step_hours * 3600.0)
    return np.asarray(flows * wanted / np.sum(flows))


def flood(
    rain_mm: ArrayLike, curve_number: float, area_km2: float, step_hours: float, concentration: float
) -> tuple[Floats, Floats]:
    """Return the runoff of each step in mm and the flow at the end of each step in m3/s of a storm given step by step.

    The losses before runoff begins are a fifth of what the ground can keep.
    """
    fallen = np.cumsum(within("rain_mm", rain_mm, 0.0, 3000.0))
    run = np.diff(runoff(fallen, curve_number, USUAL_LOSS), prepend=0.0)
    return run, np.convolve(run, unit_hydrograph(area_km2, step_hours, concentration))
