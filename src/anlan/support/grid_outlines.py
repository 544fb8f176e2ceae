"""Cells of a grid as areas on the earth."""

from typing import Any

import numpy as np
import orjson
from django.contrib.gis.geos import GEOSGeometry
from numpy.typing import NDArray
from shapely import box, simplify, unary_union

from anlan.support.grids import WGS84, Grid


def outlined(grid: Grid, cells: NDArray[np.bool_]) -> dict[str, Any]:
    """Return the chosen cells as one GeoJSON geometry in degrees, its steps smoothed by less than a cell."""
    strips = [
        box(*_corners(grid, row, *ends)) for row in np.flatnonzero(cells.any(axis=1)) for ends in _runs(cells[row])
    ]
    joined = simplify(unary_union(strips), 0.7 * grid.width)
    on_earth = GEOSGeometry(memoryview(joined.wkb), srid=grid.srid)
    on_earth.transform(WGS84)
    found: dict[str, Any] = orjson.loads(on_earth.json)
    return found


def _runs(line: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], line.astype(np.int8), [0]])))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _corners(grid: Grid, row: int, first: int, last: int) -> tuple[float, float, float, float]:
    top = grid.north - row * grid.height
    return grid.west + first * grid.width, top - grid.height, grid.west + last * grid.width, top
