"""Readings as equal columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings as equal columns: series id, microseconds since the epoch, value; doubts where somebody looked."""

    series: NDArray[np.int32]
    times: NDArray[np.int64]
    values: NDArray[np.float64]
    quality: NDArray[np.int16] | None = None

    def picked(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> "Readings":
        """Return some of the readings."""
        quality = None if self.quality is None else self.quality[which]
        return Readings(self.series[which], self.times[which], self.values[which], quality)
