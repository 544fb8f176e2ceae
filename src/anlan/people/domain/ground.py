"""An outline as runs of small squares: those wholly within it, and those that its edge may touch.

Every resident's row holds the number of the square it stands in (``people_cell`` of the database), so that those within
are found by ranges of an index, and only those near the edge are looked at one by one. Squares are numbered along a
Z-shaped curve (G. M. Morton, 1966): 20 bits each of longitude and latitude, 64 degrees from 72 E, 0 N.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

WEST, SOUTH, SPAN, BITS = 72.0, 0.0, 64.0, 20
MOST_SQUARES_ACROSS: Final = 700
_HAIR: Final = 1e-6
_SPREADING: Final = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
Grid = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """The runs of squares wholly within an outline and at its edge: first and last numbers, in order."""

    outline: BaseGeometry
    within: tuple[list[int], list[int]]
    edge: tuple[list[int], list[int]]


def ground_of(outline: BaseGeometry) -> Ground:
    """Return the squares of a polygon or several; the squares are as small as some hundreds across allow."""
    if outline.is_empty:
        return Ground(outline, ([], []), ([], []))
    west, south, east, north = outline.bounds
    level = BITS
    while max(east - west, north - south) * 2**level / SPAN > MOST_SQUARES_ACROSS:
        level -= 1
    side = SPAN / 2**level
    column, row = int((west - WEST) // side) - 1, int((south - SOUTH) // side) - 1
    shape = (int((east - WEST) // side) + 2 - column, int((north - SOUTH) // side) + 2 - row)
    edge = _edge(outline, (WEST + column * side, SOUTH + row * side), side, shape)
    within = _within(outline, edge, (WEST + column * side, SOUTH + row * side), side)
    return Ground(outline, _runs(within, (column, row), level), _runs(edge, (column, row), level))


def covered(outline: BaseGeometry, longitudes: Grid, latitudes: Grid) -> Grid:
    """Tell for each point whether it lies in the outline or on its very edge."""
    shapely.prepare(outline)
    found: Grid = shapely.intersects_xy(outline, longitudes, latitudes)
    return found


def _edge(outline: BaseGeometry, corner: tuple[float, float], side: float, shape: tuple[int, int]) -> Grid:
    """Mark every square that a piece of the outline's lines touches; the pieces are no longer than a square."""
    marked = np.zeros(shape, bool)
    for ring in _rings(outline):
        points = (np.asarray(ring.coords)[:, :2] - corner) / side
        legs = np.diff(points, axis=0)
        pieces = np.maximum(1, np.ceil(np.abs(legs).max(axis=1))).astype(int)
        of = np.repeat(np.arange(len(legs)), pieces)
        number = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        ends = [points[of] + legs[of] * ((number + more) / pieces[of])[:, None] for more in (0, 1)]
        first = np.floor(np.minimum(*ends) - _HAIR).astype(int)
        last = np.floor(np.maximum(*ends) + _HAIR).astype(int)
        for step in np.ndindex(3, 3):
            touched = np.minimum(first + step, last)
            marked[touched[:, 0], touched[:, 1]] = True
    return marked


def _within(outline: BaseGeometry, edge: Grid, corner: tuple[float, float], side: float) -> Grid:
    """Mark the squares wholly within: in every run between two squares of the edge, one stands for all."""
    free = ~edge
    begins = free.copy()
    begins[:, 1:] &= edge[:, :-1]
    column, row = np.nonzero(begins)
    if not len(column):
        return np.zeros_like(edge)
    is_in = covered(outline, corner[0] + (column + 0.5) * side, corner[1] + (row + 0.5) * side)
    run = np.maximum(np.cumsum(begins.ravel()) - 1, 0)
    within: Grid = (free.ravel() & is_in[run]).reshape(edge.shape)
    return within


def _runs(marked: Grid, corner: tuple[int, int], level: int) -> tuple[list[int], list[int]]:
    column, row = np.nonzero(marked)
    # Sorted and thinned by hand: np.unique hashes, and takes a hundred times as long for half a million numbers.
    numbers = np.sort(_spread(np.maximum(column + corner[0], 0)) | _spread(np.maximum(row + corner[1], 0)) << 1)
    numbers = numbers[np.diff(numbers, prepend=-1) > 0]
    if not len(numbers):
        return [], []
    breaks = np.flatnonzero(np.diff(numbers) != 1)
    first, last = numbers[np.r_[0, breaks + 1]], numbers[np.r_[breaks, len(numbers) - 1]]
    finer = 2 * (BITS - level)
    return (first << finer).tolist(), (((last + 1) << finer) - 1).tolist()


def _spread(values: Grid) -> Grid:
    """Return the numbers with a zero bit put before each of their bits."""
    found = values.astype(np.int64)
    for shift, mask in _SPREADING:
        found = (found | found << shift) & mask
    return found


def _rings(outline: BaseGeometry) -> list[Any]:
    pieces = outline.geoms if isinstance(outline, MultiPolygon) else (outline,)
    return [ring for piece in pieces if isinstance(piece, Polygon) for ring in (piece.exterior, *piece.interiors)]
