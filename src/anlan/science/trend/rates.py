"""Whether events have become more or less frequent: the exact conditional test of two Poisson rates.

Of n events in both periods together, the number in the later one is binomial where the rates are the same, with the
later period's share of the time (Przyborowski and Wilenski 1940). The test is two-sided: it sums the chances of all
splits that are no likelier than the one seen.
"""

from dataclasses import dataclass
from math import inf, log
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.refusing import Refused

MOST_EVENTS: Final = 1_000_000
_SAME: Final = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class RateChange:
    """The later rate over the earlier one (infinite where there was none), and how likely chance alone gives it."""

    ratio: float
    expected: float
    p_value: float


def rate_change(now: int, now_days: float, before: int, before_days: float) -> RateChange:
    """Return how the rate of ``now`` events in ``now_days`` differs from that of ``before`` in ``before_days``."""
    for count in (now, before):
        if count < 0 or count != int(count):
            raise Refused("not_a_count", count)
    for days in (now_days, before_days):
        if not 0 < days <= 100_000:
            raise Refused("days_out_of_range", days)
    total = int(now) + int(before)
    if total > MOST_EVENTS:
        raise Refused("too_many_events", total)
    share = now_days / (now_days + before_days)
    if total == 0:
        return RateChange(ratio=1.0, expected=0.0, p_value=1.0)
    chances = _binomial(total, share)
    p_value = float(chances[chances <= chances[int(now)] * _SAME].sum())
    ratio = (now / now_days) / (before / before_days) if before else inf
    return RateChange(ratio=ratio, expected=total * share, p_value=min(p_value, 1.0))


def _binomial(total: int, share: float) -> NDArray[np.float64]:
    """Return the chance of each number of successes, from 0 to ``total``."""
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, total + 1)))))
    k = np.arange(total + 1)
    chances: NDArray[np.float64] = np.exp(
        logs[total] - logs[k] - logs[total - k] + k * log(share) + (total - k) * log(1 - share)
    )
    return chances


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """Return the p-values corrected for being many (Holm 1979): none is found by looking often enough."""
    given = np.asarray(p_values, dtype=float)
    if given.size and not bool(np.all((given >= 0) & (given <= 1))):
        raise Refused("not_a_chance", given.tolist())
    order = np.argsort(given, kind="stable")
    stepped = np.maximum.accumulate(given[order] * np.arange(given.size, 0, -1))
    corrected = np.empty(given.size)
    corrected[order] = np.minimum(stepped, 1.0)
    return corrected
