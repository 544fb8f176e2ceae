"""Values of a grid as rain in mm, step by step."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from anlan.analysis.domain.errors import RainHasSteps, RainImplausible, RainUnitDiffers

Floats = NDArray[np.float64]

ONE, EACH, RUNNING = "one", "each", "running"
_MILLIMETRES: Final = {"mm": 1.0, "0.1mm": 0.1, "cm": 10.0, "m": 1000.0}
_NAMED: Final = {
    "mm": "mm",
    "millimeter": "mm",
    "millimeters": "mm",
    "kg m-2": "mm",
    "kg m**-2": "mm",
    "kg/m2": "mm",
    "kg/m^2": "mm",
    "0.1mm": "0.1mm",
    "0.1 mm": "0.1mm",
    "cm": "cm",
    "m": "m",
}
_MOST_MM: Final = 3000.0
_LEAST_MM: Final = -0.05


def in_millimetres(values: Floats, told: str, chosen: str | None) -> Floats:
    """Return the values in mm; a chosen unit other than the one that the file names is refused."""
    named = _NAMED.get(told.lower()) if told else None
    if told and named is None and chosen is None:
        raise RainUnitDiffers(told=told, chosen="mm")
    if named is not None and chosen is not None and named != chosen:
        raise RainUnitDiffers(told=told, chosen=chosen)
    return np.asarray(values * _MILLIMETRES[chosen or named or "mm"])


def by_steps(values: Floats, layers: str) -> Floats:
    """Return the rain of each step: the layers as they are, or what each has more than the one before.

    Refuses several layers said to be one, and what is no rain: nothing at all, less than none, more than 3,000 mm.
    """
    if layers == ONE and values.shape[0] > 1:
        raise RainHasSteps(count=values.shape[0])
    if layers == RUNNING:
        values = np.diff(values, axis=0, prepend=np.zeros_like(values[:1]))
    known = np.isfinite(values)
    if not np.any(known):
        raise RainImplausible(least="-", most="-")
    least, most = float(np.min(values[known])), float(np.max(values[known]))
    if least < _LEAST_MM or most > _MOST_MM:
        raise RainImplausible(least=f"{least:g}", most=f"{most:g}")
    return np.asarray(np.where(known, np.maximum(values, 0.0), np.nan))


def total(values: Floats) -> Floats:
    """Return the rain of all steps together; a cell without any step that is known has none."""
    whole = np.nansum(values, axis=0)
    return np.asarray(np.where(np.any(np.isfinite(values), axis=0), whole, np.nan))


def largest_cell(whole: Floats) -> tuple[int, int]:
    """Return row and column of the greatest rain."""
    at = int(np.nanargmax(whole))
    found: Any = np.unravel_index(at, whole.shape)
    return int(found[0]), int(found[1])
