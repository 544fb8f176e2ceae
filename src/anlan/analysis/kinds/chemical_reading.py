"""What the registries know around a source of gas, fire or blast, and of the people of an area."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop

from anlan.analysis.domain.chemicals.living import Around, Home, Thing
from anlan.analysis.domain.errors import InputNotRead, PlaceOutside
from anlan.analysis.domain.ground import Box
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

_OWN_KINDS: Final = {
    "major_hazard": gettext_noop("major hazard installation"),
    "shelter": gettext_noop("shelter"),
}
_HOUSES: Final = "house"


def region_of(point: tuple[float, float]) -> str:
    """Return the division of a point; refuse the sea and foreign countries."""
    found = places.region_at(*point)
    if found == NATION:
        raise PlaceOutside(longitude=f"{point[0]:g}", latitude=f"{point[1]:g}")
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


def kind_of(thing: Thing) -> Cell:
    """Return what kind of facility it is, in words."""
    if thing.kind in _OWN_KINDS:
        return Say(_OWN_KINDS[thing.kind])
    return risks.exposed_kinds().get(thing.kind, thing.kind)


def point_of(inputs: Mapping[str, Any]) -> tuple[float, float]:
    """Return the point that was given."""
    longitude, latitude = inputs["place"]
    return float(longitude), float(latitude)
