"""Rain of the days before, of which each day leaves a share: effective antecedent rain."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.bounds import Floats, within

USUAL_SHARE: Final = 0.84


def antecedent(daily_mm: ArrayLike, share: float = USUAL_SHARE) -> Floats:
    """Return the sum of each earlier day's rain times ``share`` to the power of its days ago, in mm.

    ``daily_mm`` holds whole days, the latest last, in its last axis; the latest counts one day ago.
    """
    days = within("daily_rain_mm", daily_mm, 0.0, 2000.0)
    within("share", share, 0.5, 0.98)
    weights = np.power(share, np.arange(days.shape[-1], 0, -1, dtype=np.float64))
    return np.asarray(days @ weights)
