"""Ranges in which a model holds; what lies outside is refused by its name."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.refusing import Refused

Floats = NDArray[np.float64]


class OutOfRange(Refused):
    """A value with which a model cannot reckon: ``code`` says why, ``name`` which input, ``given`` what was given."""

    def __init__(
        self, code: str, name: str, given: object = "", *, span: tuple[float, float, float] | None = None
    ) -> None:
        super().__init__(code, given, span=span)
        self.args = (f"{code} in {name}: {given}",)
        self.name = name


def within(name: str, values: ArrayLike, low: float, high: float) -> Floats:
    """Return the values as numbers; refuse any that is not finite, below ``low`` or above ``high``."""
    numbers = np.asarray(values, dtype=np.float64)
    for code, wrong in (
        ("not_finite", ~np.isfinite(numbers)),
        ("too_small", numbers < low),
        ("too_great", numbers > high),
    ):
        if np.any(wrong):
            first = float(numbers[wrong].flat[0] if numbers.ndim else numbers)
            raise OutOfRange(code, name, f"{first:g} is not within {low:g} to {high:g}", span=(first, low, high))
    return numbers
