"""How long until the last of a place is in safety: told, ready, through the narrowest stretch, on the way.

People get ready as a Rayleigh curve says (Tweedie and others 1986), queue before the narrowest stretch, and go on at
their speed. Walkers' flow is that of Nelson and Mowrer: 1.3 persons a second and metre.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.science.refusing import Refused, within

Curve = NDArray[np.float64]
WALKED_FLOW: Final = 1.3
_READY: Final = 0.95
_STEP: Final = 0.5
_LONGEST: Final = 14 * 1440.0
SPEEDS: Final = {"walk": 4.0, "car": 20.0, "bus": 25.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """A place to be left: persons, minutes until they are told and until 95 % are ready, the way and its capacity."""

    people: int
    told_minutes: float
    ready_minutes: float
    distance_km: float
    mode: str
    per_minute: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Minutes from the order until half, 95 % and all are in safety, and the longest wait before the narrow stretch."""

    half: float
    most: float
    last: float
    waiting: float


def walked_per_minute(width: float) -> float:
    """Return the persons a minute who can walk through so many metres of way."""
    return WALKED_FLOW * 60 * within("width", width, 0.5, 50)


def driven_per_minute(vehicles_per_hour: float, persons: float) -> float:
    """Return the persons a minute on a road that lets so many vehicles an hour pass."""
    return within("vehicles", vehicles_per_hour, 1, 4000) * within("persons", persons, 0.5, 100) / 60


def leaving(moving: Moving) -> Left:
    """Return when the people of a place are in safety."""
    within("people", moving.people, 1, 1_000_000)
    within("told_minutes", moving.told_minutes, 0, 1440)
    within("ready_minutes", moving.ready_minutes, 1, 1440)
    within("distance", moving.distance_km, 0, 300)
    within("per_minute", moving.per_minute, 0.1, 100_000)
    if moving.mode not in SPEEDS:
        raise Refused("mode_unknown", moving.mode)
    if moving.people / moving.per_minute > _LONGEST:
        raise Refused("way_too_narrow", f"{moving.per_minute:g}")
    end = 3 * moving.ready_minutes + moving.people / moving.per_minute + 2
    minutes = np.arange(0.0, end, _STEP)
    spread = moving.ready_minutes / np.sqrt(-2 * np.log(1 - _READY))
    ready = moving.people * (1 - np.exp(-(minutes**2) / (2 * spread**2)))
    ready[-1] = moving.people
    gone = _through(ready, moving.per_minute * _STEP)
    before = moving.told_minutes + 60 * moving.distance_km / SPEEDS[moving.mode]
    half, most, last = (before + float(np.interp(share * moving.people, gone, minutes)) for share in (0.5, 0.95, 0.999))
    return Left(half=half, most=most, last=last, waiting=float(np.max(ready - gone)) / moving.per_minute)


def _through(ready: Curve, capacity: float) -> Curve:
    steps = capacity * np.arange(len(ready), dtype=np.float64)
    gone: Curve = np.minimum.accumulate(ready - steps) + steps
    return gone
