"""A flood over the ground's elevations: whom it reaches, when, how deep, and in which order to move them."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import NoElevations
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered
from anlan.analysis.kinds.flood_results import Facts, reckon
from anlan.kernel.actors import Actor
from anlan.people import api as people
from anlan.places import api as places
from anlan.risks import api as risks

FIELDS: Final = (
    Field(
        name="place",
        label=msg("Where the water comes in"),
        kind="point",
        help=msg("Longitude and latitude. The lowest ground within three cells is taken."),
    ),
    Field(name="peak_m3s", label=msg("Peak of the inflow"), unit="m\u00b3/s", low=0.1, high=100_000),
    Field(name="rise_h", label=msg("Hours to the peak"), unit="h", low=0.05, high=72, default="1"),
    Field(name="fall_h", label=msg("Hours from the peak to the end"), unit="h", low=0.05, high=144, default="3"),
    Field(name="hours", label=msg("Hours to follow the flood"), unit="h", low=0.1, high=72, default="6"),
    Field(
        name="doubt",
        label=msg("Doubt about the inflow"),
        unit="%",
        low=0,
        high=90,
        default="30",
        help=msg("The flood is reckoned three times: with so much less, as given, with so much more."),
    ),
    Field(name="roughness", label=msg("Roughness (Manning's n)"), low=0.01, high=0.3, default="0.05"),
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Read the elevations of the place, and who lives and what stands on them."""
    longitude, latitude = inputs["place"]
    ground = places.ground_at(longitude, latitude)
    cell = ground.grid.cell_at(longitude, latitude) if ground else None
    if ground is None or cell is None or not np.isfinite(ground.grid.values[(0, *cell)]):
        raise NoElevations(place=f"{longitude:g}, {latitude:g}")
    region = places.region_at(longitude, latitude)
    homes = people.dwellings_in(actor, ground.box)
    stands = risks.exposed_in(actor, ground.box)
    return Gathered(
        facts=Facts(
            grid=ground.grid,
            cell=cell,
            homes=homes,
            stands=stands,
            names=places.full_names(sorted({home.region for home in homes})),
            is_invented=ground.is_demo,
        ),
        region=region,
        title=f"{places.full_name(region)} {inputs['peak_m3s']:g} m\u00b3/s",
        versions={
            msg("Elevations"): ground.edition,
            msg("Households"): f"{len(homes)}, {sum(home.persons for home in homes)}",
            msg("Exposed elements"): str(len(stands)),
        },
        box=ground.box,
    )


KIND: Final = Kind(
    word="flood",
    title=msg("Flood over the ground"),
    summary=msg("Whom a flood reaches, when and how deep, and in which order to move them"),
    icon="ripple",
    models=("inundation",),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
    is_long=True,
)
