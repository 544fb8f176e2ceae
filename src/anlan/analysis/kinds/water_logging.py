"""Rain that stands in a hollow of the ground: how high, how deep, and which households stand in it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import NoElevations, NoHollow
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered
from anlan.analysis.kinds.water_logging_results import Facts, reckon
from anlan.kernel.actors import Actor
from anlan.people import api as people
from anlan.places import api as places
from anlan.science.bounds import OutOfRange
from anlan.science.water_logging.pool import hollow_at
from anlan.support.grids import Grid

_SEARCHED: Final = 400

FIELDS: Final = (
    Field(
        name="place",
        label=msg("A place in the hollow"),
        kind="point",
        help=msg("Longitude and latitude. From there the lowest ground is sought downhill."),
    ),
    Field(name="rain_mm", label=msg("Rain"), unit="mm", low=0, high=1500),
    Field(name="hours", label=msg("Within hours"), unit="h", low=0.1, high=72, default="1"),
    Field(
        name="area_km2",
        label=msg("Area from which the water comes to the hollow"),
        unit="km\u00b2",
        low=0.001,
        high=500,
    ),
    Field(name="runoff_share", label=msg("Share of the rain that runs off"), unit="%", low=0, high=100, default="70"),
    Field(
        name="drained_m3s",
        label=msg("What drains and pumps carry away"),
        unit="m\u00b3/s",
        low=0,
        high=2000,
        default="0",
    ),
    Field(
        name="doubt",
        label=msg("Doubt about the rain"),
        unit="%",
        low=0,
        high=90,
        default="30",
        help=msg("The hollow is filled three times: by so much less rain, as given, by so much more."),
    ),
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Read the elevations around the place, find the hollow in them, and who lives there."""
    longitude, latitude = inputs["place"]
    told = f"{longitude:g}, {latitude:g}"
    ground = places.ground_at(longitude, latitude)
    cell = ground.grid.cell_at(longitude, latitude) if ground else None
    if ground is None or cell is None or not np.isfinite(ground.grid.values[(0, *cell)]):
        raise NoElevations(place=told)
    grid = _around(ground.grid, cell)
    at = (cell[0] - max(0, cell[0] - _SEARCHED), cell[1] - max(0, cell[1] - _SEARCHED))
    try:
        hollow = hollow_at(grid.values[0], *at, grid.width)
    except OutOfRange as error:
        raise NoHollow(place=told) from error
    region = places.region_at(longitude, latitude)
    homes = people.dwellings_in(actor, ground.box)
    return Gathered(
        facts=Facts(grid=grid, hollow=hollow, homes=homes, is_invented=ground.is_demo),
        region=region,
        title=f"{places.full_name(region)} {inputs['rain_mm']:g} mm / {inputs['hours']:g} h",
        versions={
            msg("Elevations"): ground.edition,
            msg("Households"): f"{len(homes)}, {sum(home.persons for home in homes)}",
        },
        box=ground.box,
    )


def _around(grid: Grid, cell: tuple[int, int]) -> Grid:
    """Return the part of a grid around a cell in which the hollow is sought; what leaves it has run off."""
    top, left = max(0, cell[0] - _SEARCHED), max(0, cell[1] - _SEARCHED)
    part = grid.values[:1, top : cell[0] + _SEARCHED + 1, left : cell[1] + _SEARCHED + 1]
    return replace(grid, values=part, west=grid.west + left * grid.width, north=grid.north - top * grid.height)


KIND: Final = Kind(
    word="water_logging",
    title=msg("Standing water"),
    summary=msg("How high and how deep rain stands in a hollow, and which households stand in it"),
    icon="ripple",
    models=("water_logging",),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
