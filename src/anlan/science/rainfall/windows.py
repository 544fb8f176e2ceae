"""Rain depth over sliding windows, for many gauges at once.

Depths are whole micrometres (1 mm = 1000), so that sums are exact and "50 mm or more" includes fifty increments of
1.0 mm as well as five hundred of 0.1 mm. Minutes are numbered from the Unix epoch by their end: minute ``m`` holds the
instants in ((m - 1), m] minutes.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

MICROMETRES_PER_MM: Final = 1000
MICROSECONDS_PER_MINUTE: Final = 60_000_000

Ints = NDArray[np.int64]


def depths_of(millimetres: NDArray[np.float64]) -> Ints:
    """Return depths in whole micrometres, rounded to the nearest."""
    return np.rint(millimetres * MICROMETRES_PER_MM).astype(np.int64)


def minutes_of(microseconds: Ints) -> Ints:
    """Return the number of the minute in which each instant (microseconds since the epoch) lies."""
    return -((-microseconds) // MICROSECONDS_PER_MINUTE)


def window_sums(bins: NDArray[np.int32] | Ints, lengths: tuple[int, ...], count: int) -> Ints:
    """Return the sums over windows of ``lengths`` minutes that end at each of the last ``count`` minutes.

    ``bins`` holds one row per gauge and one column per minute, oldest first. The answer has the shape (gauges,
    lengths, count). A window longer than the columns before its end is refused.
    """
    gauges, columns = bins.shape
    if count + max(lengths) - 1 > columns:
        raise ValueError(f"{columns} minutes cannot hold {count} windows of {max(lengths)} minutes")
    total = np.zeros((gauges, columns + 1), dtype=np.int64)
    np.cumsum(bins, axis=1, dtype=np.int64, out=total[:, 1:])
    end = columns + 1
    return np.stack([total[:, end - count : end] - total[:, end - count - n : end - n] for n in lengths], axis=1)
