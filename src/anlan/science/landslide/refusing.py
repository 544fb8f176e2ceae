"""What the reckoning refuses, by name."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Refused(ValueError):
    """Something that cannot be reckoned with: ``code`` names the reason, ``given`` what was given."""

    def __init__(self, code: str, given: object = "") -> None:
        super().__init__(f"{code}: {given}")
        self.code = code
        self.given = str(given)


def within(name: str, values: ArrayLike, least: float, most: float) -> NDArray[np.float64]:
    """Return the values as an array; refuse the first that is not a number or lies outside its range."""
    found = np.asarray(values, dtype=float)
    wrong = ~((found >= least) & (found <= most))
    if wrong.any():
        raise Refused(f"{name}_out_of_range", f"{found[wrong].flat[0]:g}, {least:g} to {most:g}")
    return found
