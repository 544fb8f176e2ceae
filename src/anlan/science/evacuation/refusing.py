"""What the models of evacuation refuse, by name."""

from math import isfinite


class Refused(ValueError):
    """Something that cannot be reckoned with: ``code`` names the reason, ``given`` what was given."""

    def __init__(self, code: str, given: object = "") -> None:
        super().__init__(f"{code}: {given}")
        self.code = code
        self.given = str(given)


def within(name: str, value: float, least: float, most: float) -> float:
    """Return the value if it lies within the model's range, else refuse it by its name."""
    if not isfinite(value) or not least <= value <= most:
        raise Refused(f"{name}_out_of_range", f"{value:g} is not within {least:g} to {most:g}")
    return value
