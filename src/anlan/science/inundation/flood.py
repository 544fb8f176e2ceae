"""A flood over an elevation grid: local inertial flow in two dimensions (Bates et al. 2010), exact in its volume."""

import importlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from anlan.science.bounds import Floats, OutOfRange, within

MOST_CELLS: Final = 4_000_000
_COURANT: Final = 0.7
_GRAVITY: Final = 9.80665
_LONGEST_STEP: Final = 30.0
_MARGIN: Final = 8
_ROWS_WORTH_A_THREAD: Final = 200
_WALL: Final = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflow:
    """Water that comes in over some cells, evenly: flow in m3/s at times in s, straight between them, none after."""

    cells: tuple[tuple[int, int], ...]
    times: tuple[float, ...]
    flows: tuple[float, ...]

    def at(self, time: float) -> float:
        """Return the flow at a time."""
        return float(np.interp(time, self.times, self.flows, right=0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terrain:
    """Ground in m on square cells (no number where there is none), roughness after Manning, and what the edge does.

    With ``edge_slope`` water leaves over the grid's edge as it flows evenly down such a slope; without it the edge is
    a wall.
    """

    ground: Floats
    cell_m: float
    roughness: Floats | float = 0.05
    edge_slope: float | None = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Flooded:
    """What became of a flood: greatest depth (m) and speed (m/s) and hour of arrival of each cell, and its balance.

    Arrival is not a number where the water never stood 5 cm deep; speed and greatest depth count from there too.
    """

    depth: Floats
    greatest_depth: Floats
    greatest_speed: Floats
    arrival_h: Floats
    came_in: float
    left: float
    steps: int

    def standing(self, cell_m: float) -> float:
        """Return the water that stands on the grid at the end, in m3."""
        return float(np.sum(self.depth)) * cell_m * cell_m


@dataclass(slots=True)
class _State:
    grid: Any
    is_ground: NDArray[np.bool_]
    came_in: float = 0.0
    left: float = 0.0
    steps: int = 0


def flooded(
    terrain: Terrain,
    hours: float,
    *,
    inflows: tuple[Inflow, ...] = (),
    rain_mm_h: float = 0.0,
    standing: Floats | None = None,
    told: Callable[[float], None] | None = None,
) -> Flooded:
    """Return what becomes of inflows, even rain, and water that stands on the ground in the beginning.

    ``told`` hears the share of the time that is reckoned, and may raise to give the run up.
    """
    loops = importlib.import_module("anlan.science.inundation.loops")
    state = _state(loops, terrain, standing)
    _refuse(terrain, state, hours, inflows, rain_mm_h)
    time, end = 0.0, hours * 3600.0
    with _bands(state.is_ground.shape[0]) as bands:
        while time < end:
            step = min(_step(state, terrain.cell_m, inflows, time), end - time)
            _pour(state, terrain, inflows, rain_mm_h, time, step)
            if state.steps % _MARGIN == 0 or rain_mm_h > 0:
                loops.extents(state.grid, _MARGIN + 1)
            _onward(loops, state, terrain, bands, time, step)
            time += step
            state.steps += 1
            if told is not None and state.steps % 200 == 0:
                told(time / end)
    return _result(state)


def _state(loops: Any, terrain: Terrain, standing: Floats | None) -> _State:
    shape = terrain.ground.shape
    if len(shape) != 2 or min(shape) < 1 or terrain.ground.size > MOST_CELLS:
        raise OutOfRange("grid_too_large" if terrain.ground.size > MOST_CELLS else "no_grid", "ground", shape)
    is_ground = np.isfinite(terrain.ground)
    depth = np.zeros(shape)
    if standing is not None:
        depth += np.where(is_ground, within("standing_m", standing, 0.0, 300.0), 0.0)
    east, south, share, most, speed = (np.zeros(shape) for _ in range(5))
    grid = loops.Grid(
        ground=np.where(is_ground, terrain.ground, _WALL),
        rough=np.broadcast_to(np.asarray(terrain.roughness, dtype=np.float64), shape).copy(),
        depth=depth,
        east=east,
        south=south,
        share=share,
        most=most,
        speed=speed,
        arrival=np.full(shape, -1.0),
        wet=np.zeros((shape[0], 2), np.int64),
        held=np.zeros((shape[0], 2), np.int64),
        deepest=depth.max(axis=1),
    )
    return _State(grid, is_ground)


def _refuse(terrain: Terrain, state: _State, hours: float, inflows: tuple[Inflow, ...], rain: float) -> None:
    within("cell_m", terrain.cell_m, 0.5, 1000.0)
    within("hours", hours, 0.001, 240.0)
    within("rain_mm_h", rain, 0.0, 500.0)
    within("roughness", state.grid.rough, 0.005, 0.5)
    within("ground_m", state.grid.ground[state.is_ground], -500.0, 9000.0)
    if terrain.edge_slope is not None:
        within("edge_slope", terrain.edge_slope, 0.0, 0.5)
    rows, columns = state.grid.ground.shape
    for inflow in inflows:
        within("inflow_m3s", inflow.flows, 0.0, 200_000.0)
        if not inflow.cells or len(inflow.times) != len(inflow.flows) or np.any(np.diff(inflow.times) <= 0):
            raise OutOfRange("inflow_without_cells_or_times", "inflow", len(inflow.cells))
        for row, column in inflow.cells:
            if not (0 <= row < rows and 0 <= column < columns and state.is_ground[row, column]):
                raise OutOfRange("not_on_the_grid", "inflow", f"{row}, {column}")


def _step(state: _State, cell: float, inflows: tuple[Inflow, ...], time: float) -> float:
    """Return the longest stable step in s, with the water that comes in within it."""
    deepest = max(float(state.grid.deepest.max()), 1e-3)
    poured = max((max(inflow.at(time), inflow.at(time + 1.0)) / len(inflow.cells) for inflow in inflows), default=0.0)
    step = min(_LONGEST_STEP, _COURANT * cell / (_GRAVITY * deepest) ** 0.5)
    while step > _COURANT * cell / (_GRAVITY * (deepest + poured * step / cell**2)) ** 0.5:
        step *= 0.9
    return float(step)


def _pour(state: _State, terrain: Terrain, inflows: tuple[Inflow, ...], rain: float, time: float, step: float) -> None:
    area = terrain.cell_m**2
    for inflow in inflows:
        volume = inflow.at(time + step / 2.0) * step
        for row, column in inflow.cells:
            state.grid.depth[row, column] += volume / len(inflow.cells) / area
            state.grid.wet[row, 0] = min(state.grid.wet[row, 0], column)
            state.grid.wet[row, 1] = max(state.grid.wet[row, 1], column + 1)
        state.came_in += volume
    if rain > 0:
        fallen = rain / 3.6e6 * step
        state.grid.depth[state.is_ground] += fallen
        state.came_in += fallen * area * int(np.count_nonzero(state.is_ground))


def _onward(loops: Any, state: _State, terrain: Terrain, bands: Any, time: float, step: float) -> None:
    grid, cell = state.grid, terrain.cell_m
    bands(lambda first, last: loops.flows(grid, first, last, step, cell))
    bands(lambda first, last: loops.shares(grid, first, last, step, cell))
    bands(lambda first, last: loops.depths(grid, first, last, step, cell, time))
    if terrain.edge_slope is not None:
        _drain(state, terrain, step)


def _drain(state: _State, terrain: Terrain, step: float) -> None:
    """Let water leave over the edge as it flows evenly down the slope there."""
    fall = float(terrain.edge_slope or 0.0) ** 0.5
    rows, columns = state.grid.depth.shape
    sides: tuple[Any, ...] = (np.s_[0, :], np.s_[rows - 1, :], np.s_[1 : rows - 1, 0], np.s_[1 : rows - 1, columns - 1])
    for side in sides[: 2 if columns == 1 else 4]:
        depth = state.grid.depth[side]
        gone = np.minimum(depth ** (5.0 / 3.0) * fall / state.grid.rough[side] * step / terrain.cell_m, depth)
        state.grid.depth[side] = depth - gone
        state.left += float(np.sum(gone)) * terrain.cell_m**2


@contextmanager
def _bands(rows: int) -> Iterator[Callable[[Callable[[int, int], None]], None]]:
    """Give what runs an act on bands of rows beside one another, and waits until all are done."""
    count = max(1, min(os.cpu_count() or 1, rows // _ROWS_WORTH_A_THREAD))
    edges = [rows * n // count for n in range(count + 1)]
    pairs = list(pairwise(edges))
    if count == 1:
        yield lambda act: act(0, rows)
        return
    with ThreadPoolExecutor(count) as pool:
        yield lambda act: list(pool.map(lambda pair: act(*pair), pairs)).clear()


def _result(state: _State) -> Flooded:
    grid = state.grid
    return Flooded(
        depth=grid.depth,
        greatest_depth=grid.most,
        greatest_speed=grid.speed,
        arrival_h=np.where(grid.arrival >= 0.0, grid.arrival / 3600.0, np.nan),
        came_in=state.came_in,
        left=state.left,
        steps=state.steps,
    )
