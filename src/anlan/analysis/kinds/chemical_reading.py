"""What the registries know around a source of gas, fire or blast, and of the people of an area."""

from collections.abc import Mapping
from math import cos, radians
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

from anlan.analysis.domain.chemicals.living import Around, Home, Thing
from anlan.analysis.domain.errors import InputNotRead, ModelRefused
from anlan.analysis.domain.parts import Cell, Say
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION
from anlan.people import api as people
from anlan.places import api as places
from anlan.readiness import api as readiness
from anlan.risks import api as risks
from anlan.science.refusing import Refused
from anlan.science.substances.tables import Substance, substance

Box = tuple[float, float, float, float]
_METRES: Final = 111_195.0
_OWN_KINDS: Final = {
    "major_hazard": gettext_noop("major hazard installation"),
    "shelter": gettext_noop("shelter"),
}
_HOUSES: Final = "house"
_REASONS: Final = {
    "liquid_above_its_boiling_point": gettext_noop("it is no liquid at this temperature: choose a gas"),
    "not_liquefied_at_this_temperature": gettext_noop("at this temperature it is not liquefied under its own pressure"),
    "temperature_without_vapour_pressure": gettext_noop("there are no data at this temperature"),
    "nothing_flows": gettext_noop("nothing flows out: give the pressure inside, or the liquid above the hole"),
    "pressure_out_of_range": gettext_noop("the pressure lies outside what the model holds for"),
    "neither_poisons_nor_burns": gettext_noop("there are neither toxic end points nor limits of ignition"),
    "too_heavy_for_this_wind": gettext_noop("the cloud is too heavy for so little wind: the model does not hold"),
    "cloud_too_great": gettext_noop("the cloud is greater than the model holds for"),
    "wind_out_of_range": gettext_noop("the wind lies outside what the model holds for"),
    "does_not_burn": gettext_noop("there is no heat of combustion of this substance: it does not burn"),
    "mass_out_of_range": gettext_noop("the quantity lies outside what the model holds for"),
    "tnt_out_of_range": gettext_noop("the quantity lies outside what the model holds for"),
}
_OTHERWISE: Final = gettext_noop("it lies outside the range of the formulas")
_ABROAD: Final = gettext_noop("the point lies in no division of the map")


def box_around(point: tuple[float, float], metres: float) -> Box:
    """Return west, south, east, north of so many metres around a point."""
    longitude, latitude = point
    north = metres / _METRES
    east = north / max(cos(radians(latitude)), 0.1)
    return longitude - east, latitude - north, longitude + east, latitude + north


def region_of(point: tuple[float, float]) -> str:
    """Return the division of a point; refuse the sea and foreign countries."""
    found = places.region_at(*point)
    if found == NATION:
        raise ModelRefused(reason=gettext(_ABROAD))
    return found


def substance_of(name: str, label: str) -> Substance:
    """Return the substance of a name or a CAS number, or refuse the field."""
    try:
        return substance(name)
    except Refused as refusal:
        raise InputNotRead(field=label, value=refusal.given) from None


def around(actor: Actor, box: Box) -> tuple[Around, Mapping[str, str]]:
    """Return who lives and what stands in a box, and of which editions that is."""
    dwellings = people.dwellings_in(actor, box)
    called = places.full_names(sorted({each.region for each in dwellings}))
    homes = tuple(
        Home(
            region=each.region,
            place=called[each.region],
            persons=each.persons,
            longitude=each.longitude,
            latitude=each.latitude,
        )
        for each in dwellings
    )
    standing = (spot for spot in risks.exposed_in(actor, box) if spot.kind != _HOUSES)
    spots = (*standing, *enterprises.major_hazards_in(actor, box))
    things = tuple(
        Thing(kind=spot.kind, name=spot.name, longitude=spot.longitude, latitude=spot.latitude) for spot in spots
    )
    shelters = tuple(
        Thing(kind="shelter", name=each.name, longitude=each.longitude, latitude=each.latitude)
        for each in readiness.shelters(actor)
        if box[0] <= each.longitude <= box[2] and box[1] <= each.latitude <= box[3]
    )
    persons = sum(home.persons for home in homes)
    versions = {
        "households": f"{len(homes)} / {persons}",
        "facilities": str(len(things)),
        "shelters": str(len(shelters)),
    }
    return Around(homes=homes, things=(*things, *shelters)), versions


def refused(refusal: Refused) -> ModelRefused:
    """Return the model's refusal in the reader's words."""
    return ModelRefused(reason=gettext(_REASONS.get(refusal.code, _OTHERWISE)))


def kind_of(thing: Thing) -> Cell:
    """Return what kind of facility it is, in words."""
    if thing.kind in _OWN_KINDS:
        return Say(_OWN_KINDS[thing.kind])
    return risks.exposed_kinds().get(thing.kind, thing.kind)


def point_of(inputs: Mapping[str, Any]) -> tuple[float, float]:
    """Return the point that was given."""
    longitude, latitude = inputs["place"]
    return float(longitude), float(latitude)
