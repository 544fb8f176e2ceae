"""Overpressure of explosions by the charge of TNT that would do the same. SI units, overpressure in Pa."""

from typing import Final

import numpy as np

from anlan.science.refusing import Refused, within
from anlan.science.substances.tables import ATMOSPHERE_PA, Floats, Substance

TNT_HEAT: Final = 4.68e6
LEAST_YIELD: Final = 0.01
USUAL_YIELD: Final = 0.03
MOST_YIELD: Final = 0.10
NEAREST: Final = 0.05
FARTHEST: Final = 500.0
_HALVINGS: Final = 60


def tnt_of_cloud(mass: float, of: Substance, share: float = USUAL_YIELD) -> float:
    """Return the kg of TNT that a cloud of so many burning kg equals, a share of its heat making the blast."""
    if of.combustion_heat is None:
        raise Refused("does_not_burn", of.name)
    within("yield", share, LEAST_YIELD, 1.0)
    return share * mass * of.combustion_heat / TNT_HEAT


def overpressure(tnt: float, distance: Floats) -> Floats:
    """Return the overpressure in Pa at a distance from a charge in the open (Kinney and Graham 1985)."""
    within("tnt", tnt, 1e-3, 1e7)
    z = np.asarray(distance, dtype=float) / tnt ** (1 / 3)
    if np.any(z < NEAREST) or np.any(z > FARTHEST):
        raise Refused("distance_out_of_range", distance)
    return ATMOSPHERE_PA * _ratio(z)


def distance_of(tnt: float, pressure: float) -> float:
    """Return the distance in m at which the overpressure has fallen to so many Pa."""
    within("tnt", tnt, 1e-3, 1e7)
    wanted = pressure / ATMOSPHERE_PA
    if not _ratio(FARTHEST) <= wanted <= _ratio(NEAREST):
        raise Refused("overpressure_out_of_range", pressure)
    near, far = NEAREST, FARTHEST
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        near, far = (middle, far) if _ratio(middle) > wanted else (near, middle)
    return float(near * tnt ** (1 / 3))


def _ratio(z: Floats) -> Floats:
    over = 808 * (1 + (z / 4.5) ** 2)
    return over / (np.sqrt(1 + (z / 0.048) ** 2) * np.sqrt(1 + (z / 0.32) ** 2) * np.sqrt(1 + (z / 1.35) ** 2))
