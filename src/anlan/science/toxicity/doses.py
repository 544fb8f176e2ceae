"""Doses of a toxic gas, the share of people who die of them, and what walls keep out."""

from typing import Final

import numpy as np
from scipy.special import ndtr, ndtri

from anlan.science.refusing import within
from anlan.science.substances.tables import Floats
from anlan.science.toxicity.tables import Probit

PPM: Final = 1e6
_STEPS: Final = 2000


def probit_value(share: Floats, minutes: Floats, by: Probit) -> Floats:
    """Return Pr of breathing a share of volume for so many minutes; nothing breathed gives minus infinity."""
    with np.errstate(divide="ignore"):
        return by.a + by.b * np.log((np.asarray(share) * PPM) ** by.n * np.asarray(minutes))


def dying(share: Floats, minutes: Floats, by: Probit) -> Floats:
    """Return the share of people who die."""
    return ndtr(probit_value(share, minutes, by) - 5)


def lethal_share(dying_share: Floats, minutes: Floats, by: Probit) -> Floats:
    """Return the share of volume that kills such a share of people in so many minutes."""
    wanted = np.exp((ndtri(dying_share) + 5 - by.a) / by.b)
    return (wanted / np.asarray(minutes)) ** (1 / by.n) / PPM


def indoors(minutes: float, changes_per_hour: float) -> float:
    """Return the concentration in a closed house as a share of that outside, at the end of so many minutes."""
    within("air_changes", changes_per_hour, 0.05, 20)
    return float(1 - np.exp(-changes_per_hour * minutes / 60))


def indoor_dose(minutes: float, changes_per_hour: float, n: float, *, aired_after: float = 10.0) -> float:
    """Return the dose in a closed house as a share of that outside; aired so many minutes after the cloud has passed.

    C inside rises as 1 - exp(-lambda t) while the cloud stays, and falls as exp(-lambda t) until windows are opened.
    """
    within("minutes", minutes, 0.5, 1440)
    rising = np.linspace(0, minutes, _STEPS)
    rate = changes_per_hour / 60
    inside = (1 - np.exp(-rate * rising)) ** n
    falling = np.linspace(0, aired_after, _STEPS)
    after = (indoors(minutes, changes_per_hour) * np.exp(-rate * falling)) ** n
    return float((np.trapezoid(inside, rising) + np.trapezoid(after, falling)) / minutes)
