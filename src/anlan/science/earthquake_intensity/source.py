"""An earthquake as these models take it, and a flat map around its epicentre."""

from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.refusing import Refused

Floats = NDArray[np.float64]
EARTH_KM: Final = 6371.0088
MAGNITUDES: Final = (4.5, 8.6)
DEPTHS_KM: Final = (0.0, 50.0)
LONGITUDES: Final = (73.0, 136.0)
LATITUDES: Final = (3.0, 54.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An earthquake: epicentre in degrees, surface-wave magnitude, depth in km.

    ``strike_deg`` is the direction of the long axis, clockwise from north; without it the zones are circles of the
    ellipses' area. ``trace`` is the rupture's line of longitudes and latitudes, where it is known: distances are then
    measured from it.
    """

    longitude: float
    latitude: float
    magnitude: float
    depth_km: float = 10.0
    strike_deg: float | None = None
    trace: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        _within("longitude", self.longitude, LONGITUDES)
        _within("latitude", self.latitude, LATITUDES)
        _within("magnitude", self.magnitude, MAGNITUDES)
        _within("depth_km", self.depth_km, DEPTHS_KM)
        if self.strike_deg is not None:
            _within("strike_deg", self.strike_deg, (0.0, 360.0))
        if len(self.trace) == 1:
            raise Refused("trace_is_a_point", self.trace[0])
        for longitude, latitude in self.trace:
            _within("trace_longitude", longitude, LONGITUDES)
            _within("trace_latitude", latitude, LATITUDES)


def _within(name: str, value: float, bounds: tuple[float, float]) -> None:
    if not isfinite(value) or not bounds[0] <= value <= bounds[1]:
        told = f"{value:g} is outside {bounds[0]:g} to {bounds[1]:g}"
        raise Refused(f"{name}_out_of_range", told, span=(value, *bounds))


def flat(source: Source, longitudes: ArrayLike, latitudes: ArrayLike) -> tuple[Floats, Floats]:
    """Return points as km east and north of the epicentre; distance and direction from it are true on the sphere."""
    here, there = np.radians(source.latitude), np.radians(np.asarray(latitudes, dtype=float))
    aside = np.radians(np.asarray(longitudes, dtype=float) - source.longitude)
    halves = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(aside / 2) ** 2
    away = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(halves, 1.0)))
    azimuth = np.arctan2(
        np.sin(aside) * np.cos(there), np.cos(here) * np.sin(there) - np.sin(here) * np.cos(there) * np.cos(aside)
    )
    return away * np.sin(azimuth), away * np.cos(azimuth)


def round_again(source: Source, east_km: ArrayLike, north_km: ArrayLike) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes of points given in km east and north of the epicentre."""
    east, north = np.asarray(east_km, dtype=float), np.asarray(north_km, dtype=float)
    angle, azimuth = np.hypot(east, north) / EARTH_KM, np.arctan2(east, north)
    here = np.radians(source.latitude)
    there = np.arcsin(np.sin(here) * np.cos(angle) + np.cos(here) * np.sin(angle) * np.cos(azimuth))
    aside = np.arctan2(np.sin(azimuth) * np.sin(angle) * np.cos(here), np.cos(angle) - np.sin(here) * np.sin(there))
    return source.longitude + np.degrees(aside), np.degrees(there)


def along_and_across(source: Source, longitudes: ArrayLike, latitudes: ArrayLike) -> tuple[Floats, Floats]:
    """Return points as km along the strike and across it; without a strike, along north."""
    east, north = flat(source, longitudes, latitudes)
    strike = np.radians(source.strike_deg or 0.0)
    return east * np.sin(strike) + north * np.cos(strike), east * np.cos(strike) - north * np.sin(strike)


def km_from_trace(source: Source, longitudes: ArrayLike, latitudes: ArrayLike) -> Floats:
    """Return the distance in km of points from the rupture's line, on the flat map."""
    east, north = flat(source, longitudes, latitudes)
    knots = np.column_stack(flat(source, *np.array(source.trace).T))
    least = np.full(np.broadcast(east, north).shape, np.inf)
    for start, end in pairwise(knots):
        reach = end - start
        length = float(reach @ reach) or 1.0
        share = np.clip(((east - start[0]) * reach[0] + (north - start[1]) * reach[1]) / length, 0.0, 1.0)
        least = np.minimum(least, np.hypot(east - start[0] - share * reach[0], north - start[1] - share * reach[1]))
    return least
