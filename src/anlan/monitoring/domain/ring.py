"""The last hours of rain of every gauge, in one-minute bins that the clock moves along."""

import numpy as np
from numpy.typing import NDArray

from anlan.science.rainfall.windows import window_sums

Ints = NDArray[np.int64]


class RainRing:
    """Rain of many gauges by minute, in whole micrometres; ``newest`` is the last minute it has room for."""

    def __init__(self, gauges: int, *, longest: int, behind: int, newest: int) -> None:
        self.longest = longest
        self.behind = behind
        self.newest = newest
        self.columns = longest + behind
        self._bins = np.zeros((gauges, self.columns), dtype=np.int32)

    @property
    def oldest_judged(self) -> int:
        """Return the earliest minute whose longest window the ring holds whole."""
        return self.newest - self.behind

    def move_to(self, newest: int) -> None:
        """Make room up to the minute ``newest`` and forget what falls out; a step back changes nothing."""
        steps = newest - self.newest
        if steps <= 0:
            return
        if steps >= self.columns:
            self._bins[:] = 0
        else:
            self._bins[:, np.arange(self.newest + 1, newest + 1) % self.columns] = 0
        self.newest = newest

    def add(self, gauges: Ints, minutes: Ints, depths: Ints) -> None:
        """Add depths; what lies before the ring's first minute is left out."""
        held = (minutes > self.newest - self.columns) & (minutes <= self.newest)
        np.add.at(self._bins, (gauges[held], minutes[held] % self.columns), depths[held].astype(np.int32))

    def sums(self, gauges: Ints, lengths: tuple[int, ...], first: int, last: int) -> Ints:
        """Return sums of shape (gauges, lengths, minutes) for windows that end at the minutes ``first`` to ``last``."""
        count = last - first + 1
        held = np.arange(last - count - max(lengths) + 2, last + 1) % self.columns
        return window_sums(self._bins[np.ix_(gauges, held)], lengths, count)
