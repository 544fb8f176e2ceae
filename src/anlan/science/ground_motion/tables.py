"""The coefficients of the table."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.refusing import Refused

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a relation: ``lg Y = a + b M + c lg(R + d exp(e M))``."""

    a: float
    b: float
    c: float
    d: float
    e: float

    def value(self, magnitude: float, distance_km: ArrayLike) -> Floats:
        """Return the motion at distances along this axis."""
        shifted = np.asarray(distance_km, dtype=float) + self.d * np.exp(self.e * magnitude)
        return np.asarray(10 ** (self.a + self.b * magnitude + self.c * np.log10(shifted)))

    def distance_km(self, magnitude: float, lg_value: ArrayLike) -> Floats:
        """Return where along this axis a motion (its common logarithm) is met; 0 where it is met nowhere."""
        powers = (self.a + self.b * magnitude - np.asarray(lg_value, dtype=float)) / -self.c
        return np.asarray(np.maximum(10**powers - self.d * np.exp(self.e * magnitude), 0.0))


@dataclass(frozen=True, slots=True)
class Region:
    """A region's coefficients: seven numbers for each axis of each motion, and the magnitudes they hold for."""

    word: str
    name: str
    magnitudes: tuple[float, float]
    acceleration: dict[str, list[float]]
    velocity: dict[str, list[float]]

    def axes(self, motion: str, magnitude: float) -> tuple[Axis, Axis]:
        """Return the long and the short axis of a motion for a magnitude."""
        if not self.magnitudes[0] <= magnitude <= self.magnitudes[1]:
            raise Refused("magnitude_out_of_range", f"{magnitude:g} in {self.word}")
        rows = self.acceleration if motion == "acceleration" else self.velocity
        is_greater = magnitude >= _table()["breaks"]
        long, short = (_axis(rows[name], is_greater=is_greater) for name in ("long", "short"))
        return long, short


def _axis(row: list[float], *, is_greater: bool) -> Axis:
    a, b = row[2:4] if is_greater else row[0:2]
    return Axis(a, b, *row[4:])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.science.ground_motion") / "coefficients.toml").read_text("utf-8"))


@cache
def regions() -> dict[str, Region]:
    """Return all regions by their word."""
    return {
        row["word"]: Region(
            row["word"], row["name"], (row["magnitudes"][0], row["magnitudes"][1]), row["acceleration"], row["velocity"]
        )
        for row in _table()["region"]
    }


def region(word: str) -> Region:
    """Return a region by its word."""
    if word not in regions():
        raise Refused("region_unknown", word)
    return regions()[word]


def sigma_ln(motion: str) -> float:
    """Return the standard deviation of a motion's natural logarithm."""
    return float(_table()[f"sigma_{motion}_ln"])


@cache
def site_table() -> tuple[Floats, dict[str, Floats], str]:
    """Return the accelerations of class II in g, the factors of each class, and the class of rock."""
    site = _table()["site"]
    factors = {word: np.array(row) for word, row in site["factors"].items()}
    return np.array(site["class_ii"]), factors, site["rock"]
