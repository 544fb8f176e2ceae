"""A fire laid on a square of cells around it, wide enough for the hours asked, and back on the map."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, tan
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from anlan.analysis.domain.ground import METRES_PER_DEGREE
from anlan.kernel.later import later
from anlan.science.fire_spread import grid
from anlan.science.fire_spread.head import Head, Site, head_fire

shapely = later("shapely")

Point = tuple[float, float]
Heights = NDArray[np.float64]
HALF: Final = 120
MOST_SLOPE_DEG: Final = 42.0
_LEAST_CELL, _MOST_CELL = 10.0, 500.0
_ROOM: Final = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fire:
    """What was asked: where it burns, of what, in which weather, on which slope, for how many hours."""

    burning: tuple[Point, ...]
    family: str
    fuel: str
    temperature_c: float
    humidity_pct: float
    wind_ms: float
    wind_from_deg: float
    slope_deg: float
    uphill_deg: float
    hours: int
    barriers: tuple[tuple[Point, ...], ...] = ()

    @property
    def centre(self) -> Point:
        """Return the middle of what burns."""
        longitudes, latitudes = zip(*self.burning, strict=True)
        return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2

    @property
    def head(self) -> Head:
        """Return what its head does where wind and slope go together: the fastest there is."""
        return head_fire(
            Site(
                family=self.family,
                fuel=self.fuel,
                temperature_c=self.temperature_c,
                humidity_pct=self.humidity_pct,
                wind_ms=self.wind_ms,
                slope_deg=self.slope_deg,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A square of cells around a point: which cell a place lies in, and where a cell lies."""

    centre: Point
    cell_m: float
    half: int = HALF

    @property
    def size(self) -> int:
        """Return how many cells a side has."""
        return 2 * self.half + 1

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north."""
        west, north = self.point(-0.5, -0.5)
        east, south = self.point(self.size - 0.5, self.size - 0.5)
        return west, south, east, north

    def point(self, row: float, column: float) -> Point:
        """Return the longitude and latitude of a place in rows and columns."""
        east, north = (column - self.half) * self.cell_m, (self.half - row) * self.cell_m
        wide = METRES_PER_DEGREE * cos(radians(self.centre[1]))
        return self.centre[0] + east / wide, self.centre[1] + north / METRES_PER_DEGREE

    def cell(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Return the row and column of a point; they may lie outside."""
        wide = METRES_PER_DEGREE * cos(radians(self.centre[1]))
        east, north = (longitude - self.centre[0]) * wide, (latitude - self.centre[1]) * METRES_PER_DEGREE
        return round(self.half - north / self.cell_m), round(self.half + east / self.cell_m)

    def holds(self, cell: tuple[int, int]) -> bool:
        """Whether a cell lies inside."""
        return 0 <= cell[0] < self.size and 0 <= cell[1] < self.size


def square_of(fire: Fire) -> Square:
    """Return the square that a fast fire does not leave within the hours, as far as cells may grow."""
    far = fire.head.rate_m_min["high"] * 60 * fire.hours * _ROOM
    west, south = (min(axis) for axis in zip(*fire.burning, strict=True))
    spread = max(fire.centre[0] - west, fire.centre[1] - south) * METRES_PER_DEGREE
    return Square(centre=fire.centre, cell_m=min(max((far + spread) / (HALF - 2), _LEAST_CELL), _MOST_CELL))


def ground_of(fire: Fire, square: Square, heights: Heights | None = None) -> grid.Ground:
    """Return the ground: one fuel on the heights or one plane, barriers do not burn save where it burns already."""
    fuel = np.zeros((square.size, square.size), np.int16)
    for line in fire.barriers:
        for cell in crossed(line, square):
            fuel[cell] = grid.BARRIER
    for cell in lit_of(fire, square):
        fuel[cell] = 0
    height = _plane(fire, square) if heights is None else heights
    return grid.ground(square.cell_m, fuel, height.astype(np.float32), (fire.fuel,))


def _plane(fire: Fire, square: Square) -> Heights:
    rows, columns = np.mgrid[: square.size, : square.size]
    uphill = radians(fire.uphill_deg)
    along = (columns - square.half) * sin(uphill) + (square.half - rows) * cos(uphill)
    return np.asarray(along * square.cell_m * tan(radians(fire.slope_deg)))


def sampled(values: Heights, at: tuple[int, int], metres: float, square: Square) -> Heights:
    """Return heights on the square from those on cells of so many metres, of which ``at`` is the square's middle.

    Beyond their edge the nearest height goes on, and their mean stands where there is none.
    """
    filled = np.where(np.isfinite(values), values, np.nanmean(values) if np.isfinite(values).any() else 0.0)
    steps = np.round((np.arange(square.size) - square.half) * square.cell_m / metres).astype(int)
    rows = np.clip(at[0] + steps, 0, values.shape[0] - 1)
    columns = np.clip(at[1] + steps, 0, values.shape[1] - 1)
    return np.asarray(filled[np.ix_(rows, columns)])


def slope_at(values: Heights, at: tuple[int, int], metres: float) -> float:
    """Return the middle slope in degrees of the ground within ten cells of a place."""
    near = values[max(at[0] - 10, 0) : at[0] + 11, max(at[1] - 10, 0) : at[1] + 11]
    if min(near.shape) < 2 or not np.isfinite(near).all():
        return 0.0
    south, east = np.gradient(near, metres)
    return float(min(np.degrees(np.arctan(np.median(np.hypot(south, east)))), MOST_SLOPE_DEG))


def lit_of(fire: Fire, square: Square) -> list[tuple[int, int]]:
    """Return the cells that burn at the start."""
    return [cell for cell in (square.cell(*point) for point in fire.burning) if square.holds(cell)]


def crossed(line: Sequence[Point], square: Square) -> list[tuple[int, int]]:
    """Return the cells of the square that a line runs through, some of them more than once."""
    cells = []
    for one, other in itertools.pairwise(line):
        (row, column), (to_row, to_column) = square.cell(*one), square.cell(*other)
        steps = 2 * max(abs(to_row - row), abs(to_column - column), 1)
        if steps > 40 * square.size:
            continue
        for part in range(steps + 1):
            share = part / steps
            cell = round(row + share * (to_row - row)), round(column + share * (to_column - column))
            if square.holds(cell):
                cells.append(cell)
    return cells


def air_of(fire: Fire) -> grid.Air:
    """Return the weather of all hours."""
    values = (fire.temperature_c, fire.humidity_pct, fire.wind_ms, fire.wind_from_deg)
    return grid.air(*(np.array([value]) for value in values))


def outline(mask: NDArray[np.bool_], square: Square) -> dict[str, Any]:
    """Return the outline of cells as a GeoJSON geometry."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    runs = shapely.box(starts - 0.5, rows - 0.5, ends - 0.5, rows + 0.5)
    joined = shapely.simplify(shapely.union_all(runs), 0.8)
    origin, step = np.array(square.point(0, 0)), np.array(square.point(1, 1)) - np.array(square.point(0, 0))
    placed = shapely.transform(joined, lambda corners: np.round(origin + corners * step, 5))
    return dict(shapely.geometry.mapping(placed))
