"""An estimate brought nearer to what stations and people report."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.science.earthquake_intensity.relations import uncertainty_degrees
from anlan.science.refusing import Refused

# What single places differ from each other under one earthquake, in degrees: our assumption.
PLACES_SPREAD: Final = 0.6
# A zone begins half a degree below its number, as instruments measure it.
ZONE_OFFSET: Final = 0.5


@dataclass(frozen=True, slots=True)
class Correction:
    """Degrees to add to the estimate everywhere, how far it may still be off, and how many places it stands on."""

    degrees: float
    uncertainty: float
    places: int


NONE: Final = Correction(0.0, uncertainty_degrees(), 0)


def correction(estimated: ArrayLike, measured: ArrayLike) -> Correction:
    """Return the correction from estimates at stations and the intensities their instruments measured.

    The mean difference counts the more the more stations there are; without any the estimate stays as it is.
    """
    guess, found = np.asarray(estimated, dtype=float), np.asarray(measured, dtype=float)
    if guess.shape != found.shape:
        raise Refused("stations_do_not_pair", f"{guess.shape} and {found.shape}")
    if np.any(~np.isfinite(found) | (found < 1) | (found > 12)):
        raise Refused("intensity_out_of_range", "1 to 12")
    if not guess.size:
        return NONE
    prior, within = 1 / uncertainty_degrees() ** 2, guess.size / PLACES_SPREAD**2
    mean = float(np.mean(found + ZONE_OFFSET - guess))
    return Correction(mean * within / (prior + within), float((prior + within) ** -0.5), int(guess.size))
