"""The last hours of rain of every gauge, in one-minute bins that the clock moves along."""

import numpy as np
from numpy.typing import NDArray

from anlan.science.rainfall.windows import window_sums

Ints = NDArray[np.int64]
_UNKNOWN = -1


class RainRing:
    """Rain of many gauges by minute, in whole micrometres; ``newest`` is the last minute it has room for.

    Sums over windows of ``lengths`` minutes are carried on from where they were asked for last; late rain in a minute
    that was summed already makes them anew.
    """

    def __init__(self, gauges: int, *, lengths: tuple[int, ...], behind: int, newest: int) -> None:
        self.lengths = lengths
        self.behind = behind
        self.newest = newest
        self.columns = max(lengths) + behind + 1
        self._bins = np.zeros((gauges, self.columns), dtype=np.int32)
        self._sums = np.zeros((gauges, len(lengths)), dtype=np.int64)
        self._summed_to = np.full(gauges, _UNKNOWN, dtype=np.int64)

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
            self._summed_to[:] = _UNKNOWN
        else:
            self._bins[:, np.arange(self.newest + 1, newest + 1) % self.columns] = 0
        self.newest = newest

    def add(self, gauges: Ints, minutes: Ints, depths: Ints) -> None:
        """Add depths; what lies before the ring's first minute is left out."""
        held = (minutes > self.newest - self.columns) & (minutes <= self.newest)
        np.add.at(self._bins, (gauges[held], minutes[held] % self.columns), depths[held].astype(np.int32))
        self._summed_to[gauges[minutes <= self._summed_to[gauges]]] = _UNKNOWN

    def sums(self, gauges: Ints, first: int, last: int) -> Ints:
        """Return sums of shape (gauges, lengths, minutes) for windows that end at the minutes ``first`` to ``last``."""
        before = self._sums_at(gauges, first - 1)
        entering = np.cumsum(self._part(gauges, first, last), axis=1, dtype=np.int64)
        leaving = [
            np.cumsum(self._part(gauges, first - length, last - length), axis=1, dtype=np.int64)
            for length in self.lengths
        ]
        sums = before[:, :, None] + entering[:, None, :] - np.stack(leaving, axis=1)
        self._sums[gauges], self._summed_to[gauges] = sums[:, :, -1], last
        return sums

    def _sums_at(self, gauges: Ints, minute: int) -> Ints:
        """Return the sums (gauges, lengths) of the windows that end at ``minute``."""
        sums = self._sums[gauges]
        unknown = self._summed_to[gauges] != minute
        if unknown.any():
            bins = self._part(gauges[unknown], minute - max(self.lengths) + 1, minute)
            sums[unknown] = window_sums(bins, self.lengths, 1)[:, :, 0]
        return sums

    def _part(self, gauges: Ints, first: int, last: int) -> NDArray[np.int32]:
        return self._bins[np.ix_(gauges, np.arange(first, last + 1) % self.columns)]
