"""The relations of the table, and which one holds at a longitude."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import e
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.refusing import Refused

Floats = NDArray[np.float64]
_BASES: Final = {"e": e, "10": 10.0}


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a relation: ``I = a + b M + c log(R + r0)`` with a logarithm of ``base`` and R in km."""

    a: float
    b: float
    c: float
    r0: float
    base: float

    def intensity(self, magnitude: float, distance_km: ArrayLike) -> Floats:
        """Return the intensity at distances along this axis."""
        logs = np.log(np.asarray(distance_km, dtype=float) + self.r0) / np.log(self.base)
        return np.asarray(self.a + self.b * magnitude + self.c * logs)

    def distance_km(self, magnitude: float, intensity: ArrayLike) -> Floats:
        """Return where along this axis an intensity is met; 0 where it is met nowhere."""
        powers = (self.a + self.b * magnitude - np.asarray(intensity, dtype=float)) / -self.c
        return np.asarray(np.maximum(self.base**powers - self.r0, 0.0))


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation by its word: two axes, where it comes from, and how far that is confirmed."""

    word: str
    name: str
    long: Axis
    short: Axis
    source: str
    mark: str

    def greatest(self, magnitude: float) -> float:
        """Return the intensity at the epicentre: the lesser of the two axes', which may differ a little."""
        return float(min(self.long.intensity(magnitude, 0.0), self.short.intensity(magnitude, 0.0)))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.science.earthquake_intensity") / "relations.toml").read_text("utf-8"))


@cache
def relations() -> dict[str, Relation]:
    """Return all relations by their word."""
    return {row["word"]: _relation(row) for row in _table()["relation"]}


def _relation(row: dict[str, Any]) -> Relation:
    base = _BASES[row["base"]]
    return Relation(
        word=row["word"],
        name=row["name"],
        long=Axis(**row["long"], base=base),
        short=Axis(**row["short"], base=base),
        source=row["source"],
        mark=row["mark"],
    )


def relation(word: str, longitude: float) -> Relation:
    """Return the named relation; without a name the national one of this longitude."""
    if not word:
        word = "west" if longitude < _table()["division"]["west_below_longitude"] else "east"
    if word not in relations():
        raise Refused("relation_unknown", word)
    return relations()[word]


def uncertainty_degrees() -> float:
    """Return how far an estimated degree may be off."""
    return float(_table()["uncertainty"]["degrees"])
