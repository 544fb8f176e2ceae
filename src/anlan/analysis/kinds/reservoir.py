"""A flood through a reservoir: how high the water rises, what goes over, when, and when it is at the places below."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import InputMissing
from anlan.analysis.domain.ground import box_around
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered
from anlan.analysis.kinds.reservoir_case import Facts
from anlan.analysis.kinds.reservoir_reading import (
    AREA,
    BELOW,
    CONCENTRATION,
    INFLOW,
    RAIN,
    ROWS,
    below_of,
    inflow_of,
    pool_of,
    reservoir_named,
)
from anlan.analysis.kinds.reservoir_results import reckon
from anlan.kernel.actors import Actor
from anlan.places import api as places

_LONGEST: Final = 20_000
_AROUND_M: Final = 10_000.0
_RESERVOIR: Final = msg("The reservoir")
_FLOOD: Final = msg("What flows in")
_DOWN: Final = msg("Below the dam")
_PLACE: Final = msg("Place of the dam")

FIELDS: Final = (
    Field(
        name="reservoir",
        label=msg("Reservoir"),
        kind="text",
        longest=80,
        is_needed=False,
        group=_RESERVOIR,
        help=msg("Its code or name in the register. Left open, it is not registered, and its place is needed."),
    ),
    Field(name="place", label=_PLACE, kind="point", is_needed=False, group=_RESERVOIR),
    Field(name="level_m", label=msg("Level before the flood"), unit="m", low=-400, high=6000, group=_RESERVOIR),
    Field(name="crest_m", label=msg("Level of the dam's crest"), unit="m", low=-400, high=6000, group=_RESERVOIR),
    Field(
        name="rows",
        label=ROWS,
        kind="text",
        is_needed=False,
        longest=_LONGEST,
        group=_RESERVOIR,
        help=msg("A line for each: level in m, storage in 10,000 m\u00b3, outflow in m\u00b3/s, from low to high."),
    ),
    Field(
        name="surface_km2",
        label=msg("Surface at the spillway"),
        unit="km\u00b2",
        low=0.001,
        high=3000,
        is_needed=False,
        group=_RESERVOIR,
        help=msg("Without rows: surface, level and width of a free spillway."),
    ),
    Field(
        name="weir_level_m",
        label=msg("Level of the spillway"),
        unit="m",
        low=-400,
        high=6000,
        is_needed=False,
        group=_RESERVOIR,
    ),
    Field(
        name="weir_m",
        label=msg("Width of the spillway"),
        unit="m",
        low=0.5,
        high=1000,
        is_needed=False,
        group=_RESERVOIR,
    ),
    Field(
        name="inflow",
        label=INFLOW,
        kind="text",
        is_needed=False,
        longest=_LONGEST,
        group=_FLOOD,
        help=msg("A line for each: hours from the beginning, m\u00b3/s. It goes before the rain."),
    ),
    Field(
        name="rain",
        label=RAIN,
        kind="text",
        is_needed=False,
        longest=_LONGEST,
        group=_FLOOD,
        help=msg("Millimetres of each hour, one after the other: 5 12 30 20 8"),
    ),
    Field(name="area_km2", label=AREA, unit="km\u00b2", low=0.01, high=5000, is_needed=False, group=_FLOOD),
    Field(
        name="concentration_h",
        label=CONCENTRATION,
        unit="h",
        low=0.05,
        high=100,
        is_needed=False,
        group=_FLOOD,
        help=msg("How long water runs from the farthest point to the reservoir."),
    ),
    Field(
        name="curve_number",
        label=msg("Curve number of the basin (CN)"),
        low=30,
        high=100,
        default="75",
        group=_FLOOD,
        help=msg("Forest about 60, fields 75, villages and rock 85; after wet days more."),
    ),
    Field(
        name="base_m3s",
        label=msg("Flow before the flood"),
        unit="m\u00b3/s",
        low=0,
        high=50_000,
        default="0",
        group=_FLOOD,
    ),
    Field(
        name="doubt",
        label=msg("Doubt about the inflow"),
        unit="%",
        low=0,
        high=90,
        default="30",
        group=_FLOOD,
        help=msg("It is routed three times: with so much less, as given, with so much more."),
    ),
    Field(name="begins_at", label=msg("Beginning of the flood"), kind="moment", is_needed=False, group=_FLOOD),
    Field(
        name="safe_m3s",
        label=msg("What the river below carries safely"),
        unit="m\u00b3/s",
        low=0,
        high=200_000,
        is_needed=False,
        group=_DOWN,
    ),
    Field(
        name="below",
        label=BELOW,
        kind="text",
        is_needed=False,
        longest=_LONGEST,
        group=_DOWN,
        help=msg("A line for each: name, kilometres along the river."),
    ),
    Field(name="valley_m", label=msg("Width of the valley"), unit="m", low=5, high=20_000, default="50", group=_DOWN),
    Field(name="slope", label=msg("Fall of the valley"), unit="m/km", low=0.1, high=200, default="5", group=_DOWN),
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Read the reservoir of the register, or take the typed one; make pool and inflow of what was typed."""
    known = reservoir_named(actor, inputs["reservoir"]) if inputs["reservoir"] else None
    if known is None and inputs["place"] is None:
        raise InputMissing(field=_PLACE)
    longitude, latitude = (known.longitude, known.latitude) if known else inputs["place"]
    region = known.region if known else places.region_at(longitude, latitude)
    inflow = inflow_of(inputs)
    name = known.name if known else places.full_name(region)
    return Gathered(
        facts=Facts(
            name=name,
            pool=pool_of(inputs),
            inflow=inflow,
            below=below_of(inputs),
            longitude=longitude,
            latitude=latitude,
            capacity_m3=known.capacity * 1e4 if known else None,
            flood_limit_m=known.flood_limit_level if known else None,
            is_defective=known.is_defective if known else False,
        ),
        region=region,
        title=f"{name} {float(np.max(inflow.flows)):.0f} m\u00b3/s",
        versions=_versions(known),
        box=box_around((longitude, latitude), _AROUND_M),
    )


def _versions(known: Any) -> dict[str, str]:
    if known is None:
        return {}
    limit = "" if known.flood_limit_level is None else f", {known.flood_limit_level:g} m"
    return {msg("Reservoir"): f"{known.code}, {known.capacity:g}{limit}"}


KIND: Final = Kind(
    word="reservoir",
    title=msg("Flood through a reservoir"),
    summary=msg("How high a reservoir rises, what it lets out and when, and when that is at the places below"),
    icon="ripple",
    models=("reservoir", "runoff"),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
