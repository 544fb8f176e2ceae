"""What the models refuse, by name."""

from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Refused(ValueError):
    """Something that cannot be reckoned with: ``code`` names the reason, ``given`` what was given.

    ``name`` is the input that is wrong, where the code does not name it; ``span`` its value and the ends of the range
    that it lies outside. ``saying.said_by`` makes the sentence.
    """

    name = ""

    def __init__(self, code: str, given: object = "", *, span: tuple[float, float, float] | None = None) -> None:
        super().__init__(f"{code}: {given}")
        self.code = code
        self.given = str(given)
        self.span = span


def within(name: str, value: float, least: float, most: float) -> float:
    """Return the value if it lies within the model's range, else refuse it by its name."""
    if not isfinite(value) or not least <= value <= most:
        told = f"{value:g} is not within {least:g} to {most:g}"
        raise Refused(f"{name}_out_of_range", told, span=(value, least, most))
    return value


def all_within(name: str, values: ArrayLike, least: float, most: float) -> NDArray[np.float64]:
    """Return the values as an array; refuse the first that is not a number or lies outside its range."""
    found = np.asarray(values, dtype=float)
    wrong = ~((found >= least) & (found <= most))
    if wrong.any():
        first = float(found[wrong].flat[0])
        raise Refused(f"{name}_out_of_range", f"{first:g}, {least:g} to {most:g}", span=(first, least, most))
    return found
