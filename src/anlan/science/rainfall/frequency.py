"""How rare a depth of rain is: Pearson type III, the curve that design rain is drawn with in China."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincc, gammainccinv, ndtr, ndtri

from anlan.science.bounds import Floats, OutOfRange, within

_NO_SKEW = 1e-4
FEWEST_YEARS = 10
_SAMPLES = 400
_RARE_YEARS = 10_000.0


@dataclass(frozen=True, slots=True)
class Curve:
    """A Pearson type III curve of annual maxima: mean in mm, coefficient of variation, coefficient of skew."""

    mean: float
    cv: float
    skew: float


def frequency_factor(skew: ArrayLike, years: ArrayLike) -> Floats:
    """Return by how many standard deviations the depth of so many years' return period exceeds the mean."""
    skews, periods = within("skew", skew, 0.0, 9.0), within("return_years", years, 1.001, _RARE_YEARS)
    shape = 4.0 / np.square(np.maximum(skews, _NO_SKEW))
    curved = (gammainccinv(shape, 1.0 / periods) - shape) / np.sqrt(shape)
    found: Floats = np.where(skews < _NO_SKEW * 10, -ndtri(1.0 / periods), curved)
    return found


def depth_of(curve: Curve, years: ArrayLike) -> Floats:
    """Return the depths in mm that are reached or exceeded once in so many years on average."""
    _refuse_curve(curve)
    return np.asarray(curve.mean * (1.0 + curve.cv * frequency_factor(curve.skew, years)))


def return_years(curve: Curve, depth: ArrayLike) -> Floats:
    """Return how many years lie on average between depths so great; what is rarer than 10,000 years is told as that."""
    _refuse_curve(curve)
    factor = (within("depth_mm", depth, 0.0, 5000.0) / curve.mean - 1.0) / curve.cv
    if curve.skew < _NO_SKEW * 10:
        exceeded = ndtr(-factor)
    else:
        shape = 4.0 / curve.skew**2
        exceeded = gammaincc(shape, np.maximum(shape + factor * np.sqrt(shape), 0.0))
    found: Floats = 1.0 / np.maximum(exceeded, 1.0 / _RARE_YEARS)
    return found


def fitted(annual_maxima: ArrayLike) -> Curve:
    """Return the curve with the moments of a gauge's annual maxima; fewer than ten years are refused.

    The skew is corrected for the number of years by n/((n-1)(n-2)). A negative skew has no place in a curve of annual
    maxima and counts as none.
    """
    maxima = within("annual_maximum_mm", annual_maxima, 0.0, 5000.0)
    count = maxima.size
    if count < FEWEST_YEARS:
        raise OutOfRange("too_few_years", "annual_maximum_mm", count)
    spread = float(np.std(maxima, ddof=1))
    if spread == 0:
        raise OutOfRange("no_variation", "annual_maximum_mm", maxima[0])
    mean = float(np.mean(maxima))
    cubed = float(np.sum(((maxima - mean) / spread) ** 3))
    return Curve(mean, spread / mean, max(0.0, cubed * count / ((count - 1) * (count - 2))))


def between(annual_maxima: ArrayLike, years: float) -> tuple[float, float]:
    """Return the depths between which nine of ten curves lie that are fitted to years drawn anew from the same ones."""
    maxima = np.asarray(annual_maxima, dtype=np.float64)
    draws = np.random.default_rng(20_260_701).choice(maxima, (_SAMPLES, maxima.size))
    depths = [float(depth_of(fitted(draw), years)) for draw in draws if np.ptp(draw) > 0]
    low, high = np.quantile(depths, (0.05, 0.95))
    return float(low), float(high)


def _refuse_curve(curve: Curve) -> None:
    within("mean_mm", curve.mean, 0.1, 2000.0)
    within("cv", curve.cv, 0.01, 2.0)
    within("skew", curve.skew, 0.0, 9.0)
