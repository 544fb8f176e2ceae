"""Runoff depth by curve number (SCS-CN), in mm."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.bounds import Floats, within

USUAL_LOSS: Final = 0.2


def retention(curve_number: ArrayLike) -> Floats:
    """Return how much rain the ground can keep after runoff begins, in mm."""
    return np.asarray(25_400.0 / within("curve_number", curve_number, 30.0, 100.0) - 254.0)


def runoff(rain_mm: ArrayLike, curve_number: ArrayLike, loss: float = USUAL_LOSS) -> Floats:
    """Return the runoff of a storm in mm; ``loss`` is the share of the retention that is lost before runoff begins."""
    rain, kept = within("rain_mm", rain_mm, 0.0, 3000.0), retention(curve_number)
    left = np.maximum(rain - within("loss", loss, 0.0, 0.4) * kept, 0.0)
    whole = left + kept
    return np.asarray(np.divide(left**2, whole, out=np.zeros_like(whole * left), where=whole > 0))


def rain_for(runoff_mm: ArrayLike, curve_number: ArrayLike, loss: float = USUAL_LOSS) -> Floats:
    """Return the rain in mm from which a storm has so much runoff: the inverse of ``runoff``."""
    depth, kept = within("runoff_mm", runoff_mm, 0.0, 3000.0), retention(curve_number)
    return np.asarray(loss * kept + (depth + np.sqrt(depth**2 + 4.0 * depth * kept)) / 2.0)


def wetter(curve_number: ArrayLike) -> Floats:
    """Return the curve number after wet days (condition III) of that of usual days (condition II)."""
    usual = within("curve_number", curve_number, 30.0, 100.0)
    return np.asarray(23.0 * usual / (10.0 + 0.13 * usual))


def drier(curve_number: ArrayLike) -> Floats:
    """Return the curve number after dry days (condition I) of that of usual days (condition II)."""
    usual = within("curve_number", curve_number, 30.0, 100.0)
    return np.asarray(4.2 * usual / (10.0 - 0.058 * usual))
