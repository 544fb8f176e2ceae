"""Water on elevation grids: rows name files, outcomes tell the main figures and write a grid."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np

from anlan.config.modelling.manifest import RowRefused
from anlan.config.modelling.model import Model, each
from anlan.kernel.errors import AnlanError
from anlan.science.inundation.flood import Flooded, Inflow, Terrain, flooded
from anlan.science.water_logging.pool import filled, hollow_at, net_volume
from anlan.support.grids import LARGEST, Floats, Grid, in_metres, read_grid, written

Values = dict[str, Any]
_SEARCHED: Final = 3
_ROUGHNESS: Final = 0.05


def _readable(reckon: Callable[[Values], Values]) -> Callable[[Values], Values]:
    def reckoned(row: Values) -> Values:
        try:
            return reckon(row)
        except AnlanError as refusal:
            raise RowRefused("unreadable", "ground_file", refusal.message % refusal.data) from None

    return reckoned


def _ground(row: Values) -> tuple[Grid, tuple[int, int]]:
    """Return the elevations on square cells in metres, and the cell of the row's place."""
    path = Path(row["ground_file"])
    try:
        if path.stat().st_size > LARGEST:
            raise RowRefused("too_large", "ground_file", path.name)
        raw = path.read_bytes()
    except OSError as error:
        raise RowRefused("no_such_file", "ground_file", path.name) from error
    grid = in_metres(read_grid(raw))
    cell = grid.cell_at(row["longitude"], row["latitude"])
    if cell is None or not np.isfinite(grid.values[(0, *cell)]):
        raise RowRefused("not_on_the_grid", "longitude", f"{row['longitude']:g}, {row['latitude']:g}")
    return grid, cell


def lowest_near(ground: Floats, cell: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the lowest cell within three cells of one, and those of its eight neighbours that have ground."""
    low = _lowest(ground, cell, _SEARCHED)
    rows, columns = range(low[0] - 1, low[0] + 2), range(low[1] - 1, low[1] + 2)
    around = ((row, column) for row in rows for column in columns)
    inside = (at for at in around if 0 <= at[0] < ground.shape[0] and 0 <= at[1] < ground.shape[1])
    return tuple(at for at in inside if np.isfinite(ground[at]))


def _lowest(ground: Floats, cell: tuple[int, int], reach: int) -> tuple[int, int]:
    top, left = max(0, cell[0] - reach), max(0, cell[1] - reach)
    part = ground[top : cell[0] + reach + 1, left : cell[1] + reach + 1]
    at = np.unravel_index(int(np.nanargmin(part)), part.shape)
    return top + int(at[0]), left + int(at[1])


def _flood(row: Values) -> Values:
    grid, cell = _ground(row)
    ground = grid.values[0]
    seconds = (0.0, row["rise_h"] * 3600.0, (row["rise_h"] + row["fall_h"]) * 3600.0)
    inflow = Inflow(cells=lowest_near(ground, cell), times=seconds, flows=(0.0, row["peak_m3s"], 0.0))
    roughness = _ROUGHNESS if row["roughness"] is None else row["roughness"]
    terrain = Terrain(ground=ground, cell_m=grid.width, roughness=roughness)
    found = flooded(terrain, row["hours"], inflows=(inflow,))
    if row["output_file"]:
        _write(row["output_file"], grid, (found.greatest_depth, found.greatest_speed, found.arrival_h))
    return _told(found, grid.width)


def _told(found: Flooded, cell: float) -> Values:
    reached = int(np.count_nonzero(np.isfinite(found.arrival_h)))
    return {
        "reached_km2": round(reached * cell * cell / 1e6, 4),
        "deepest_m": round(float(np.max(found.greatest_depth)), 2),
        "fastest_ms": round(float(np.max(found.greatest_speed)), 2),
        "came_in_m3": round(found.came_in),
        "left_m3": round(found.left),
        "standing_m3": round(found.standing(cell)),
    }


def _standing(row: Values) -> Values:
    grid, cell = _ground(row)
    hollow = hollow_at(grid.values[0], *cell, grid.width)
    volume = net_volume(row["rain_mm"], row["duration_h"], row["area_km2"], row["runoff_share"], row["drained_m3s"])
    found = filled(hollow, grid.values[0], volume)
    if row["output_file"]:
        _write(row["output_file"], grid, (found.depth,))
    return {
        "level_m": round(found.level, 3),
        "deepest_m": round(float(np.max(found.depth)), 3),
        "depth_here_m": round(float(found.depth[cell]), 3),
        "flooded_m2": round(int(np.count_nonzero(found.depth > 0)) * grid.width**2),
        "water_m3": round(volume),
        "spilled_m3": round(found.spilled),
    }


def _write(path: str, grid: Grid, layers: tuple[Floats, ...]) -> None:
    values = np.stack(layers)
    made = Grid(values=values, west=grid.west, north=grid.north, width=grid.width, height=grid.height, srid=grid.srid)
    try:
        Path(path).write_bytes(written(made))
    except OSError as error:
        raise RowRefused("cannot_be_written", "output_file", path) from error


MODELS: Final = (
    Model(
        "inundation",
        "inundation",
        each(_readable(_flood)),
        {"reached_km2": "deeper than 5 cm", "deepest_m": "m", "fastest_ms": "m/s"}
        | {"came_in_m3": "m3", "left_m3": "over the edge", "standing_m3": "at the end"},
    ),
    Model(
        "water-logging",
        "water_logging",
        each(_readable(_standing)),
        {"level_m": "m", "deepest_m": "m", "depth_here_m": "m", "flooded_m2": "m2"}
        | {"water_m3": "m3 when the drains have taken theirs", "spilled_m3": "what the hollow cannot hold"},
    ),
)
