"""Houses, deaths, injured and people without shelter from the intensity at places."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from anlan.kernel.later import later
from anlan.science.earthquake_losses.tables import DEGREES, Floats, shares, table, usual_mix
from anlan.science.refusing import Refused

special = later("scipy.special")

_NEAR: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its least and its most."""

    low: Floats
    best: Floats
    high: Floats

    def total(self) -> tuple[float, float, float]:
        """Return the sums: least, best, most."""
        return float(self.low.sum()), float(self.best.sum()), float(self.high.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What an earthquake does at each place; ``by_intensity`` and ``by_collapse`` are the two formulas of deaths."""

    destroyed: Span
    severe: Span
    dead: Span
    by_intensity: Floats
    by_collapse: Span
    injured: Span
    homeless: Span
    tents: Span


def losses(
    intensity: ArrayLike,
    people: ArrayLike,
    *,
    mix: tuple[float, ...] | None = None,
    households: ArrayLike | None = None,
    is_night: bool | None,
) -> Losses:
    """Return the losses at places from the zones' intensity there and the people.

    ``mix`` are the shares of houses of the classes A, B and C. Houses are counted as households; without their number,
    as people by the usual size. Dead are a span: the least and the most of both formulas, and the geometric mean.
    """
    degree, number = _checked(intensity, people)
    homes = number / table()["household"]["persons"] if households is None else np.asarray(households, dtype=float)
    damaged = np.tensordot(shares()[np.floor(degree).astype(int)], _mix(mix), axes=([-3], [0]))
    grades = [Span(*(damaged[..., grade, bound] for bound in range(3))) for grade in range(3)]
    by_intensity = number * death_rate(degree - table()["zones"]["offset"])
    by_collapse = _by_collapse(degree, number, grades[0], is_night=is_night)
    dead = _both(by_intensity, by_collapse)
    homeless = _homeless(number, grades, dead)
    return Losses(
        destroyed=_times(grades[0], homes),
        severe=_times(grades[1], homes),
        dead=dead,
        by_intensity=by_intensity,
        by_collapse=by_collapse,
        injured=_injured(dead),
        homeless=homeless,
        tents=_times(homeless, np.asarray(table()["tents"]["each"])),
    )


def _checked(intensity: ArrayLike, people: ArrayLike) -> tuple[Floats, Floats]:
    degree, number = np.asarray(intensity, dtype=float), np.asarray(people, dtype=float)
    if not np.all((degree >= 1) & (degree < DEGREES[1] + 1)):
        raise Refused("intensity_out_of_range", "1 to 12")
    if not np.all(np.isfinite(number) & (number >= 0)):
        raise Refused("people_out_of_range", "0 or more")
    return degree, number


def _mix(mix: tuple[float, ...] | None) -> Floats:
    given = np.array(usual_mix() if mix is None else mix, dtype=float)
    if given.shape != (3,) or np.any(given < 0) or abs(given.sum() - 1) > _NEAR:
        raise Refused("mix_is_no_whole", "shares of A, B, C must be 0 or more and make 1")
    return given


def death_rate(intensity: ArrayLike) -> Floats:
    """Return the share of people killed at an intensity as instruments measure it; none below V, from X on as at X."""
    by = table()["deaths"]["intensity"]
    given = np.asarray(intensity, dtype=float)
    rate = special.ndtr(np.log(np.clip(given, by["from"], by["to"]) / by["theta"]) / by["beta"])
    return np.asarray(np.where(given < by["from"], 0.0, rate))


def death_rate_by_collapse(destroyed: ArrayLike) -> Floats:
    """Return the share of people killed by day where a share of houses is destroyed; none where none is."""
    by = table()["deaths"]["collapse"]
    given = np.asarray(destroyed, dtype=float)
    return np.asarray(np.where(given > 0, 10 ** (by["a"] * given ** by["n"] + by["b"]), 0.0))


def _by_collapse(degree: Floats, people: Floats, destroyed: Span, *, is_night: bool | None) -> Span:
    """Return the dead by the share of houses destroyed; without the hour from the day's least to the night's most."""
    night = table()["deaths"]["collapse"]["night"]
    factors = np.array([float(night.get(str(each), 1.0)) for each in range(DEGREES[1] + 1)])
    at_night, by_day = factors[np.floor(degree).astype(int)], np.ones(degree.shape)
    low, high = at_night if is_night else by_day, by_day if is_night is False else at_night
    bounds = ((low, destroyed.low), (np.sqrt(low * high), destroyed.best), (high, destroyed.high))
    return Span(*(np.minimum(people * factor * death_rate_by_collapse(share), people) for factor, share in bounds))


def _both(one: Floats, other: Span) -> Span:
    low, high = np.minimum(one, other.low), np.maximum(one, other.high)
    return Span(low, np.sqrt(one * other.best), high)


def _homeless(people: Floats, grades: list[Span], dead: Span) -> Span:
    half = table()["homeless"]["moderate"]
    low, best, high = (
        people * np.minimum(destroyed + severe + half * moderate, 1.0)
        for destroyed, severe, moderate in zip(*((each.low, each.best, each.high) for each in grades), strict=True)
    )
    low, high = np.minimum(low, best), np.maximum(best, high)
    return Span(np.maximum(low - dead.high, 0), np.maximum(best - dead.best, 0), np.maximum(high - dead.low, 0))


def _injured(dead: Span) -> Span:
    by = table()["injured"]
    return Span(dead.low * by["low"], dead.best * by["best"], dead.high * by["high"])


def _times(span: Span, number: Floats) -> Span:
    low, high = np.minimum(span.low, span.best), np.maximum(span.best, span.high)
    return Span(low * number, span.best * number, high * number)
