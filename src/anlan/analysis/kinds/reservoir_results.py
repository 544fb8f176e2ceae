"""A flood through a reservoir with less, as given and with more inflow: crest, free-board, outflow, places below."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.clocks import Clock
from anlan.analysis.domain.ground import collection, dot
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say, Table
from anlan.analysis.kinds.reservoir_case import ORANGE, RED, YELLOW, Case, Facts, level_of
from anlan.analysis.kinds.reservoir_reading import STEP_S
from anlan.science.dam_break.travel import Valley, depth_of, speed_of
from anlan.science.reservoir.routing import routed

_SMOOTH, _ROUGH = 0.035, 0.08
_MOST_ROWS: Final = 48
_MUCH: Final = 1.2
_RESERVOIR_WORD: Final = msg("Reservoir")


def reckon(inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Route the inflow three times, and tell crest, free-board, what goes out and when it is below."""
    doubt = inputs["doubt"] / 100.0
    cases = tuple(_case(inputs, facts, share) for share in (1.0 - doubt, 1.0, 1.0 + doubt))
    best = cases[1]
    clock = Clock(inputs["begins_at"])
    return Result(
        headline=Say(
            msg("%(name)s: highest %(level)s m %(when)s, %(free)s m below the crest; up to %(peak)s m\u00b3/s go out"),
            {
                "name": facts.name,
                "level": f"{best.highest:.2f}",
                "when": clock.text(best.highest_h),
                "free": f"{best.crest_m - best.highest:.2f}",
                "peak": f"{best.peak:.0f}",
            },
        ),
        figures=_figures(facts, cases),
        tables=(_course(facts, cases, clock), *_below(inputs, facts, cases, clock)),
        layers=(_layer(facts, level_of(cases)),),
        advice=_advice(facts, inputs, cases, clock),
        trust=_trust(inputs, facts),
        level=level_of(cases),
    )


def _case(inputs: Mapping[str, Any], facts: Facts, share: float) -> Case:
    flows = facts.inflow.flows * share
    return Case(
        flows=flows,
        routed=routed(facts.pool, flows, STEP_S, inputs["level_m"]),
        crest_m=inputs["crest_m"],
        safe_m3s=inputs["safe_m3s"],
    )


def _figures(facts: Facts, cases: tuple[Case, ...]) -> tuple[Figure, ...]:
    low, best, high = cases
    level = level_of(cases)
    inflows = [float(np.max(each.flows)) for each in cases]
    told = [
        Figure(label=msg("Highest level"), low=low.highest, best=best.highest, high=high.highest, unit="m", digits=2),
        Figure(
            label=msg("Below the crest"),
            low=high.crest_m - high.highest,
            best=best.crest_m - best.highest,
            high=low.crest_m - low.highest,
            unit="m",
            digits=2,
            level=level,
        ),
        Figure(label=msg("Peak of the outflow"), low=low.peak, best=best.peak, high=high.peak, unit="m\u00b3/s"),
        Figure(label=msg("Peak of the inflow"), low=inflows[0], best=inflows[1], high=inflows[2], unit="m\u00b3/s"),
        Figure(
            label=msg("Outflow greatest after"),
            **_ends([each.peak_h for each in cases]),
            unit="h",
            digits=1,
        ),
        Figure(
            label=msg("What flows in, all together"),
            best=float(np.sum(best.flows)) * STEP_S / 1e4,
            low=float(np.sum(low.flows)) * STEP_S / 1e4,
            high=float(np.sum(high.flows)) * STEP_S / 1e4,
            unit="10\u2074 m\u00b3",
            digits=1,
        ),
    ]
    if facts.flood_limit_m is not None:
        told.append(
            Figure(label=msg("Flood-limit level in the register"), best=facts.flood_limit_m, unit="m", digits=2)
        )
    return tuple(told)


def _ends(values: list[float]) -> dict[str, float]:
    return {"low": min(values), "best": values[1], "high": max(values)}


def _course(facts: Facts, cases: tuple[Case, ...], clock: Clock) -> Table:
    """Return hour by hour what goes in and out and how high the water stands, no more rows than can be read."""
    hours = facts.inflow.hours
    every = max(1, int(np.ceil(hours[-1] / _MOST_ROWS))) * round(3600.0 / STEP_S)
    _, best, more = cases
    rows = tuple(
        (
            clock.text(float(hours[at])),
            f"{best.flows[at]:.1f}",
            f"{best.routed.outflow[at]:.1f}",
            f"{best.routed.level[at]:.2f}",
            f"{more.routed.level[at]:.2f}",
        )
        for at in range(0, hours.size, every)
    )
    columns = (
        msg("Time"),
        msg("Inflow, m\u00b3/s"),
        msg("Outflow, m\u00b3/s"),
        msg("Level, m"),
        msg("Level with more inflow, m"),
    )
    return Table(title=msg("Course of the flood"), columns=columns, rows=rows)


def _below(inputs: Mapping[str, Any], facts: Facts, cases: tuple[Case, ...], clock: Clock) -> tuple[Table, ...]:
    """Return when the peak is at each place below and how deep, from the smoothest to the roughest bed."""
    if not facts.below or cases[2].peak <= 0:
        return ()
    rows = []
    for name, way in facts.below:
        times, depths = [], []
        for case in (case for case in cases if case.peak > 0):
            for rough in (_SMOOTH, _ROUGH):
                valley = Valley(width_m=inputs["valley_m"], slope=inputs["slope"] / 1000.0, roughness=rough)
                times.append(case.peak_h + way * 1000.0 / float(speed_of(case.peak, valley)) / 3600.0)
                depths.append(float(depth_of(case.peak, valley)))
        rows.append((name, f"{way:g}", clock.text(min(times)), clock.text(max(times)), _span(depths)))
    return (
        Table(
            title=msg("Peak at the places below"),
            columns=(
                msg("Name of the place"),
                msg("Way, km"),
                msg("Peak there at the earliest"),
                msg("Peak there at the latest"),
                msg("Depth, m"),
            ),
            rows=tuple(rows),
            note=Say(msg("The peak is carried down undiminished; the water begins to rise well before it.")),
        ),
    )


def _span(values: list[float]) -> str:
    return f"{min(values):.1f} - {max(values):.1f}"


def _layer(facts: Facts, level: int) -> Layer:
    return Layer(
        key="dam",
        label=_RESERVOIR_WORD,
        shape="point",
        geojson=collection([dot(facts.name, level, facts.longitude, facts.latitude)]),
        icon="ripple",
        legend=((level, Say(_RESERVOIR_WORD)),),
    )


def _advice(facts: Facts, inputs: Mapping[str, Any], cases: tuple[Case, ...], clock: Clock) -> tuple[Advice, ...]:
    _, best, more = cases
    told = []
    for case, level, reason in (
        (best, RED, msg("The water goes over the crest %(when)s.")),
        (more, ORANGE, msg("With more inflow the water goes over the crest %(when)s.")),
    ):
        if case.over_h is not None:
            text = Say(msg("Lower the water now, and move the people below as for a dam that breaks."))
            told.append(Advice(text=text, reason=Say(reason, {"when": clock.text(case.over_h)}), level=level))
            break
    for case, level, reason in (
        (best, ORANGE, msg("More goes out than the river below carries from %(when)s on.")),
        (more, YELLOW, msg("With more inflow more goes out than the river below carries from %(when)s on.")),
    ):
        if case.unsafe_h is not None:
            text = Say(msg("Warn the places below and clear the river before that."))
            told.append(Advice(text=text, reason=Say(reason, {"when": clock.text(case.unsafe_h)}), level=level))
            break
    if facts.flood_limit_m is not None and inputs["level_m"] > facts.flood_limit_m:
        above = {"above": f"{inputs['level_m'] - facts.flood_limit_m:.2f}"}
        reason = Say(msg("It stands %(above)s m above the flood-limit level before the flood comes."), above)
        text = Say(msg("Lower the water to the flood-limit level before the flood."))
        told.append(Advice(text=text, reason=reason, level=ORANGE))
    if facts.is_defective:
        text = Say(msg("Lower the water of this reservoir, or keep it empty."))
        told.append(Advice(text=text, reason=Say(msg("The register holds it for defective.")), level=ORANGE))
    return tuple(told)


def _trust(inputs: Mapping[str, Any], facts: Facts) -> tuple[Say, ...]:
    told = [Say(msg("Gates that are moved, a blocked spillway and a dam that gives way are not in it."))]
    if not inputs["rows"]:
        told.append(
            Say(msg("The surface is taken as the same at all levels, the spillway as free; rows would be better."))
        )
    if facts.inflow.is_of_rain:
        told.append(Say(msg("The inflow is reckoned from rain by one curve number and one time of concentration.")))
    held = float(np.interp(inputs["crest_m"], np.asarray(facts.pool.level), np.asarray(facts.pool.storage)))
    if facts.capacity_m3 is not None and held > _MUCH * facts.capacity_m3:
        shares = {"held": f"{held / 1e4:.0f}", "capacity": f"{facts.capacity_m3 / 1e4:.0f}"}
        told.append(
            Say(
                msg("It holds %(held)s \u00d710\u2074 m\u00b3 to the crest, the register says %(capacity)s: check it."),
                shares,
            )
        )
    if facts.below:
        told.append(Say(msg("One width and one fall stand for the whole valley below.")))
    return tuple(told)
