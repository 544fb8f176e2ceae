"""Peak acceleration and velocity on rock, around an epicentre or along a rupture's line."""

from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.earthquake_intensity.source import Source, along_and_across, flat, km_from_trace
from anlan.science.ground_motion.tables import Axis, Floats, region
from anlan.science.refusing import Refused

Motion = Literal["acceleration", "velocity"]

MOST_KM: Final = 200.0
_STEPS: Final = 48
_LEAST_LG: Final = -6.0
_CM: Final = 0.01


def peak(motion: Motion, source: Source, where: str, longitudes: ArrayLike, latitudes: ArrayLike) -> Floats:
    """Return the peak acceleration (m/s2) or velocity (m/s) on rock at places; nan beyond 200 km.

    A place lies on the ellipse of its motion; without a strike on the circle of that ellipse's area; along a rupture's
    line the short axis holds for the distance from the line. ``where`` names the region of the coefficients.
    """
    long, short = region(where).axes(motion, source.magnitude)
    if source.trace:
        away = km_from_trace(source, longitudes, latitudes)
        values = short.value(source.magnitude, away)
    else:
        along, across = along_and_across(source, longitudes, latitudes)
        away = np.hypot(*flat(source, longitudes, latitudes))
        if source.strike_deg is None:
            values = 10 ** _solved((long, short), source.magnitude, away**2, None)
        else:
            values = 10 ** _solved((long, short), source.magnitude, along**2, across**2)
    return np.asarray(np.where(away <= MOST_KM, values * _CM, np.nan))


def _solved(axes: tuple[Axis, Axis], magnitude: float, along2: Floats, across2: Floats | None) -> Floats:
    """Halve the range of logarithms until each place lies on its ellipse."""
    long, short = axes
    low = np.full(np.shape(along2), _LEAST_LG)
    high = np.full(np.shape(along2), np.log10(min(float(axis.value(magnitude, 0.0)) for axis in axes)))
    for _ in range(_STEPS):
        middle = (low + high) / 2
        reach, width = long.distance_km(magnitude, middle), short.distance_km(magnitude, middle)
        if across2 is None:
            is_inside = along2 <= reach * width
        else:
            is_inside = along2 * width**2 + across2 * reach**2 <= (reach * width) ** 2
        low, high = np.where(is_inside, middle, low), np.where(is_inside, high, middle)
    return np.asarray(low)


def along_axis(motion: Motion, where: str, magnitude: float, distance_km: ArrayLike, *, is_long: bool) -> Floats:
    """Return the motion (m/s2 or m/s) at distances along one axis, as the paper prints it."""
    away = np.asarray(distance_km, dtype=float)
    if np.any((away < 0) | (away > MOST_KM)):
        raise Refused("distance_out_of_range", "0 to 200 km")
    long, short = region(where).axes(motion, magnitude)
    return (long if is_long else short).value(magnitude, away) * _CM
