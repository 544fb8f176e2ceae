"""What the models refuse, by name."""

from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Refused(ValueError):
    """Something that cannot be reckoned with: ``code`` names the reason, ``given`` what was given.

    ``name`` is the input that is wrong, where the code does not name it.
    """

    name = ""

    def __init__(self, code: str, given: object = "") -> None:
        super().__init__(f"{code}: {given}")
        self.code = code
        self.given = str(given)


def within(name: str, value: float, least: float, most: float) -> float:
    """Return the value if it lies within the model's range, else refuse it by its name."""
    if not isfinite(value) or not least <= value <= most:
        raise Refused(f"{name}_out_of_range", f"{value:g} is not within {least:g} to {most:g}")
    return value


def all_within(name: str, values: ArrayLike, least: float, most: float) -> NDArray[np.float64]:
    """Return the values as an array; refuse the first that is not a number or lies outside its range."""
    found = np.asarray(values, dtype=float)
    wrong = ~((found >= least) & (found <= most))
    if wrong.any():
        raise Refused(f"{name}_out_of_range", f"{found[wrong].flat[0]:g}, {least:g} to {most:g}")
    return found
