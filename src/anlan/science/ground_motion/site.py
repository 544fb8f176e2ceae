"""The site: from rock to the classes I0 to IV of GB 18306."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.ground_motion.tables import Floats, site_table
from anlan.science.refusing import Refused

GRAVITY: Final = 9.80665
_ROUNDS: Final = 40


def factor(site_class: str, class_ii: ArrayLike) -> Floats:
    """Return the factor of a class by the acceleration (m/s2) that class II would have."""
    steps, factors, _ = site_table()
    if site_class not in factors:
        raise Refused("site_class_unknown", site_class)
    return np.asarray(np.interp(np.asarray(class_ii, dtype=float) / GRAVITY, steps, factors[site_class]))


def on_site(rock: ArrayLike, site_class: str) -> Floats:
    """Return the peak acceleration (m/s2) on a site class from that on rock.

    The table's factors go by the acceleration of class II, which is found from that on rock by repetition.
    """
    given = np.asarray(rock, dtype=float)
    _, _, rock_class = site_table()
    class_ii = given
    for _ in range(_ROUNDS):
        class_ii = given / factor(rock_class, class_ii)
    return class_ii * factor(site_class, class_ii)
