"""A hazard chain: from an earthquake, a rain or a fire to what may follow at which places, when, by which steps."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import ChainTooWide, InputMissing, PlaceOutside
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered
from anlan.analysis.kinds import chain_reading as reading
from anlan.analysis.kinds.chain_results import Facts, reckon
from anlan.analysis.kinds.chain_words import STARTS
from anlan.analysis.kinds.earthquake_reading import region_for
from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION
from anlan.places import api as places
from anlan.science.earthquake_intensity.source import MAGNITUDES
from anlan.science.hazard_chains.following import MOST_PLACES, Start

_LEAST_KM: Final = 0.1
_EARTHQUAKE, _RAIN, _FIRE = "earthquake", "rainstorm", "wildfire"

FIELDS: Final = (
    Field(
        name="start",
        label=msg("What happened first"),
        kind="choice",
        default=_EARTHQUAKE,
        choices=tuple(STARTS.items()),
    ),
    Field(name="point", label=msg("Where it began"), kind="point", help=msg("Longitude, latitude")),
    Field(
        name="magnitude",
        label=msg("Magnitude"),
        low=MAGNITUDES[0],
        high=MAGNITUDES[1],
        is_needed=False,
        help=msg("Of an earthquake; needed there."),
    ),
    Field(
        name="strike_deg",
        label=msg("Direction of the fault"),
        unit="\u00b0",
        low=0.0,
        high=360.0,
        is_needed=False,
        help=msg("Clockwise from north. Without it the zones are circles."),
    ),
    Field(
        name="rain_mm",
        label=msg("Rain of 24 hours"),
        unit="mm",
        low=0,
        high=2000,
        is_needed=False,
        help=msg("Of a rainstorm, over all of its circle; needed there."),
    ),
    Field(
        name="radius_km",
        label=msg("How far around it reaches by itself"),
        unit="km",
        low=_LEAST_KM,
        high=500,
        is_needed=False,
        help=msg("Needed for a rainstorm and a fire. An earthquake reaches to degree VI; others act on the spot."),
    ),
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Read the places around the beginning that the actor may see, and how strongly it acts on each."""
    longitude, latitude = inputs["point"]
    region = places.region_at(longitude, latitude)
    if region == NATION:
        raise PlaceOutside(longitude=f"{longitude:g}", latitude=f"{latitude:g}")
    kind = inputs["start"]
    source = None
    if kind == _EARTHQUAKE:
        source = reading.source_of((longitude, latitude), _needed(inputs, "magnitude"), inputs["strike_deg"])
    rain = _needed(inputs, "rain_mm") if kind == _RAIN else None
    if kind in (_RAIN, _FIRE):
        _needed(inputs, "radius_km")
    radius = inputs["radius_km"] or (_LEAST_KM if source is None else max(_LEAST_KM, reading.shaken_km(source)))
    start = Start(kind=kind, name=places.full_name(region), longitude=longitude, latitude=latitude, radius_km=radius)
    box = reading.box_around(start)
    found = reading.stands_in(actor, box)
    if len(found) > MOST_PLACES:
        raise ChainTooWide(count=len(found), most=MOST_PLACES)
    strength = f" M{inputs['magnitude']:g}" if source else f" {rain:g} mm" if rain is not None else ""
    return Gathered(
        facts=Facts(start=start, places=reading.struck(found, source, rain), persons=reading.persons(found)),
        region=region_for(actor, region),
        title=f"{start.name}{strength} {longitude:.3f}, {latitude:.3f}",
        versions=reading.versions(found),
        box=box,
    )


def _needed(inputs: Mapping[str, Any], name: str) -> float:
    if inputs[name] is None:
        raise InputMissing(field=next(field.label for field in FIELDS if field.name == name))
    return float(inputs[name])


KIND: Final = Kind(
    word="chain",
    title=msg("Hazard chain"),
    summary=msg("What an earthquake, a rain or a fire may bring about elsewhere: places, lead times, steps"),
    icon="route",
    models=("hazard_chains", "earthquake_intensity"),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
