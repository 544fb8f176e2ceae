"""The acceleration at places: which region's relation holds, and what its neighbours would say."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from anlan.science.earthquake_intensity.source import Floats, Source
from anlan.science.ground_motion.motion import along_axis, peak
from anlan.science.ground_motion.regions import region_at
from anlan.science.ground_motion.site import on_site
from anlan.science.refusing import Refused

_COMPARED_AT_KM: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """The region whose relation holds (empty: none), whether a person chose it, and its neighbours' share of it.

    ``beside`` holds, for each region whose border is near, how many times as much its relation gives 20 km away.
    """

    region: str
    is_chosen: bool
    beside: tuple[tuple[str, float], ...]


def motion_of(source: Source, chosen: str) -> Motion:
    """Return which region's relation holds for an earthquake: the chosen one, else that of the epicentre."""
    if chosen:
        return Motion(region=chosen, is_chosen=True, beside=())
    where = region_at(source.longitude, source.latitude)
    own = _away(where.word, source.magnitude)
    beside = ((word, _away(word, source.magnitude)) for word in where.near)
    compared = tuple((word, round(there / own, 2)) for word, there in beside if own and there)
    return Motion(region=where.word, is_chosen=False, beside=compared)


def _away(word: str, magnitude: float) -> float:
    try:
        return float(along_axis("acceleration", word, magnitude, _COMPARED_AT_KM, is_long=False))
    except Refused:
        return 0.0


def accelerations(source: Source, region: str, longitudes: Floats, latitudes: Floats) -> list[float | None]:
    """Return the peak acceleration (m/s2) on site class II at places; none where the relation does not reach."""
    try:
        rock = peak("acceleration", source, region, longitudes, latitudes)
    except Refused:
        return [None] * len(longitudes)
    ground = on_site(np.nan_to_num(rock), "II")
    return [None if np.isnan(on_rock) else round(float(at), 2) for on_rock, at in zip(rock, ground, strict=True)]
