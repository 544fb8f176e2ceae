"""Where events gather: a kernel density over the ground, and its peaks.

The kernel is the normal curve with one width for all directions, in kilometres on a plane that touches the earth in
the middle of the events. Where no width is given it follows Scott (1992): the spread of the places times n ** (-1/6).
"""

from dataclasses import dataclass
from math import cos, pi, radians, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.refusing import Refused

FEWEST: Final = 5
MOST: Final = 20_000
_KM_PER_DEGREE: Final = 111.195
_CELLS: Final = 80
_WIDEST_DEGREES: Final = 20.0
_BORDER: Final = 2.0
_CHUNK: Final = 512


@dataclass(frozen=True, slots=True)
class HotSpot:
    """A peak: its place, events per square kilometre there, and how many lie within twice the kernel's width."""

    longitude: float
    latitude: float
    per_km2: float
    count: int


@dataclass(frozen=True, slots=True)
class Density:
    """Events per square kilometre on a grid, with the kernel's width in kilometres."""

    longitudes: NDArray[np.float64]
    latitudes: NDArray[np.float64]
    per_km2: NDArray[np.float64]
    width_km: float


def density_at(
    places: tuple[ArrayLike, ArrayLike], at: tuple[ArrayLike, ArrayLike], width_km: float
) -> NDArray[np.float64]:
    """Return the events per square kilometre at some points (longitudes, latitudes) of events at some places."""
    if not 0 < width_km <= 500:
        raise Refused("width_out_of_range", width_km)
    east, north = _checked(*places)
    middle = float(east.mean()), float(north.mean())
    x, y = _plane(east, north, middle)
    to_x, to_y = _plane(np.asarray(at[0], dtype=float), np.asarray(at[1], dtype=float), middle)
    found = np.zeros(to_x.shape)
    for start in range(0, x.size, _CHUNK):
        part = slice(start, start + _CHUNK)
        away = (to_x[..., None] - x[part]) ** 2 + (to_y[..., None] - y[part]) ** 2
        found += np.exp(-away / (2 * width_km**2)).sum(axis=-1)
    return found / (2 * pi * width_km**2)


def density(longitudes: ArrayLike, latitudes: ArrayLike, width_km: float = 0.0) -> Density:
    """Return the density of events on a grid round them; a width of nothing is chosen by Scott's rule."""
    east, north = _checked(longitudes, latitudes)
    width = width_km or scott_width(east, north)
    middle = float(north.mean())
    pad_north = _BORDER * width / _KM_PER_DEGREE
    pad_east = pad_north / cos(radians(middle))
    grid_east = np.linspace(east.min() - pad_east, east.max() + pad_east, _CELLS)
    grid_north = np.linspace(north.min() - pad_north, north.max() + pad_north, _CELLS)
    at_east, at_north = np.meshgrid(grid_east, grid_north)
    return Density(grid_east, grid_north, density_at((east, north), (at_east, at_north), width), width)


def scott_width(longitudes: ArrayLike, latitudes: ArrayLike) -> float:
    """Return the kernel's width in kilometres by Scott's rule, half a kilometre at least."""
    east, north = _checked(longitudes, latitudes)
    x, y = _plane(east, north, (float(east.mean()), float(north.mean())))
    spread = sqrt((float(x.var(ddof=1)) + float(y.var(ddof=1))) / 2)
    return max(spread * float(x.size ** (-1 / 6)), 0.5)


def hot_spots(longitudes: ArrayLike, latitudes: ArrayLike, width_km: float = 0.0, most: int = 5) -> tuple[HotSpot, ...]:
    """Return the peaks of the density, the highest first, at least three widths apart, half as high as the first."""
    east, north = _checked(longitudes, latitudes)
    found = density(east, north, width_km)
    middle = float(east.mean()), float(north.mean())
    x, y = _plane(east, north, middle)
    order = np.argsort(found.per_km2, axis=None)[::-1]
    peaks: list[HotSpot] = []
    taken: list[tuple[float, float]] = []
    for cell in order:
        row, column = divmod(int(cell), found.longitudes.size)
        height = float(found.per_km2[row, column])
        if len(peaks) == most or (peaks and height < peaks[0].per_km2 / 2):
            break
        place = float(found.longitudes[column]), float(found.latitudes[row])
        px, py = (float(each) for each in _plane(np.array(place[0]), np.array(place[1]), middle))
        if any((px - a) ** 2 + (py - b) ** 2 < (3 * found.width_km) ** 2 for a, b in taken):
            continue
        taken.append((px, py))
        near = int((((x - px) ** 2 + (y - py) ** 2) <= (2 * found.width_km) ** 2).sum())
        peaks.append(HotSpot(place[0], place[1], height, near))
    return tuple(peaks)


def _checked(longitudes: ArrayLike, latitudes: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    east, north = np.asarray(longitudes, dtype=float), np.asarray(latitudes, dtype=float)
    if east.shape != north.shape or east.ndim != 1 or not FEWEST <= east.size <= MOST:
        raise Refused("too_few_or_many_places", east.size)
    if not bool(np.all((np.abs(east) <= 180) & (np.abs(north) <= 80))):
        raise Refused("not_a_place", "")
    if float(np.ptp(east)) > _WIDEST_DEGREES or float(np.ptp(north)) > _WIDEST_DEGREES:
        raise Refused("places_too_far_apart", f"{np.ptp(east):.1f} {np.ptp(north):.1f}")
    return east, north


def _plane(
    east: NDArray[np.float64], north: NDArray[np.float64], middle: tuple[float, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x = (east - middle[0]) * _KM_PER_DEGREE * cos(radians(middle[1]))
    return x, (north - middle[1]) * _KM_PER_DEGREE
