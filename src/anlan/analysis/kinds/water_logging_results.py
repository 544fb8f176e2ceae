"""Standing water in a hollow with less, as given and with more rain: level, depth, area, households, map."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.ground import collection, feature
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say, Table
from anlan.analysis.kinds.flood_results import WORDS
from anlan.people import api as people
from anlan.science.inundation.harm import danger
from anlan.science.water_logging.pool import Hollow, Standing, filled, net_volume
from anlan.support.grid_outlines import outlined
from anlan.support.grids import Grid

_LISTED: Final = 300
_ROAD_LIMIT_M: Final = 0.15
_ORANGE: Final = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """The elevations around the hollow, the hollow, the households there, and whether the ground is invented."""

    grid: Grid
    hollow: Hollow
    homes: tuple[people.Dwelling, ...]
    is_invented: bool


def reckon(inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Fill the hollow with less rain, as given and with more, and tell whom the water reaches."""
    doubt = inputs["doubt"] / 100.0
    runs = [_filled(inputs, facts, share) for share in (1.0 - doubt, 1.0, 1.0 + doubt)]
    wet = [_wet(each, facts) for each in runs]
    deepest = [float(np.max(each.depth)) for each in runs]
    return Result(
        headline=Say(
            msg("The water stands up to %(depth)s m deep; %(households)s registered households stand in it"),
            {"depth": f"{deepest[1]:.2f}", "households": len(wet[1])},
        ),
        figures=_figures(facts, runs, wet, deepest),
        tables=(_households(facts, wet[2]),),
        layers=(_layer(facts.grid, runs[2]),),
        advice=_advice(wet[2], deepest[2]),
        trust=_trust(facts, runs),
        level=max((int(danger(depth, 0.0)) for depth in wet[1].values()), default=0),
    )


def _filled(inputs: Mapping[str, Any], facts: Facts, share: float) -> Standing:
    rain = min(inputs["rain_mm"] * share, 1500.0)
    runs_off = inputs["runoff_share"] / 100.0
    volume = net_volume(rain, inputs["hours"], inputs["area_km2"], runs_off, inputs["drained_m3s"])
    return filled(facts.hollow, facts.grid.values[0], volume)


def _wet(standing: Standing, facts: Facts) -> dict[int, float]:
    """Return the depth in m at each household, by its number, that stands in the water."""
    found = {}
    for number, home in enumerate(facts.homes):
        cell = facts.grid.cell_at(home.longitude, home.latitude)
        if cell is not None and standing.depth[cell] > 0:
            found[number] = float(standing.depth[cell])
    return found


def _figures(
    facts: Facts, runs: list[Standing], wet: list[dict[int, float]], deepest: list[float]
) -> tuple[Figure, ...]:
    areas = [float(np.count_nonzero(each.depth > 0)) * facts.grid.width**2 / 1e6 for each in runs]
    persons = [sum(facts.homes[number].persons for number in each) for each in wet]
    rows: tuple[tuple[str, list[Any], str, int], ...] = (
        (msg("Level of the water"), [each.level for each in runs], "m", 2),
        (msg("Greatest depth"), deepest, "m", 2),
        (msg("Area under water"), areas, "km\u00b2", 3),
        (msg("Registered households in the water"), [len(each) for each in wet], "", 0),
        (msg("Registered persons in the water"), persons, "", 0),
        (msg("Water that the hollow cannot hold"), [each.spilled for each in runs], "m\u00b3", 0),
    )
    return tuple(
        Figure(label=label, low=low, best=best, high=high, unit=unit, digits=digits)
        for label, (low, best, high), unit, digits in rows
    )


def _households(facts: Facts, wet: dict[int, float]) -> Table:
    order = sorted(wet, key=lambda number: (-wet[number], facts.homes[number].code))
    rows = tuple(
        (
            facts.homes[number].code,
            facts.homes[number].persons,
            Say(msg("moved first")) if facts.homes[number].is_to_move_first else "",
            round(wet[number], 2),
            WORDS[int(danger(wet[number], 0.0))],
        )
        for number in order[:_LISTED]
    )
    left = len(order) - len(rows)
    return Table(
        title=msg("Households in the water, with more rain"),
        columns=(msg("Household"), msg("Number of persons"), msg("Help"), msg("Depth, m"), msg("Danger")),
        rows=rows,
        note=Say(msg("%(count)s more households are left out here."), {"count": left}) if left > 0 else None,
    )


def _layer(grid: Grid, standing: Standing) -> Layer:
    classes = danger(standing.depth, np.zeros_like(standing.depth))
    features = [
        feature(outlined(grid, classes == level), "", level)
        for level in range(1, len(WORDS))
        if np.any(classes == level)
    ]
    return Layer(
        key="water",
        label=msg("Standing water, with more rain"),
        shape="area",
        geojson=collection(features),
        legend=tuple(enumerate(WORDS))[1:],
    )


def _advice(wet: dict[int, float], deepest: float) -> tuple[Advice, ...]:
    told = []
    if wet:
        reason = Say(msg("With more rain %(count)s households stand in the water."), {"count": len(wet)})
        level = max(int(danger(depth, 0.0)) for depth in wet.values())
        told.append(
            Advice(text=Say(msg("Move the households of the table, the deepest first.")), reason=reason, level=level)
        )
    if deepest > _ROAD_LIMIT_M:
        reason = Say(
            msg("The water may stand %(depth)s m deep; 0.15 m is the usual limit on a road (GB 50014)."),
            {"depth": f"{deepest:.2f}"},
        )
        text = Say(msg("Close the roads and underpasses in the hollow, and bring pumps."))
        told.append(Advice(text=text, reason=reason, level=_ORANGE))
    return tuple(told)


def _trust(facts: Facts, runs: list[Standing]) -> tuple[Say, ...]:
    told = [
        Say(msg("The area, the share that runs off and what drains carry are typed figures; they decide the outcome.")),
        Say(
            msg("Cells of %(size)s m: a wall, a dyke or a culvert that the elevations do not show is not there."),
            {"size": f"{facts.grid.width:.0f}"},
        ),
        Say(msg("Who is not registered is not counted.")),
    ]
    if runs[2].spilled > 0:
        told.append(Say(msg("With more rain the hollow runs over; where that water goes is not reckoned.")))
    return (*told, Say(msg("The elevations are invented, for trying out."))) if facts.is_invented else tuple(told)
