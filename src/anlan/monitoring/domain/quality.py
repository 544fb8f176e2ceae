"""Doubts about readings: unchanged for too long, changed too fast, or outside what is likely. Doubtful ones are kept.

They are judged like any other, because a warning too many does less harm than one too few; whoever sees them sees the
doubt as well. Each is a bit of the reading's ``quality``; 0 is a reading that nothing speaks against.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.monitoring.domain.quantities import Quantity
from anlan.monitoring.domain.readings import Readings

STUCK: Final = 1
SPIKE: Final = 2
UNLIKELY: Final = 4
_MINUTE: Final = 60_000_000
_HOUR: Final = 60 * _MINUTE
_UNHEARD: Final = 0
_LIMITS: Final = np.dtype([("stuck", "i8"), ("spike", "f8"), ("low", "f8"), ("high", "f8")])
_LAST: Final = np.dtype([("time", "i8"), ("value", "f8"), ("since", "i8")])


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Readings of watched series, ordered by series and time, with the value and the time before each."""

    series: NDArray[np.int32]
    times: NDArray[np.int64]
    values: NDArray[np.float64]
    is_first: NDArray[np.bool_]
    times_before: NDArray[np.int64]
    values_before: NDArray[np.float64]


class Doubts:
    """Finds doubtful readings, series by series; it remembers the last value of each and since when it stands.

    Of a series whose quantity is nobody's but its sender's nothing is doubtful.
    """

    def __init__(self, quantities: Iterable[tuple[int, Quantity | None]]) -> None:
        watched = list(quantities)
        size = max((series for series, _quantity in watched), default=0) + 1
        self._limits = np.zeros(size, dtype=_LIMITS)
        self._limits["spike"], self._limits["low"], self._limits["high"] = np.inf, -np.inf, np.inf
        self._last = np.zeros(size, dtype=_LAST)
        for series, quantity in watched:
            if quantity is None:
                continue
            stuck = round(quantity.stuck_hours * _HOUR)
            self._limits[series] = (stuck, quantity.spike_per_minute, quantity.likely_low, quantity.likely_high)
        self._is_followed = (self._limits["stuck"] > 0) | (self._limits["spike"] < np.inf)

    def goes_on_from(self, before: "Doubts") -> None:
        """Take over what was known of each series."""
        shared = min(len(self._last), len(before._last))
        self._last[:shared] = before._last[:shared]

    def find(self, readings: Readings) -> NDArray[np.int16]:
        """Return the doubts about each reading; late readings are compared with none before them."""
        limits = self._limits[readings.series]
        outside = (readings.values < limits["low"]) | (readings.values > limits["high"])
        quality = np.where(outside, UNLIKELY, 0).astype(np.int16)
        followed = np.flatnonzero(self._is_followed[readings.series])
        if len(followed):
            order = followed[np.lexsort((readings.times[followed], readings.series[followed]))]
            quality[order] |= self._in_time(self._ordered(readings.picked(order)))
        return quality

    def _ordered(self, readings: Readings) -> _Ordered:
        series, times, values = readings.series, readings.times, readings.values
        is_first = np.append(True, series[1:] != series[:-1])
        last = self._last[series]
        times_before = np.where(is_first, last["time"], np.append(0, times[:-1]))
        values_before = np.where(is_first, last["value"], np.append(0.0, values[:-1]))
        return _Ordered(series, times, values, is_first, times_before, values_before)

    def _in_time(self, its: _Ordered) -> NDArray[np.int16]:
        limits, elapsed = self._limits[its.series], its.times - its.times_before
        is_later = (its.times_before != _UNHEARD) & (elapsed > 0)
        change = np.abs(its.values - its.values_before)
        spike = is_later & (change > limits["spike"] * np.maximum(elapsed / _MINUTE, 1.0))
        since = self._unchanged_since(its, is_later & (change == 0))
        stuck = (limits["stuck"] > 0) & (its.times - since >= limits["stuck"])
        self._remember(its, since)
        return np.where(spike, SPIKE, 0).astype(np.int16) | np.where(stuck, STUCK, 0).astype(np.int16)

    def _unchanged_since(self, its: _Ordered, is_same: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return since when each reading's value stands."""
        carried = self._last["since"][its.series]
        begins = np.where(is_same & its.is_first, carried, its.times)
        index = np.maximum.accumulate(np.where(~is_same | its.is_first, np.arange(len(begins)), 0))
        since: NDArray[np.int64] = begins[index]
        return since

    def _remember(self, its: _Ordered, since: NDArray[np.int64]) -> None:
        is_last = np.append(its.series[1:] != its.series[:-1], True)
        newer = is_last & (its.times > self._last["time"][its.series])
        series = its.series[newer]
        self._last["time"][series], self._last["value"][series] = its.times[newer], its.values[newer]
        self._last["since"][series] = since[newer]
