"""Peak outflow of a broken dam, the breach of an embankment, and the time in which it forms."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.bounds import Floats, within

GRAVITY: Final = 9.80665
PEAK_BAND: Final = (0.53, 2.3)
WIDTH_BAND: Final = (0.40, 2.4)
TIME_BAND: Final = (0.38, 7.3)
OVERTOPPED: Final = 1.4


@dataclass(frozen=True, slots=True)
class Band:
    """A best estimate and the ends of the band in which nineteen of twenty known failures lie."""

    low: Floats
    best: Floats
    high: Floats


def _band(best: Floats, ends: tuple[float, float]) -> Band:
    return Band(best * ends[0], best, best * ends[1])


def embankment_peak(volume_m3: ArrayLike, depth_m: ArrayLike) -> Band:
    """Return the peak outflow in m3/s of an embankment that is washed out (Froehlich 1995).

    ``volume_m3`` is the water above the bottom of the breach at the time of failure, ``depth_m`` its depth.
    """
    volume, depth = within("volume_m3", volume_m3, 1e3, 1e10), within("depth_m", depth_m, 1.0, 200.0)
    return _band(np.asarray(0.607 * volume**0.295 * depth**1.24), PEAK_BAND)


def sudden_peak(width_m: ArrayLike, depth_m: ArrayLike) -> Floats:
    """Return the peak outflow in m3/s of a wall that is gone at once over a width of valley (Ritter 1892)."""
    width, depth = within("width_m", width_m, 1.0, 5000.0), within("depth_m", depth_m, 1.0, 300.0)
    return np.asarray(8.0 / 27.0 * np.sqrt(GRAVITY) * width * depth**1.5)


def breach_width(volume_m3: ArrayLike, height_m: ArrayLike, *, is_overtopped: bool) -> Band:
    """Return the mean width of an embankment's breach in m (Froehlich 1995)."""
    volume, height = within("volume_m3", volume_m3, 1e3, 1e10), within("height_m", height_m, 1.0, 200.0)
    factor = OVERTOPPED if is_overtopped else 1.0
    return _band(np.asarray(0.1803 * factor * volume**0.32 * height**0.19), WIDTH_BAND)


def forming_hours(volume_m3: ArrayLike, height_m: ArrayLike) -> Band:
    """Return the time in which an embankment's breach forms, in hours (Froehlich 1995)."""
    volume, height = within("volume_m3", volume_m3, 1e3, 1e10), within("height_m", height_m, 1.0, 200.0)
    return _band(np.asarray(0.00254 * volume**0.53 * height**-0.90), TIME_BAND)


def draining_hours(volume_m3: ArrayLike, peak_m3s: ArrayLike) -> Floats:
    """Return the length in hours of a triangular flood of that volume and that peak."""
    return np.asarray(2.0 * np.asarray(volume_m3, dtype=np.float64) / np.asarray(peak_m3s, dtype=np.float64) / 3600.0)
