"""Intensity at places, and the zones of equal degree."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.kernel.later import later
from anlan.science.earthquake_intensity.relations import Floats, Relation
from anlan.science.earthquake_intensity.source import (
    Source,
    along_and_across,
    flat,
    km_from_trace,
    round_again,
)

shapely = later("shapely")

_STEPS: Final = 48  # halvings: far below a thousandth of a degree
_LEAST: Final = 1.0
_CORNERS: Final = 144


@dataclass(frozen=True, slots=True)
class Zone:
    """The area in which a degree is reached: half axes and area, and its border as longitudes and latitudes.

    Along a rupture's line ``long_km`` and ``short_km`` are both the distance from the line.
    """

    degree: float
    long_km: float
    short_km: float
    area_km2: float
    ring: Floats


def intensity_at(source: Source, by: Relation, longitudes: ArrayLike, latitudes: ArrayLike) -> Floats:
    """Return the intensity at places, not below 1.

    A place lies on the ellipse of its intensity. Without a strike the ellipse is taken as a circle of its area; along
    a rupture's line the short axis holds for the distance from the line.
    """
    if source.trace:
        away = km_from_trace(source, longitudes, latitudes)
        return np.maximum(by.short.intensity(source.magnitude, away), _LEAST)
    if source.strike_deg is None:
        east, north = flat(source, longitudes, latitudes)
        return _solved(by, source.magnitude, np.hypot(east, north) ** 2, None)
    along, across = along_and_across(source, longitudes, latitudes)
    return _solved(by, source.magnitude, along**2, across**2)


def _solved(by: Relation, magnitude: float, along2: Floats, across2: Floats | None) -> Floats:
    """Halve the range of intensities until each place lies on its ellipse (or on its circle, without ``across2``)."""
    low = np.full(np.shape(along2), _LEAST)
    high = np.full(np.shape(along2), max(by.greatest(magnitude), _LEAST))
    for _ in range(_STEPS):
        middle = (low + high) / 2
        long, short = by.long.distance_km(magnitude, middle), by.short.distance_km(magnitude, middle)
        if across2 is None:
            is_inside = along2 <= long * short
        else:
            is_inside = along2 * short**2 + across2 * long**2 <= (long * short) ** 2
        low, high = np.where(is_inside, middle, low), np.where(is_inside, high, middle)
    return np.asarray(low)


def zone(source: Source, by: Relation, degree: float) -> Zone | None:
    """Return the area in which a degree is reached; None where it is reached nowhere."""
    long = float(by.long.distance_km(source.magnitude, degree))
    short = float(by.short.distance_km(source.magnitude, degree))
    if source.trace:
        return _beside_the_trace(source, degree, short) if short > 0 else None
    if long <= 0 or short <= 0:
        return None
    area = np.pi * long * short
    if source.strike_deg is None:
        long = short = float(np.sqrt(long * short))
    turn = np.linspace(0.0, 2 * np.pi, _CORNERS + 1)
    strike = np.radians(source.strike_deg or 0.0)
    along, across = long * np.cos(turn), short * np.sin(turn)
    east, north = along * np.sin(strike) + across * np.cos(strike), along * np.cos(strike) - across * np.sin(strike)
    return Zone(degree, long, short, float(area), np.column_stack(round_again(source, east, north)))


def _beside_the_trace(source: Source, degree: float, away: float) -> Zone:
    knots = np.column_stack(flat(source, *np.array(source.trace).T))
    shape = shapely.LineString(knots).buffer(away, quad_segs=_CORNERS // 8)
    ring = np.array(shape.exterior.coords)
    return Zone(degree, away, away, float(shape.area), np.column_stack(round_again(source, ring[:, 0], ring[:, 1])))


def zones(source: Source, by: Relation, degrees: Iterable[float] = range(6, 13)) -> tuple[Zone, ...]:
    """Return the zones of degrees that are reached, the least first."""
    found = (zone(source, by, degree) for degree in sorted(degrees))
    return tuple(each for each in found if each is not None)


def degree_of(intensity: ArrayLike) -> Floats:
    """Return whole degrees as the zones draw them: the greatest that is reached."""
    return np.asarray(np.floor(np.asarray(intensity, dtype=float)))


def rupture_km(magnitude: float) -> float:
    """Return the length of a rupture by Wells and Coppersmith (1994), all kinds: lg L = 0.59 M - 2.44."""
    return float(10 ** (0.59 * magnitude - 2.44))


def with_trace(source: Source) -> Source:
    """Return the source with a line of the usual length along its strike, the epicentre in the middle.

    For a great earthquake whose direction is known before its rupture is. Without a strike it is returned as it is.
    """
    if source.trace or source.strike_deg is None:
        return source
    half, strike = rupture_km(source.magnitude) / 2, np.radians(source.strike_deg)
    ends = np.array([-half, half])
    longitudes, latitudes = round_again(source, ends * np.sin(strike), ends * np.cos(strike))
    trace = tuple((float(east), float(north)) for east, north in zip(longitudes, latitudes, strict=True))
    return replace(source, trace=trace)
