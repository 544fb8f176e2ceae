"""The way of a fire over cells: least times of arrival (Dijkstra), compiled."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from anlan.science.fire_spread.moves import LENGTHS, MOVES, RISES, ROTHERMEL, STEEPEST, WANG, Array, Burning, Land


@njit(cache=True, nogil=True, error_model="numpy")
def _ellipse(land: Land, burning: Burning, hour: int, cell: int) -> tuple[float, float, float, float]:
    fuel = land.fuel[cell]
    slope = burning.slope[hour, fuel]
    pull = slope * np.sqrt(land.east[cell] ** 2 + land.north[cell] ** 2)
    east = burning.wind[hour, fuel] * burning.wind_east[hour] + pull * land.east[cell]
    north = burning.wind[hour, fuel] * burning.wind_north[hour] + pull * land.north[cell]
    factor = np.sqrt(east * east + north * north)
    if factor < 1e-9:
        return burning.base[hour, fuel], 0.0, 0.0, 0.0
    wide = 1 + 0.25 * (factor * burning.gain[hour, fuel]) ** burning.power[hour, fuel]
    away = np.sqrt(1 - 1 / (wide * wide))
    return burning.base[hour, fuel] * (1 + factor), east / factor, north / factor, away


@njit(cache=True, nogil=True, error_model="numpy")
def _rise(land: Land, rises: Array, cell: int, other: int, length: float) -> float:
    rise = (land.height[other] - land.height[cell]) / length
    at = int(np.round((rise + STEEPEST) / (2 * STEEPEST) * (RISES - 1)))
    return float(rises[min(max(at, 0), RISES - 1)])


@njit(cache=True, nogil=True, error_model="numpy")
def _sift_up(heap: NDArray[np.int32], at: NDArray[np.int32], times: Array, place: int) -> None:
    cell = heap[place]
    while place > 0:
        above = (place - 1) >> 1
        if times[heap[above]] <= times[cell]:
            break
        heap[place] = heap[above]
        at[heap[place]] = place
        place = above
    heap[place] = cell
    at[cell] = place


@njit(cache=True, nogil=True, error_model="numpy")
def _sift_down(heap: NDArray[np.int32], at: NDArray[np.int32], times: Array, size: int) -> None:
    cell, place = heap[0], 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        if below + 1 < size and times[heap[below + 1]] < times[heap[below]]:
            below += 1
        if times[heap[below]] >= times[cell]:
            break
        heap[place] = heap[below]
        at[heap[place]] = place
        place = below
    heap[place] = cell
    at[cell] = place


@njit(cache=True, nogil=True, error_model="numpy")
def _is_barred(land: Land, cell: int, down: int, right: int) -> bool:
    """Whether what a slanting step passes between does not burn: both sides of a corner, either cell of a long step."""
    columns = land.columns
    if abs(down) + abs(right) < 2:
        return False
    if abs(down) == abs(right):
        return bool(land.fuel[cell + down * columns] < 0 and land.fuel[cell + right] < 0)
    if abs(down) == 2:
        first, second = cell + (down // 2) * columns, cell + (down // 2) * columns + right
    else:
        first, second = cell + right // 2, cell + right // 2 + down * columns
    return bool(land.fuel[first] < 0 or land.fuel[second] < 0)


@njit(cache=True, nogil=True, error_model="numpy")
def _rate(ellipse: Array, cell: int, east: float, north: float) -> float:
    """Rothermel's rate from a cell toward a direction: an ellipse burnt from its focus."""
    away = ellipse[3, cell]
    along = ellipse[1, cell] * east + ellipse[2, cell] * north
    return float(ellipse[0, cell] * (1 - away) / (1 - away * along))


@njit(cache=True, nogil=True, error_model="numpy")
def _known(land: Land, burning: Burning, hour: int, cell: int, ellipse: Array) -> None:
    if ellipse[4, cell] != hour + 1:
        found = _ellipse(land, burning, hour, cell)
        for part in range(4):
            ellipse[part, cell] = found[part]
        ellipse[4, cell] = hour + 1


@njit(cache=True, nogil=True, error_model="numpy")
def _minutes(land: Land, burning: Burning, hour: int, ellipse: Array, step: tuple[int, int, int]) -> float:
    """Minutes of a step (from, to, move): half the way at the rate of either cell."""
    cell, other, move = step
    length = LENGTHS[move] * land.cell_m
    if burning.family == WANG:
        factor = burning.along[hour, move] * _rise(land, burning.rises, cell, other, length)
        here = burning.base[hour, land.fuel[cell]] * factor
        there = burning.base[hour, land.fuel[other]] * factor
    else:
        _known(land, burning, hour, other, ellipse)
        east, north = MOVES[move, 1] / LENGTHS[move], -MOVES[move, 0] / LENGTHS[move]
        here, there = _rate(ellipse, cell, east, north), _rate(ellipse, other, east, north)
    if here <= 0 or there <= 0:
        return np.inf
    return float(0.5 * length * (1 / here + 1 / there))


@njit(cache=True, nogil=True, error_model="numpy")
def _pushed(heap: NDArray[np.int32], at: NDArray[np.int32], times: Array, size: int, cell: int) -> int:
    """Put a cell in its place, new or moved forward; return how many wait."""
    if at[cell] < 0:
        heap[size] = cell
        at[cell] = size
        size += 1
    _sift_up(heap, at, times, at[cell])
    return size


@njit(cache=True, nogil=True, error_model="numpy")
def _popped(heap: NDArray[np.int32], at: NDArray[np.int32], times: Array, size: int) -> int:
    """Take the first cell out of those that wait."""
    cell = heap[0]
    at[cell] = -2
    if size > 1:
        heap[0] = heap[size - 1]
        _sift_down(heap, at, times, size - 1)
    return int(cell)


@njit(cache=True, nogil=True, error_model="numpy")
def _target(land: Land, at: NDArray[np.int32], cell: int, move: int) -> int:
    """Return the cell a step leads to, -1 where it leads nowhere that still burns."""
    columns = land.columns
    down, right = MOVES[move, 0], MOVES[move, 1]
    column = cell % columns + right
    other = cell + down * columns + right
    if column < 0 or column >= columns or other < 0 or other >= land.fuel.size:
        return -1
    if land.fuel[other] < 0 or at[other] == -2 or _is_barred(land, cell, down, right):
        return -1
    return int(other)


@njit(cache=True, nogil=True, error_model="numpy")
def arrivals(land: Land, burning: Burning, lit: NDArray[np.int64], until: float) -> Array:
    """Return the minute at which each cell is reached, infinite for those not reached until then."""
    cells, hours = land.fuel.size, burning.base.shape[0]
    times, ellipse = np.full(cells, np.inf), np.zeros((5, cells if burning.family == ROTHERMEL else 1))
    heap, at = np.empty(cells, np.int32), np.full(cells, -1, np.int32)
    size = 0
    for cell in lit:
        if land.fuel[cell] >= 0:
            times[cell] = 0.0
            size = _pushed(heap, at, times, size, cell)
    while size > 0:
        cell = _popped(heap, at, times, size)
        size -= 1
        hour = min(int(times[cell] / burning.hour_minutes), hours - 1)
        if burning.family == ROTHERMEL:
            _known(land, burning, hour, cell, ellipse)
        for move in range(16):
            other = _target(land, at, cell, move)
            if other < 0:
                continue
            when = times[cell] + _minutes(land, burning, hour, ellipse, (cell, other, move))
            if when < times[other] and when <= until:
                times[other] = when
                size = _pushed(heap, at, times, size, other)
    return times
