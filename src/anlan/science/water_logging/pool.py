"""Level pool: a volume of water in the hollow around a low place of an elevation grid."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from anlan.science.bounds import Floats, OutOfRange, within

_HALVINGS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Hollow:
    """A hollow by its lowest cell, the level at which it spills, and the rising elevations of its cells in m."""

    low: tuple[int, int]
    spill_level: float
    cells: NDArray[np.bool_]
    elevations: Floats
    cell_area: float

    @property
    def volume(self) -> float:
        """Return how much water the hollow holds until it spills, in m3."""
        return self.volume_at(self.spill_level)

    def volume_at(self, level: float) -> float:
        """Return how much water stands in the hollow at a level, in m3."""
        return float(np.sum(np.maximum(level - self.elevations, 0.0))) * self.cell_area


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Standing water: its level, the depth in m of each cell, and what the hollow could not hold, in m3."""

    level: float
    depth: Floats
    spilled: float


def net_volume(rain_mm: float, hours: float, area_km2: float, runoff_share: float, drained_m3s: float) -> float:
    """Return the water in m3 that is left of rain on an area when drains have carried away theirs."""
    rain, lasting = within("rain_mm", rain_mm, 0.0, 1500.0), within("duration_h", hours, 0.1, 72.0)
    area, share = within("area_km2", area_km2, 0.0, 500.0), within("runoff_share", runoff_share, 0.0, 1.0)
    drained = within("drained_m3s", drained_m3s, 0.0, 2000.0)
    return max(0.0, float(rain * area * 1000.0 * share - drained * lasting * 3600.0))


def hollow_at(ground: Floats, row: int, column: int, cell_m: float) -> Hollow:
    """Return the hollow in which a cell lies: down from the cell to the lowest place, up to where the water leaves.

    Cells without a number are no ground: water that reaches them or the grid's edge has left. A cell from which the
    ground only falls away has no hollow.
    """
    within("cell_m", cell_m, 0.1, 1000.0)
    if not (0 <= row < ground.shape[0] and 0 <= column < ground.shape[1]) or not np.isfinite(ground[row, column]):
        raise OutOfRange("not_on_the_grid", "place", f"{row}, {column}")
    low = _descended(ground, row, column)
    level = _spill_level(ground, low)
    cells = _joined(ground, low, level)
    if not np.any(cells):
        raise OutOfRange("no_hollow", "place", f"{row}, {column}")
    return Hollow(low=low, spill_level=level, cells=cells, elevations=np.sort(ground[cells]), cell_area=cell_m * cell_m)


def filled(hollow: Hollow, ground: Floats, volume_m3: float) -> Standing:
    """Return how high so much water stands in a hollow; what it cannot hold is told as spilled."""
    volume = float(within("volume_m3", volume_m3, 0.0, 1e9))
    kept = min(volume, hollow.volume)
    level = _level_for(hollow, kept)
    depth = np.where(hollow.cells, np.maximum(level - ground, 0.0), 0.0)
    return Standing(level=level, depth=depth, spilled=volume - kept)


def _level_for(hollow: Hollow, volume: float) -> float:
    """Return the level under which exactly the volume stands: straight between the cells' elevations."""
    counts = np.arange(1, hollow.elevations.size)
    steps = np.diff(hollow.elevations) * counts * hollow.cell_area
    held = np.concatenate([[0.0], np.cumsum(steps)])
    at = int(np.searchsorted(held, volume, side="right")) - 1
    return float(hollow.elevations[at] + (volume - held[at]) / ((at + 1) * hollow.cell_area))


def _descended(ground: Floats, row: int, column: int) -> tuple[int, int]:
    while True:
        rows = slice(max(0, row - 1), row + 2)
        columns = slice(max(0, column - 1), column + 2)
        around = np.where(np.isfinite(ground[rows, columns]), ground[rows, columns], np.inf)
        at = np.unravel_index(int(np.argmin(around)), around.shape)
        if around[at] >= ground[row, column]:
            return row, column
        row, column = int(at[0]) + rows.start, int(at[1]) + columns.start


def _spill_level(ground: Floats, low: tuple[int, int]) -> float:
    """Return the highest level at which water around the low cell touches neither edge nor missing ground."""
    bottom, top = float(ground[low]), float(np.nanmax(ground))
    for _ in range(_HALVINGS):
        middle = (bottom + top) / 2.0
        if _leaves(ground, _joined(ground, low, middle)):
            top = middle
        else:
            bottom = middle
    return bottom


def _joined(ground: Floats, low: tuple[int, int], level: float) -> NDArray[np.bool_]:
    below = np.nan_to_num(ground, nan=np.inf) < level
    if not below[low]:
        return np.zeros(ground.shape, dtype=np.bool_)
    labels, _ = ndimage.label(below)
    return np.asarray(labels == labels[low])


def _leaves(ground: Floats, cells: NDArray[np.bool_]) -> bool:
    edges = (cells[0], cells[-1], cells[:, 0], cells[:, -1])
    beside = ndimage.binary_dilation(cells) & np.isnan(ground)
    return any(bool(np.any(edge)) for edge in edges) or bool(np.any(beside))
