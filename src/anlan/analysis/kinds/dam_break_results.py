"""The flood of a broken dam with its band, and down the valley its peak, depth and time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.ground import collection, dot
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say, Table
from anlan.science.bounds import Floats, OutOfRange
from anlan.science.dam_break.breach import (
    Band,
    breach_width,
    draining_hours,
    embankment_peak,
    forming_hours,
    sudden_peak,
)
from anlan.science.dam_break.travel import Valley, arrival_hours, depth_of, flattened

EMBANKMENT: Final = "embankment"
WAYS_KM: Final = (0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0)
_SMOOTH, _USUAL, _ROUGH = 0.035, 0.05, 0.08
_RED, _ORANGE, _YELLOW = 4, 3, 2
_FIRST_KM: Final = 5.0
_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Facts:
    """The reservoir, and who lives within some way of it in any direction."""

    name: str
    volume_m3: float
    is_whole: bool
    is_defective: bool
    longitude: float
    latitude: float
    persons_near: Mapping[float, int]


@dataclass(frozen=True, slots=True)
class _Case:
    """One flood down the valley: at each way its peak, its depth, and the minutes until it is there."""

    peaks: Floats
    depths: Floats
    minutes: Floats


def reckon(inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Reckon the flood at the dam and down the valley: the best estimate, the ends of time and those of depth."""
    peak = _peak(inputs, facts)
    best, early, late, deep, shallow = (
        _case(inputs, facts, float(each), rough)
        for each, rough in (
            (peak.best, _USUAL),
            (peak.high, _SMOOTH),
            (peak.low, _ROUGH),
            (peak.high, _ROUGH),
            (peak.low, _SMOOTH),
        )
    )
    at = WAYS_KM.index(_FIRST_KM)
    return Result(
        headline=Say(
            msg("%(name)s: about %(peak)s m\u00b3/s at the dam; 5 km below after %(early)s to %(late)s minutes"),
            {
                "name": facts.name,
                "peak": _rounded(float(peak.best)),
                "early": round(float(early.minutes[at])),
                "late": round(float(late.minutes[at])),
            },
        ),
        figures=_figures(inputs, facts, peak),
        tables=(_table(facts, best.peaks, (early.minutes, late.minutes), (shallow.depths, deep.depths)),),
        layers=(_layer(facts),),
        advice=_advice(facts, early),
        trust=_trust(inputs, facts),
        level=_RED,
    )


def _peak(inputs: Mapping[str, Any], facts: Facts) -> Band:
    if inputs["kind"] == EMBANKMENT:
        return embankment_peak(facts.volume_m3, inputs["depth_m"])
    if inputs["gap_m"] is None:
        raise OutOfRange("missing", "gap_m")
    whole = sudden_peak(inputs["gap_m"], inputs["depth_m"])
    return Band(whole, whole, whole)


def _case(inputs: Mapping[str, Any], facts: Facts, peak: float, rough: float) -> _Case:
    valley = Valley(width_m=inputs["valley_m"], slope=inputs["slope"] / 1000.0, roughness=rough)
    ways = np.array(WAYS_KM) * 1000.0
    peaks = flattened(peak, facts.volume_m3, ways, inputs["terrain"])
    hours = arrival_hours(peak, facts.volume_m3, ways, valley, inputs["terrain"])
    return _Case(peaks, depth_of(peaks, valley), hours * _MINUTES)


def _rounded(value: float) -> int:
    """Return a number to two figures: more would feign what nobody knows."""
    return int(float(f"{value:.2g}"))


def _figures(inputs: Mapping[str, Any], facts: Facts, peak: Band) -> tuple[Figure, ...]:
    is_banded = inputs["kind"] == EMBANKMENT
    low, high = (float(peak.low), float(peak.high)) if is_banded else (None, None)
    lasting = draining_hours(facts.volume_m3, peak.best)
    told = [
        Figure(label=msg("Volume of water"), best=facts.volume_m3 / 1e4, unit="10\u2074 m\u00b3", digits=1),
        Figure(label=msg("Peak at the dam"), low=low, best=float(peak.best), high=high, unit="m\u00b3/s", level=_RED),
        Figure(label=msg("Length of the flood"), best=float(lasting), unit="h", digits=1),
    ]
    if is_banded:
        width = breach_width(facts.volume_m3, inputs["depth_m"], is_overtopped=True)
        forming = forming_hours(facts.volume_m3, inputs["depth_m"])
        for label, band, unit, digits in (
            (msg("Width of the breach"), width, "m", 0),
            (msg("Time in which the breach forms"), forming, "h", 2),
        ):
            ends = {"low": float(band.low), "best": float(band.best), "high": float(band.high)}
            told.append(Figure(label=label, **ends, unit=unit, digits=digits))
    return tuple(told)


def _table(facts: Facts, peaks: Floats, minutes: tuple[Floats, Floats], depths: tuple[Floats, Floats]) -> Table:
    rows = tuple(
        (
            way,
            " - ".join(f"{each[at]:.0f}" for each in minutes),
            " - ".join(f"{each[at]:.1f}" for each in depths),
            _rounded(float(peaks[at])),
            facts.persons_near[way],
        )
        for at, way in enumerate(WAYS_KM)
    )
    return Table(
        title=msg("Down the valley"),
        columns=(
            msg("Way, km"),
            msg("Peak after, min"),
            msg("Depth, m"),
            msg("Peak, m\u00b3/s"),
            msg("Registered persons within that way, all directions"),
        ),
        rows=rows,
        note=Say(msg("Minutes count from the peak at the dam; the front comes earlier.")),
    )


def _layer(facts: Facts) -> Layer:
    return Layer(
        key="dam",
        label=msg("Dam"),
        shape="point",
        geojson=collection([dot(facts.name, _RED, facts.longitude, facts.latitude)]),
        icon="ripple",
        legend=((_RED, Say(msg("The dam that breaks"))),),
    )


def _advice(facts: Facts, early: _Case) -> tuple[Advice, ...]:
    at = WAYS_KM.index(_FIRST_KM)
    reason = Say(msg("The flood may be 5 km below in %(minutes)s minutes."), {"minutes": f"{early.minutes[at]:.0f}"})
    told = [
        Advice(
            text=Say(msg("Call the villages in the valley from the dam downwards, and move them uphill.")),
            reason=reason,
            level=_RED,
        ),
        Advice(
            text=Say(msg("Move by the earliest time and the greatest depth of the table, not by the middle.")),
            reason=Say(msg("Known failures lie between half of the best estimate and more than twice it.")),
            level=_ORANGE,
        ),
    ]
    if facts.is_defective:
        told.append(
            Advice(
                text=Say(msg("Lower the water of this reservoir, or keep it empty.")),
                reason=Say(msg("The register holds it for defective.")),
                level=_ORANGE,
            )
        )
    return tuple(told)


def _trust(inputs: Mapping[str, Any], facts: Facts) -> tuple[Say, ...]:
    told = [
        Say(msg("How the flood flattens down the valley stands on one handbook's figures and is doubtful.")),
        Say(msg("One width, fall and roughness stand for the whole valley; narrows make it deeper.")),
    ]
    if facts.is_whole:
        told.append(Say(msg("The whole capacity in the register was taken as water: the worst case.")))
    if inputs["kind"] != EMBANKMENT:
        told.append(Say(msg("A wall gone at once is the greatest flood that can be; no range is given.")))
    return tuple(told)
