"""The steps of a fire over cells, and what the compiled kernel reads.

Cells lie row by row from north to south, columns from west to east. A fire steps to 16 neighbours: the 8 around it and
8 by a knight's move, so that the front in still air on the level stays within three per cent of a circle.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOVES: Final = np.array(
    [
        (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1),
        (-2, 1), (-1, 2), (1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1),
    ],
    dtype=np.int64,
)  # fmt: skip
LENGTHS: Final = np.hypot(MOVES[:, 0], MOVES[:, 1])
WANG, ROTHERMEL = 0, 1
STEEPEST: Final = 2.0
RISES: Final = 401  # Entries of the table of slope factors, from STEEPEST down to STEEPEST up.


class Land(NamedTuple):
    """Cells: fuel by its place in the tables (-1 does not burn), height in m, rise per m eastward and northward."""

    columns: int
    cell_m: float
    fuel: NDArray[np.int16]
    height: NDArray[np.float32]
    east: NDArray[np.float32]
    north: NDArray[np.float32]


class Burning(NamedTuple):
    """One member's rates, in rows by hour of weather: m/min on the level in still air by fuel, and what adds to it.

    Wang: ``along`` by move, ``rises`` by slope. Rothermel: ``wind`` by fuel, blowing toward (east, north) of length 1;
    ``slope`` and the bed's ``power`` and ``gain`` by fuel (effective wind in mi/h = (factor * gain) ** power).
    """

    family: int
    hour_minutes: float
    base: Array
    along: Array
    rises: Array
    wind: Array
    wind_east: Array
    wind_north: Array
    slope: Array
    gain: Array
    power: Array
