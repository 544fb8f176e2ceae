"""The tables of shares and formulas."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CLASSES: Final = ("A", "B", "C")
GRADES: Final = ("destroyed", "severe", "moderate")
DEGREES: Final = (6, 12)


@cache
def table() -> dict[str, Any]:
    """Return the table as it stands."""
    return tomllib.loads((resources.files("anlan.science.earthquake_losses") / "tables.toml").read_text("utf-8"))


@cache
def shares() -> Floats:
    """Return shares by degree (0 to 12), class, grade and bound (least, best, most); nothing below degree VI."""
    found = np.zeros((DEGREES[1] + 1, len(CLASSES), len(GRADES), 3))
    for row in table()["damage"]["row"]:
        for place, word in enumerate(CLASSES):
            found[row["degree"], place] = [row[word][grade] for grade in GRADES]
    return found


@cache
def usual_mix() -> tuple[float, ...]:
    """Return the shares of the classes of houses where a place has none of its own."""
    return tuple(float(table()["mix"][word]) for word in CLASSES)
