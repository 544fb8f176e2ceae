"""What water of some depth and speed does to people and cars, and the order in which to move whom it reaches."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.bounds import Floats, within


@dataclass(frozen=True, slots=True)
class Step:
    """A class of danger by its word and the least rating or depth that reaches it."""

    word: str
    least: float


@cache
def _table(name: str) -> tuple[Step, ...]:
    data = tomllib.loads((resources.files("anlan.science.inundation") / "harm.toml").read_text("utf-8"))
    return tuple(Step(each["word"], float(each["from"])) for each in data[name])


def danger_words() -> tuple[str, ...]:
    """Return the words of the classes of danger to people, from none to the greatest."""
    return tuple(step.word for step in _table("people"))


def rating(depth_m: ArrayLike, speed_ms: ArrayLike) -> Floats:
    """Return the rating of danger to people: depth x (speed + 0.5), without a term for what floats in the water."""
    deep, fast = within("depth_m", depth_m, 0.0, 300.0), within("speed_ms", speed_ms, 0.0, 60.0)
    return np.asarray(deep * (fast + 0.5))


def danger(depth_m: ArrayLike, speed_ms: ArrayLike) -> NDArray[np.int64]:
    """Return the class of danger to people: the place of its word in ``danger_words``; dry ground is 0."""
    borders = [step.least for step in _table("people")][1:]
    return np.asarray(np.searchsorted(borders, rating(depth_m, speed_ms), side="right"), dtype=np.int64)


def road_words() -> tuple[str, ...]:
    """Return the words of what becomes of a road under water, from passable on."""
    return tuple(step.word for step in _table("road"))


def road(depth_m: ArrayLike) -> NDArray[np.int64]:
    """Return what becomes of a road under so much water: the place of its word in ``road_words``."""
    borders = [step.least for step in _table("road")][1:]
    deep = within("depth_m", depth_m, 0.0, 300.0)
    return np.asarray(np.searchsorted(borders, deep, side="right"), dtype=np.int64)


def order_of_moving(arrival_h: ArrayLike, classes: ArrayLike, helped_first: ArrayLike) -> NDArray[np.int64]:
    """Return the places in the order in which to move them: whom the water reaches within the same half hour go by
    danger, then by whether they need help, then by the hour itself. Places that it does not reach are left out.
    """
    hours = np.asarray(arrival_h, dtype=np.float64)
    reached = np.flatnonzero(np.isfinite(hours))
    keys = (
        hours[reached],
        ~np.asarray(helped_first, dtype=np.bool_)[reached],
        -np.asarray(classes, dtype=np.int64)[reached],
        np.floor(hours[reached] * 2.0),
    )
    return reached[np.lexsort(keys)]
