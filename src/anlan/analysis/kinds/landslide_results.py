"""A slope judged: its stage, the time of failure with its range, the run-out, and what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.ground import area, collection, dot, ring_around
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say, Table
from anlan.analysis.kinds import landslide_wave
from anlan.kernel.clock import in_china
from anlan.kernel.later import later
from anlan.science.landslide.run_out import Reach
from anlan.science.landslide.tangent import stage, tangent_angle
from anlan.science.refusing import Refused

failing = later("anlan.science.landslide.failure")

_CORNERS: Final = 48
_LISTED: Final = 100
_LEVELS: Final = {"imminent": 4, "mid_acceleration": 3, "early_acceleration": 2, "steady": 1}
_STAGES: Final = {
    "imminent": msg("about to fail"),
    "mid_acceleration": msg("accelerating, middle stage"),
    "early_acceleration": msg("accelerating, first stage"),
    "steady": msg("steady or slower"),
}
_TO_DO: Final = {
    "imminent": msg("Move everybody out of its reach now, close the roads, and let nobody back in."),
    "mid_acceleration": msg("Move the people in its reach, and watch it around the clock."),
    "early_acceleration": msg(
        "Make the people in its reach ready to leave; measure more often; walk the cracks daily."
    ),
    "steady": msg("Go on measuring and patrolling as planned."),
}
_UNTOLD: Final = {
    "too_few_rates": msg("No time of failure: fewer than five rates in a row lie above the steady one."),
    "does_not_accelerate": msg("No time of failure: the slope does not go on accelerating."),
    "fails_before_the_last_rate": msg(
        "No time of failure: by the fitted line it lies in the past, so the law does not hold."
    ),
    "too_scattered": msg("No time of failure: the rates are too scattered for a line."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A household and how far it is from the site."""

    code: str
    persons: int
    longitude: float
    latitude: float
    metres: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The slope, its displacement at hours before the last reading, its steady rate, its reach, who lives in it."""

    name: str
    longitude: float
    latitude: float
    threatened: int
    source: str
    last_at: datetime
    hours: tuple[float, ...]
    moved_mm: tuple[float, ...]
    steady_mm_h: float
    reach: Reach | None
    homes: tuple[Home, ...]
    water: landslide_wave.Water | None = None


def reckon(_inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Judge the stage and the time of failure, and tell who lives in reach."""
    middles, rates = failing.rates_of(facts.hours, facts.moved_mm)
    angle = tangent_angle(float(rates[-1]), facts.steady_mm_h)
    word = stage(angle)
    level = _LEVELS[word]
    failure, untold = _failure(middles, rates, facts.steady_mm_h)
    raised = None if facts.water is None else landslide_wave.raised(facts.water)
    return Result(
        headline=Say(
            msg("%(name)s: tangent angle %(angle)s\u00b0, %(stage)s"),
            {"name": facts.name, "angle": f"{angle:.1f}", "stage": Say(_STAGES[word])},
        ),
        level=level,
        figures=(
            *_figures(facts, float(rates[-1]), angle, level, failure),
            *(landslide_wave.figures(raised) if raised else ()),
        ),
        tables=tuple(_tables(facts, middles, rates)),
        layers=_layers(facts, level),
        advice=(*_advice(facts, word, angle, failure), *(landslide_wave.advice(raised) if raised else ())),
        trust=(*_trust(facts, failure, untold), *landslide_wave.trust(raised)),
    )


def _failure(middles: Any, rates: Any, steady: float) -> tuple[Any, str]:
    """Return the failure by the last rates in a row above the steady one, or the code of why there is none."""
    slow = np.flatnonzero(rates <= steady)
    first = int(slow[-1]) + 1 if slow.size else 0
    try:
        return failing.failure_time(middles[first:], rates[first:]), ""
    except Refused as refusal:
        return None, refusal.code


def _when(facts: Facts, hours: float) -> str:
    return in_china(facts.last_at + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M")


def _figures(facts: Facts, rate: float, angle: float, level: int, failure: Any) -> Iterator[Figure]:
    measured = Say(msg("As it was measured: the readings give no range."))
    yield Figure(label=msg("Tangent angle"), best=angle, unit="\u00b0", digits=1, level=level, note=measured)
    yield Figure(label=msg("Rate now"), best=rate, unit="mm/h", digits=3, note=measured)
    yield Figure(label=msg("Times the steady rate"), best=rate / facts.steady_mm_h, digits=1, note=measured)
    if failure is not None:
        ends = {name: max(0.0, getattr(failure, name)) for name in ("low", "best", "high")}
        yield Figure(
            label=msg("Hours until it may fail, after the last reading"), **ends, unit="h", digits=1, level=level
        )
    if facts.reach is not None:
        run = facts.reach
        yield Figure(label=msg("Run-out on the level"), low=run.low, best=run.best, high=run.high, unit="m")
        low, best, high = (
            sum(home.persons for home in facts.homes if home.metres <= way) for way in (run.low, run.best, run.high)
        )
        yield Figure(
            label=msg("Registered persons within the run-out, all directions"),
            low=low,
            best=best,
            high=high,
            unit=msg("persons"),
            level=level,
        )


def _tables(facts: Facts, middles: Any, rates: Any) -> Iterator[Table]:
    rows = [
        (_when(facts, float(at)), round(float(rate), 4), round(tangent_angle(float(rate), facts.steady_mm_h), 1))
        for at, rate in zip(middles, rates, strict=True)
    ]
    yield Table(
        title=msg("Rates, the newest first"),
        columns=(msg("Middle of the step"), msg("Rate, mm/h"), msg("Tangent angle, degrees")),
        rows=tuple(reversed(rows))[:_LISTED],
    )
    if facts.reach is not None:
        yield Table(
            title=msg("Households within the run-out, the nearest first"),
            columns=(msg("Household"), msg("How many live there"), msg("Away, m")),
            rows=tuple((home.code, home.persons, round(home.metres)) for home in facts.homes[:_LISTED]),
        )


def _layers(facts: Facts, level: int) -> tuple[Layer, ...]:
    site = dot(facts.name, level, facts.longitude, facts.latitude)
    found = [Layer(key="site", label=msg("Hazard site"), shape="point", geojson=collection([site]), icon="mountain")]
    if facts.reach is None:
        return tuple(found)
    ways = ((2, facts.reach.high), (3, facts.reach.best), (4, facts.reach.low))
    place = (facts.longitude, facts.latitude)
    rings = [area(f"{way:.0f} m", mark, ring_around(place, way)) for mark, way in ways]
    homes = [
        dot(home.code, next(mark for mark, way in reversed(ways) if home.metres <= way), home.longitude, home.latitude)
        for home in facts.homes
    ]
    legend = tuple((mark, Say(msg("Within %(metres)s m"), {"metres": f"{way:.0f}"})) for mark, way in ways)
    around = Layer(
        key="reach", label=msg("Run-out, all directions"), shape="area", geojson=collection(rings), legend=legend
    )
    homes_layer = Layer(key="homes", label=msg("Households"), shape="point", geojson=collection(homes), icon="home")
    return around, homes_layer, *found


def _advice(facts: Facts, word: str, angle: float, failure: Any) -> Iterator[Advice]:
    values = {"angle": f"{angle:.1f}", "persons": facts.threatened}
    yield Advice(
        text=Say(_TO_DO[word]),
        reason=Say(
            msg("Tangent angle %(angle)s\u00b0; the register holds %(persons)s persons for threatened."), values
        ),
        level=_LEVELS[word],
    )
    if failure is not None:
        times = {name: _when(facts, getattr(failure, name)) for name in ("low", "best", "high")}
        yield Advice(
            text=Say(msg("Have everybody out before %(low)s; do not wait for the middle."), times),
            reason=Say(
                msg("By inverse velocity it may fail between %(low)s and %(high)s, most likely %(best)s."), times
            ),
            level=max(3, _LEVELS[word]),
        )


def _trust(facts: Facts, failure: Any, untold: str) -> Iterator[Say]:
    source = {"source": Say(facts.source.replace("%", "%%")), "at": _when(facts, 0.0)}
    yield Say(msg("Displacement of: %(source)s; last reading %(at)s."), source)
    if failure is not None:
        yield Say(
            msg("The time of failure holds while the acceleration goes on unchanged; its range four times in five.")
        )
    elif untold:
        yield Say(_UNTOLD.get(untold, msg("No time of failure can be reckoned from these rates.")))
    yield Say(msg("Rain, a cut at its foot or an earthquake can bring a slope down that stands in an earlier stage."))
    if facts.reach is None:
        yield Say(msg("No run-out: volume and height were not given."))
    else:
        yield Say(
            msg("The run-out is an order of magnitude, doubtful, and drawn in all directions; a slope runs in one.")
        )
