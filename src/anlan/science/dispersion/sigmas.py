"""Widths of clouds by stability class, terrain and distance downwind."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np

from anlan.science.refusing import Refused
from anlan.science.substances.tables import Floats

CLASSES: Final = "ABCDEF"
TERRAINS: Final = ("rural", "urban")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.science.dispersion") / "sigmas.toml").read_text("utf-8"))


def plume_sigmas(distance: Floats, stability: str, terrain: str = "rural") -> tuple[Floats, Floats]:
    """Return sigma y and sigma z in m of a plume, by Briggs (1973)."""
    if terrain not in TERRAINS:
        raise Refused("terrain_unknown", terrain)
    row = _table()[terrain][_known(stability)]
    x = np.asarray(distance, dtype=float)
    y, z = (a * x / (1 + b * x) ** p for a, b, p in (row["y"], row["z"]))
    return y, z


def puff_sigmas(distance: Floats, stability: str) -> tuple[Floats, Floats]:
    """Return sigma y (also along the wind) and sigma z in m of a puff, by CCPS (1999)."""
    row = _table()["puff"][_known(stability)]
    x = np.asarray(distance, dtype=float)
    y, z = (a * x**b for a, b in (row["y"], row["z"]))
    return y, z


def _known(stability: str) -> str:
    if len(stability) != 1 or stability not in CLASSES:
        raise Refused("stability_unknown", stability)
    return stability
