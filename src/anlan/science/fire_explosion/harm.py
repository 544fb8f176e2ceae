"""What heat and overpressure do to people and buildings."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from scipy.special import ndtr

from anlan.science.substances.tables import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """A border of harm: its word, its value in W/m2 or Pa, its source and mark."""

    word: str
    value: float
    source: str
    mark: str


@cache
def heat_borders() -> tuple[Border, ...]:
    """Return the borders of heat in W/m2, gravest first."""
    return _borders("heat", "kw_m2")


@cache
def pressure_borders() -> tuple[Border, ...]:
    """Return the borders of overpressure in Pa, gravest first."""
    return _borders("pressure", "kpa")


def dying_of_heat(heat: Floats, seconds: Floats) -> Floats:
    """Return the share of people in the open who die of W/m2 for so many seconds (Tsao and Perry 1979)."""
    with np.errstate(divide="ignore"):
        dose = np.asarray(seconds) * (np.asarray(heat) / 1000) ** (4 / 3)
        return ndtr(-12.8 + 2.56 * np.log(dose) - 5)


def _borders(kind: str, column: str) -> tuple[Border, ...]:
    text = (resources.files("anlan.science.fire_explosion") / "harm.toml").read_text("utf-8")
    return tuple(
        Border(word=row["word"], value=row[column] * 1000, source=row["source"], mark=row["mark"])
        for row in tomllib.loads(text)[kind]
    )
