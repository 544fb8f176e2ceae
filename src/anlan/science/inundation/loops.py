"""The loops over the grid, compiled. Each works on a band of rows, so that bands may run beside one another."""

import math
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from anlan.science.bounds import Floats

THIN: Final = 1e-3  # m; a thinner sheet flows nowhere.
REACHED_M: Final = 0.05
GRAVITY: Final = 9.80665

F = TypeVar("F", bound=Callable[..., Any])


def _compiled(function: F) -> F:
    """Compile a function that makes no array of its own, so that nothing is counted references to (``_nrt``)."""
    compiling: Any = njit
    return cast("F", compiling(cache=True, nogil=True, error_model="numpy", _nrt=False)(function))


class Grid(NamedTuple):
    """Arrays of one number per cell: ground, roughness and depth; flows (m2/s) through the faces to the next column and
    the next row; the share of the outflows that the water allows; greatest depth and speed and second of arrival.

    By row: ``wet`` holds the first column that water may reach and the one after the last, ``held`` the same of those
    that hold water, ``deepest`` the greatest depth.
    """

    ground: Floats
    rough: Floats
    depth: Floats
    east: Floats
    south: Floats
    share: Floats
    most: Floats
    speed: Floats
    arrival: Floats
    wet: NDArray[np.int64]
    held: NDArray[np.int64]
    deepest: Floats


@_compiled
def _through(grid: Grid, flow: float, here: tuple[int, int], there: tuple[int, int], step: float, cell: float) -> float:
    """Return a face's flow after a step: local inertia (Bates et al. 2010), never faster than critical."""
    if grid.depth[here] <= 0.0 and grid.depth[there] <= 0.0:
        return 0.0
    low, high = grid.ground[here], grid.ground[there]
    mine, other = low + grid.depth[here], high + grid.depth[there]
    deep = max(mine, other) - max(low, high)
    if deep <= THIN:
        return 0.0
    rough = 0.5 * (grid.rough[here] + grid.rough[there])
    pushed = flow - GRAVITY * deep * step / cell * (other - mine)
    rubbed = 1.0 + GRAVITY * step * rough * rough * abs(flow) / (deep * deep * np.cbrt(deep))
    most = deep * math.sqrt(GRAVITY * deep)
    found: float = max(-most, min(most, pushed / rubbed))
    return found


@_compiled
def flows(grid: Grid, first: int, last: int, step: float, cell: float) -> None:
    """Bring the flows through the faces of the rows ``first`` to ``last`` (without it) one step on."""
    rows, columns = grid.ground.shape
    for row in range(first, last):
        for column in range(grid.wet[row, 0], grid.wet[row, 1]):
            here = (row, column)
            if column + 1 < columns:
                grid.east[here] = _through(grid, grid.east[here], here, (row, column + 1), step, cell)
            if row + 1 < rows:
                grid.south[here] = _through(grid, grid.south[here], here, (row + 1, column), step, cell)


@_compiled
def shares(grid: Grid, first: int, last: int, step: float, cell: float) -> None:
    """Set for each cell the share of its outflows that its water allows: no depth ever falls below nought."""
    for row in range(first, last):
        for column in range(grid.wet[row, 0], grid.wet[row, 1]):
            leaving = max(grid.east[row, column], 0.0) + max(grid.south[row, column], 0.0)
            if column > 0:
                leaving += max(-grid.east[row, column - 1], 0.0)
            if row > 0:
                leaving += max(-grid.south[row - 1, column], 0.0)
            leaving *= step / cell
            deep = grid.depth[row, column]
            grid.share[row, column] = 1.0 if leaving <= deep else deep / leaving


@_compiled
def _allowed(grid: Grid, flow: float, giver: tuple[int, int], taker: tuple[int, int]) -> float:
    """Return what of a face's flow its giver has water for; ``giver`` gives where the flow is above nought."""
    allowed: float = flow * (grid.share[giver] if flow > 0.0 else grid.share[taker])
    return allowed


@_compiled
def depths(grid: Grid, first: int, last: int, step: float, cell: float, now: float) -> None:
    """Bring the depths of a band of rows one step on, and note the greatest depth, speed, and when it was reached."""
    rows, columns = grid.depth.shape
    for row in range(first, last):
        greatest = 0.0
        for column in range(grid.wet[row, 0], grid.wet[row, 1]):
            here = (row, column)
            right = _allowed(grid, grid.east[here], here, (row, column + 1)) if column + 1 < columns else 0.0
            left = _allowed(grid, grid.east[row, column - 1], (row, column - 1), here) if column > 0 else 0.0
            down = _allowed(grid, grid.south[here], here, (row + 1, column)) if row + 1 < rows else 0.0
            up = _allowed(grid, grid.south[row - 1, column], (row - 1, column), here) if row > 0 else 0.0
            deep = max(0.0, grid.depth[here] + step / cell * (left - right + up - down))
            grid.depth[here] = deep
            greatest = max(greatest, deep)
            if deep >= REACHED_M:
                _note(grid, here, math.hypot(0.5 * (left + right), 0.5 * (up + down)) / deep, now + step)
        grid.deepest[row] = greatest


@_compiled
def _note(grid: Grid, here: tuple[int, int], fast: float, now: float) -> None:
    grid.most[here] = max(grid.most[here], grid.depth[here])
    grid.speed[here] = max(grid.speed[here], fast)
    if grid.arrival[here] < 0.0:
        grid.arrival[here] = now


@_compiled
def extents(grid: Grid, margin: int) -> None:
    """Set each row's columns that water may reach within ``margin`` steps; beyond them nothing flows."""
    rows, columns = grid.depth.shape
    for row in range(rows):
        grid.held[row, 0], grid.held[row, 1] = columns, 0
        for column in range(columns):
            if grid.depth[row, column] > 0.0:
                grid.held[row, 0] = min(grid.held[row, 0], column)
                grid.held[row, 1] = column + 1
    for row in range(rows):
        begin, end = columns, 0
        for other in range(max(0, row - margin), min(rows, row + margin + 1)):
            begin, end = min(begin, grid.held[other, 0]), max(end, grid.held[other, 1])
        begin, end = (max(0, begin - margin), min(columns, end + margin)) if begin < end else (0, 0)
        grid.wet[row, 0], grid.wet[row, 1] = begin, end
        for column in range(columns):
            if column < begin or column >= end:
                grid.east[row, column] = 0.0
                grid.south[row, column] = 0.0
