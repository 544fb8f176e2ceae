"""The forecast of aftershocks by Reasenberg and Jones with the parameters of Page and others, and Bath's law."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import isfinite, log10
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from anlan.science.refusing import Refused

Floats = NDArray[np.float64]

MAGNITUDES: Final = (4.5, 9.0)
MOST_DAYS: Final = 365.0
_STEADY_SPREAD_FROM: Final = 6.0
_A_REACH, _A_STEPS = 4.0, 401  # a is looked for within four standard deviations
_LOW, _HIGH = 0.16, 0.84  # one standard deviation to either side


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What was counted so far: ``count`` aftershocks of at least ``least`` within ``days`` of the main shock.

    ``from_days`` is when the count is complete: the first hours hide small shocks under great ones.
    """

    count: int
    least: float
    from_days: float
    days: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many are expected (least, best, most, one standard deviation to either side), and the chance of any."""

    low: float
    expected: float
    high: float
    probability: float


@cache
def _parameters() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.science.aftershocks") / "parameters.toml").read_text("utf-8"))


def forecast(
    magnitude: float,
    least: float,
    *,
    from_days: float,
    to_days: float,
    crust: str = "active",
    observed: Observed | None = None,
) -> Forecast:
    """Return the aftershocks of at least ``least`` to be expected between two times after the main shock.

    The productivity ``a`` is spread as in past sequences and, where aftershocks were counted, narrowed by their count.
    """
    _check(magnitude, least, from_days, to_days)
    if crust not in ("active", "stable"):
        raise Refused("crust_unknown", crust)
    productivity, weight = _productivity(magnitude, crust, observed)
    p = float(_parameters()[crust]["p"])
    rates = 10 ** (productivity + _b() * (magnitude - least)) * _omori(from_days, to_days, p)
    sums = np.cumsum(weight) - weight / 2
    low, high = np.interp([_LOW, _HIGH], sums, rates)
    return Forecast(
        low=float(low),
        expected=float(np.interp(0.5, sums, rates)),
        high=float(high),
        probability=float(weight @ -np.expm1(-rates)),
    )


def _check(magnitude: float, least: float, from_days: float, to_days: float) -> None:
    for name, value, low, high in (
        ("magnitude", magnitude, *MAGNITUDES),
        ("least", least, 3.0, magnitude + 1.0),
        ("from_days", from_days, 0.0, MOST_DAYS),
        ("to_days", to_days, from_days, MOST_DAYS),
    ):
        if not isfinite(value) or not low <= value <= high:
            told = f"{value:g} is outside {low:g} to {high:g}"
            raise Refused(f"{name}_out_of_range", told, span=(value, low, high))


def _b() -> float:
    return float(_parameters()["b"])


def _omori(start: float, end: float, p: float) -> float:
    """Return the integral of (t + c)^-p over days."""
    c = float(_parameters()["c_days"])
    return float(((end + c) ** (1 - p) - (start + c) ** (1 - p)) / (1 - p))


def _productivity(magnitude: float, crust: str, observed: Observed | None) -> tuple[Floats, Floats]:
    by = _parameters()
    held = max(magnitude, _STEADY_SPREAD_FROM)
    sigma = float(np.hypot(by["sigma0"], by[crust]["sigma1"] / 10 ** (held / 2)))
    a = by[crust]["a"] + sigma * np.linspace(-_A_REACH, _A_REACH, _A_STEPS)
    logs = -0.5 * ((a - by[crust]["a"]) / sigma) ** 2
    if observed is not None:
        if observed.count < 0 or not 0 <= observed.from_days < observed.days <= MOST_DAYS:
            raise Refused("observed_out_of_range", f"{observed.count} from {observed.from_days} to {observed.days} d")
        share = _omori(observed.from_days, observed.days, float(by[crust]["p"]))
        rates = 10 ** (a + _b() * (magnitude - observed.least)) * share
        logs = logs + observed.count * np.log(rates) - rates
    weight = np.exp(logs - logs.max())
    return a, weight / weight.sum()


def greatest(magnitude: float) -> tuple[float, float, float]:
    """Return the magnitude of the greatest aftershock by Bath's law: least, best, most."""
    _check(magnitude, 3.0, 0.0, 0.0)
    by = _parameters()["bath"]
    best = magnitude - by["difference"]
    return best - by["spread"], best, best + by["spread"]


def b_value(magnitudes: Floats, least: float, step: float = 0.1) -> tuple[float, float]:
    """Return the b value of a list of aftershocks complete from ``least`` on, and its standard error (Aki, Utsu)."""
    counted = np.asarray(magnitudes, dtype=float)
    counted = counted[counted >= least - step / 2]
    few = 30
    if counted.size < few:
        raise Refused("too_few_aftershocks", f"{counted.size} of {few}")
    above = float(counted.mean()) - (least - step / 2)
    b = log10(np.e) / above
    return b, b / float(np.sqrt(counted.size))
