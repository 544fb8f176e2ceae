"""Whether a series of figures rises or falls: Mann and Kendall's test with Sen's slope."""

from dataclasses import dataclass
from math import erfc, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.refusing import Refused

FEWEST: Final = 4
MOST: Final = 2000
_EXACT_TO: Final = 10


@dataclass(frozen=True, slots=True)
class Trend:
    """Kendall's S, the two-sided chance of one as great, whether it is exact, and Sen's slope a step."""

    s: int
    p_value: float
    is_exact: bool
    slope: float


def trend(values: ArrayLike) -> Trend:
    """Return the trend of figures at equal steps of time; up to ten without ties exactly, else by the normal curve."""
    series = np.asarray(values, dtype=float)
    if not FEWEST <= series.size <= MOST:
        raise Refused("series_too_short_or_long", series.size)
    if not bool(np.all(np.isfinite(series))):
        raise Refused("not_a_number", series.tolist())
    earlier, later = np.triu_indices(series.size, 1)
    s = int(np.sign(series[later] - series[earlier]).sum())
    slope = float(np.median((series[later] - series[earlier]) / (later - earlier)))
    ties = np.unique(series, return_counts=True)[1]
    is_exact = series.size <= _EXACT_TO and int(ties.max()) == 1
    p_value = _exact(s, int(series.size)) if is_exact else _normal(s, int(series.size), ties)
    return Trend(s=s, p_value=p_value, is_exact=is_exact, slope=slope)


def _exact(s: int, size: int) -> float:
    """Return the share of all orders of ``size`` figures whose S is as far from nothing."""
    ways = np.array([1.0])
    for length in range(2, size + 1):
        ways = np.convolve(ways, np.ones(length))
    pairs = size * (size - 1) // 2
    each = pairs - 2 * np.arange(pairs + 1)
    return float(ways[np.abs(each) >= abs(s)].sum() / ways.sum())


def _normal(s: int, size: int, ties: NDArray[np.int64]) -> float:
    variance = (size * (size - 1) * (2 * size + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    if variance <= 0:
        return 1.0
    z = max(abs(s) - 1, 0) / sqrt(variance)
    return erfc(z / sqrt(2))
