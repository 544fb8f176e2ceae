"""A flood over elevations: area, households and facilities reached, order of moving, map."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain import progress
from anlan.analysis.domain.ground import collection, feature
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say, Table
from anlan.people import api as people
from anlan.science.inundation.flood import Flooded, Inflow, Terrain, flooded
from anlan.science.inundation.harm import danger, order_of_moving
from anlan.support.grid_outlines import outlined
from anlan.support.grids import Floats, Grid
from anlan.support.spots import Spot

_SEARCHED: Final = 3
_LISTED: Final = 300
_RED: Final = 4
_MINUTES: Final = 60
WORDS: Final = (
    Say(msg("dry")),
    Say(msg("shallow: low danger")),
    Say(msg("danger for children and the old")),
    Say(msg("danger for most people")),
    Say(msg("danger for all, rescuers too")),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Elevations with the cell where the water comes in, households, what stands there, and villages' names."""

    grid: Grid
    cell: tuple[int, int]
    homes: tuple[people.Dwelling, ...]
    stands: tuple[Spot, ...]
    names: Mapping[str, str]
    is_invented: bool


@dataclass(frozen=True, slots=True)
class _Reached:
    """What the water does at some places: greatest depth, class of danger, hour (not a number: never)."""

    depth: Floats
    classes: Any
    hours: Floats

    def persons(self, homes: tuple[people.Dwelling, ...]) -> int:
        return sum(home.persons for home, hour in zip(homes, self.hours, strict=True) if np.isfinite(hour))


def reckon(inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Reckon the flood with less, as given and with more, and tell whom it reaches."""
    doubt = inputs["doubt"] / 100.0
    runs = [_run(inputs, facts, share) for share in ((1.0 - doubt, 1.0, 1.0 + doubt) if doubt else (1.0,))]
    low, best, high = (runs[0], runs[len(runs) // 2], runs[-1])
    homes = [_at(each, facts.grid, facts.homes) for each in (low, best, high)]
    stands = _at(high, facts.grid, facts.stands)
    level = int(max(homes[1].classes, default=0))
    reached = int(np.count_nonzero(np.isfinite(homes[1].hours)))
    return Result(
        headline=Say(
            msg("The flood reaches %(households)s registered households with %(persons)s persons on %(area)s km\u00b2"),
            {"households": reached, "persons": homes[1].persons(facts.homes), "area": f"{_area(best, facts.grid):.2f}"},
        ),
        figures=_figures(facts, (low, best, high), homes),
        tables=(_villages(facts, homes[1], homes[2]), _order(facts, homes[2]), _facilities(facts, stands)),
        layers=(_layer(facts.grid, high),),
        advice=_advice(homes),
        trust=_trust(facts),
        level=level,
    )


def _run(inputs: Mapping[str, Any], facts: Facts, share: float) -> Flooded:
    ground, peak = facts.grid.values[0], inputs["peak_m3s"] * share
    seconds = (0.0, inputs["rise_h"] * 3600.0, (inputs["rise_h"] + inputs["fall_h"]) * 3600.0)
    inflow = Inflow(cells=_lowest_near(ground, facts.cell), times=seconds, flows=(0.0, peak, 0.0))
    terrain = Terrain(ground=ground, cell_m=facts.grid.width, roughness=inputs["roughness"])
    return flooded(terrain, inputs["hours"], inflows=(inflow,), told=progress.tell)


def _lowest_near(ground: Floats, cell: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the lowest cell within three cells of one."""
    top, left = max(0, cell[0] - _SEARCHED), max(0, cell[1] - _SEARCHED)
    part = ground[top : cell[0] + _SEARCHED + 1, left : cell[1] + _SEARCHED + 1]
    at = np.unravel_index(int(np.nanargmin(part)), part.shape)
    return ((top + int(at[0]), left + int(at[1])),)


def _at(found: Flooded, grid: Grid, places: tuple[Any, ...]) -> _Reached:
    cells = [grid.cell_at(place.longitude, place.latitude) for place in places]
    depth, speed, hours = (
        np.array([layer[cell] if cell else outside for cell in cells], dtype=np.float64)
        for layer, outside in (
            (found.greatest_depth, 0.0),
            (found.greatest_speed, 0.0),
            (found.arrival_h, np.nan),
        )
    )
    return _Reached(depth, danger(depth, speed), hours)


def _area(found: Flooded, grid: Grid) -> float:
    return float(np.count_nonzero(np.isfinite(found.arrival_h))) * grid.width**2 / 1e6


def _figures(facts: Facts, runs: tuple[Flooded, Flooded, Flooded], homes: list[_Reached]) -> tuple[Figure, ...]:
    areas = [_area(each, facts.grid) for each in runs]
    persons = [each.persons(facts.homes) for each in homes]
    households = [int(np.count_nonzero(np.isfinite(each.hours))) for each in homes]
    first = [float(np.nanmin(each.hours)) * _MINUTES for each in homes if np.any(np.isfinite(each.hours))]
    told = [
        _ranged(msg("Area under water"), areas, unit="km\u00b2", digits=2),
        _ranged(msg("Registered persons reached"), persons, level=_RED),
        _ranged(msg("Registered households reached"), households),
        _ranged(msg("Greatest depth at a household"), [float(max(each.depth, default=0.0)) for each in homes], "m", 2),
    ]
    if len(first) == len(homes):
        told.append(_ranged(msg("First household reached after"), sorted(first), unit="min"))
    return tuple(told)


def _ranged(label: str, values: list[Any], unit: str = "", digits: int = 0, level: int = 0) -> Figure:
    low, best, high = values
    return Figure(label=label, low=low, best=best, high=high, unit=unit, digits=digits, level=level)


def _villages(facts: Facts, best: _Reached, high: _Reached) -> Table:
    by_place: dict[str, list[int]] = defaultdict(list)
    for at in np.flatnonzero(np.isfinite(high.hours)):
        by_place[facts.homes[at].region].append(int(at))
    rows = sorted(
        (
            (
                facts.names.get(code, code),
                sum(np.isfinite(best.hours[at]) for at in places),
                len(places),
                sum(facts.homes[at].persons for at in places),
                round(min(high.hours[at] for at in places) * _MINUTES),
                round(max(high.depth[at] for at in places), 2),
                WORDS[max(high.classes[at] for at in places)],
            )
            for code, places in by_place.items()
        ),
        key=lambda row: row[4],
    )
    return Table(
        title=msg("Villages that the water reaches"),
        columns=(
            msg("Name of the village"),
            msg("Households, as given"),
            msg("Households, at most"),
            msg("Persons, at most"),
            msg("First after, min"),
            msg("Depth up to, m"),
            msg("Danger"),
        ),
        rows=tuple((row[0], int(row[1]), *row[2:]) for row in rows),
    )


def _order(facts: Facts, high: _Reached) -> Table:
    helped = [home.is_to_move_first for home in facts.homes]
    order = order_of_moving(high.hours, high.classes, helped)
    rows = tuple(
        (
            number,
            facts.names.get(facts.homes[at].region, facts.homes[at].region),
            facts.homes[at].code,
            facts.homes[at].persons,
            Say(msg("moved first")) if facts.homes[at].is_to_move_first else "",
            round(float(high.hours[at]) * _MINUTES),
            WORDS[high.classes[at]],
        )
        for number, at in enumerate(order[:_LISTED], 1)
    )
    left = len(order) - len(rows)
    return Table(
        title=msg("Order of moving"),
        columns=(
            msg("Number"),
            msg("Name of the village"),
            msg("Household"),
            msg("Number of persons"),
            msg("Help"),
            msg("Water after, min"),
            msg("Danger"),
        ),
        rows=rows,
        note=Say(msg("%(count)s more households are left out here."), {"count": left}) if left > 0 else None,
    )


def _facilities(facts: Facts, high: _Reached) -> Table:
    reached = [at for at in np.argsort(high.hours) if np.isfinite(high.hours[at])]
    rows = tuple(
        (facts.stands[at].name, round(float(high.hours[at]) * _MINUTES), round(float(high.depth[at]), 2))
        for at in reached[:_LISTED]
    )
    return Table(
        title=msg("Schools, hospitals, roads and works that the water reaches"),
        columns=(msg("Name"), msg("Water after, min"), msg("Depth up to, m")),
        rows=rows,
    )


def _layer(grid: Grid, found: Flooded) -> Layer:
    classes = danger(found.greatest_depth, found.greatest_speed)
    features = [
        feature(outlined(grid, classes == level), "", level)
        for level in range(1, len(WORDS))
        if np.any(classes == level)
    ]
    return Layer(
        key="water",
        label=msg("Water at its highest, with more inflow"),
        shape="area",
        geojson=collection(features),
        legend=tuple(enumerate(WORDS))[1:],
    )


def _advice(homes: list[_Reached]) -> tuple[Advice, ...]:
    high = homes[2]
    if not np.any(np.isfinite(high.hours)):
        return ()
    first = float(np.nanmin(high.hours)) * _MINUTES
    return (
        Advice(
            text=Say(msg("Move the households in the order of the table, uphill and across no stream.")),
            reason=Say(msg("The water may reach the first after %(minutes)s minutes."), {"minutes": f"{first:.0f}"}),
            level=int(max(high.classes)),
        ),
    )


def _trust(facts: Facts) -> tuple[Say, ...]:
    told = [
        Say(
            msg("Cells of %(size)s m: a wall, a dyke or a culvert that the elevations do not show is not there."),
            {"size": f"{facts.grid.width:.0f}"},
        ),
        Say(msg("The tables count from the flood with more inflow. Who is not registered is not counted.")),
        Say(msg("Roads and other long things are judged at their middle.")),
        Say(msg("Not for the front of a dam-break wave.")),
    ]
    return (*told, Say(msg("The elevations are invented, for trying out."))) if facts.is_invented else tuple(told)
