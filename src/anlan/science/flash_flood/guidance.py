"""Flash-flood guidance: the rain within some hours from which a stream leaves its bed at a village."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.bounds import Floats, within
from anlan.science.runoff.curve_number import drier, rain_for, wetter
from anlan.science.runoff.hydrograph import LAG_SHARE, PEAK_FACTOR

DRY, USUAL, WET = "dry", "usual", "wet"
CONDITIONS: Final = (DRY, USUAL, WET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basin:
    """The basins above villages, one value or one for each: km2, hours, curve number of usual days, m3/s."""

    area_km2: ArrayLike
    concentration_h: ArrayLike
    curve_number: ArrayLike
    full_bed_m3s: ArrayLike


def full_bed(width_m: ArrayLike, depth_m: ArrayLike, slope: ArrayLike, roughness: ArrayLike) -> Floats:
    """Return the flow in m3/s that a rectangular bed carries when it is full (Manning)."""
    wide, deep = within("width_m", width_m, 0.5, 500.0), within("depth_m", depth_m, 0.1, 30.0)
    falls, rough = within("slope", slope, 0.0001, 0.5), within("roughness", roughness, 0.01, 0.2)
    area = wide * deep
    return np.asarray(area * np.power(area / (wide + 2.0 * deep), 2.0 / 3.0) * np.sqrt(falls) / rough)


def critical_rain(basin: Basin, hours: ArrayLike, condition: str = USUAL) -> Floats:
    """Return the rain in mm, fallen evenly within so many hours, whose flood just fills the bed.

    ``condition`` says what the days before were: dry, usual or wet. The evenly fallen rain makes the lowest peak of
    all storms of that depth, so that a burst within those hours fills the bed with less.
    """
    return rain_for(_runoff_that_fills(basin, hours), _numbers(basin, condition))


def times_guidance(basin: Basin, depth_mm: ArrayLike, hours: ArrayLike, condition: str = USUAL) -> Floats:
    """Return rain that has fallen or is forecast as a multiple of what fills the bed; 1 fills it."""
    return np.asarray(within("depth_mm", depth_mm, 0.0, 3000.0) / critical_rain(basin, hours, condition))


def _runoff_that_fills(basin: Basin, hours: ArrayLike) -> Floats:
    """Return the runoff in mm, within the hours, whose triangular unit hydrograph peaks at the full bed.

    No flood is greater than the runoff that falls at the time on the whole basin: this bounds the peak of long rain.
    """
    lasting = within("duration_h", hours, 0.5, 72.0)
    concentration = within("concentration_h", basin.concentration_h, 0.05, 100.0)
    area = within("area_km2", basin.area_km2, 0.01, 5000.0)
    unit = np.minimum(PEAK_FACTOR * area / (lasting / 2.0 + LAG_SHARE * concentration), area / (3.6 * lasting))
    return np.asarray(within("full_bed_m3s", basin.full_bed_m3s, 0.01, 50_000.0) / unit)


def _numbers(basin: Basin, condition: str) -> Floats:
    usual = within("curve_number", basin.curve_number, 30.0, 100.0)
    if condition == WET:
        return np.minimum(wetter(usual), 100.0)
    return np.maximum(drier(usual), 30.0) if condition == DRY else usual
