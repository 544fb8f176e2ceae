"""When a slope that accelerates fails: the straight line of the inverse velocity meets zero (Fukuzono 1985)."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from anlan.science.refusing import Refused

LEAST_RATES: Final = 5
_TAIL: Final = 0.9  # One tail of ten per cent to either side.


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The time of failure and the range that holds it four times in five, in the unit of the times given."""

    low: float
    best: float
    high: float
    fit: float


def rates_of(times: ArrayLike, displacements: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return the middles of the intervals and the rates in them; times that do not grow are refused."""
    when, moved = np.asarray(times, dtype=float), np.asarray(displacements, dtype=float)
    if when.shape != moved.shape or when.ndim != 1:
        raise Refused("lengths_differ", f"{when.size}, {moved.size}")
    if not (np.isfinite(when).all() and np.isfinite(moved).all()):
        raise Refused("not_finite")
    if (np.diff(when) <= 0).any():
        raise Refused("times_not_in_order")
    return (when[1:] + when[:-1]) / 2, np.diff(moved) / np.diff(when)


def failure_time(times: ArrayLike, rates: ArrayLike) -> Failure:
    """Return when the inverse of the rates reaches zero; rates that stand still or do not grow are refused."""
    when, speed = np.asarray(times, dtype=float), np.asarray(rates, dtype=float)
    if when.size < LEAST_RATES:
        raise Refused("too_few_rates", when.size)
    if not (speed > 0).all():
        raise Refused("stands_still", float(speed.min()))
    inverse = 1 / speed
    middle, away = when.mean(), when - when.mean()
    square = float((away**2).sum())
    slope = float((away * inverse).sum() / square)
    if slope >= 0:
        raise Refused("does_not_accelerate", slope)
    left = inverse - inverse.mean() - slope * away
    best = middle - inverse.mean() / slope
    if best <= when[-1]:
        raise Refused("fails_before_the_last_rate", float(best))
    low, high = _range(when, slope, float((left**2).sum()), float(best), square)
    spread = float(((inverse - inverse.mean()) ** 2).sum())
    fit = 1 - float((left**2).sum()) / spread if spread else 1.0
    return Failure(low=max(low, float(when[-1])), best=float(best), high=high, fit=fit)


def _range(when: np.ndarray, slope: float, rest: float, best: float, square: float) -> tuple[float, float]:
    """Fieller's range of the point where a fitted line is zero."""
    quantile = float(stdtrit(when.size - 2, _TAIL))
    variance = rest / (when.size - 2)
    share = quantile**2 * variance / (slope**2 * square)
    if share >= 1:
        raise Refused("too_scattered", round(share, 2))
    middle = float(when.mean())
    half = quantile * sqrt(variance) / abs(slope) * sqrt((1 - share) / when.size + (best - middle) ** 2 / square)
    return middle + (best - middle - half) / (1 - share), middle + (best - middle + half) / (1 - share)
