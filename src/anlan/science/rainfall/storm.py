"""How much of a storm falls within its heaviest hours: H(t) = H(T) (t / T)^(1 - n)."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.bounds import Floats, OutOfRange, within

USUAL_DECAY: Final = 0.65
DECAYS: Final = (0.5, 0.8)
_SHORTEST: Final = 1.0


def heaviest(depth_mm: ArrayLike, lasting_h: float, hours: float, decay: float = USUAL_DECAY) -> Floats:
    """Return the rain in mm of the heaviest ``hours`` of rain that lasts ``lasting_h``.

    ``decay`` (n) is that of the county's book of hydrology for one to 24 hours; 0 is even rain.
    """
    depth = within("depth_mm", depth_mm, 0.0, 3000.0)
    whole, part = float(within("duration_h", lasting_h, _SHORTEST, 72.0)), float(within("hours", hours, 0.5, 72.0))
    if part > whole:
        raise OutOfRange("longer_than_the_rain", "hours", f"{part:g} of {whole:g}")
    return np.asarray(depth * (part / whole) ** (1.0 - float(within("decay", decay, 0.0, 0.95))))
