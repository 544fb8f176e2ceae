"""What the registries know around an epicentre, read for the assessment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_noop

from anlan.analysis.domain.earthquake import errors
from anlan.analysis.domain.earthquake.assessing import Around, Drawn, Facility, Place, Station
from anlan.analysis.domain.ground import KM_PER_DEGREE
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.later import later
from anlan.kernel.regions import NATION, RegionLevel, lies_within
from anlan.monitoring import api as monitoring
from anlan.places import api as places
from anlan.risks import api as risks
from anlan.science.earthquake_intensity.ellipses import Zone, zone
from anlan.science.earthquake_intensity.relations import relation, uncertainty_degrees
from anlan.science.earthquake_intensity.source import Source
from anlan.support import rights

shapely = later("shapely")

Box = tuple[float, float, float, float]

RUN: Final = "analysis.run"
_LISTENED: Final = timedelta(minutes=30)
_OUTERMOST: Final = 6
_LEAST_KM: Final = 20.0
_PREFERRED: Final = (RegionLevel.COUNTY, RegionLevel.TOWNSHIP, RegionLevel.PREFECTURE, RegionLevel.VILLAGE)
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Epicentre:
    """Where the earthquake was: its point and division; ``is_assumed`` where only the place's name was said."""

    longitude: float
    latitude: float
    region: str
    name: str
    is_assumed: bool


def epicentre_at(longitude: float, latitude: float) -> Epicentre:
    """Return the epicentre at a point; refuse the sea and foreign countries."""
    region = places.region_at(longitude, latitude)
    if region == NATION:
        raise errors.EpicentreOutside(longitude=f"{longitude:g}", latitude=f"{latitude:g}")
    return Epicentre(
        longitude=longitude, latitude=latitude, region=region, name=places.full_name(region), is_assumed=False
    )


def epicentre_named(names: Sequence[str]) -> Epicentre:
    """Return the point of a place that was only named; refuse names that nobody or several have."""
    if not names:
        raise errors.EpicentreMissing
    found = _fitting(names)
    if not found:
        raise errors.PlaceUnknown(place=names[-1])
    if len(found) > 1:
        choices = places.full_names([each.code for each in found[:_SHOWN]])
        raise errors.PlaceAmbiguous(place=names[-1], choices=", ".join(choices.values()))
    place = found[0]
    assert place.longitude is not None
    assert place.latitude is not None
    return Epicentre(
        longitude=place.longitude,
        latitude=place.latitude,
        region=place.code,
        name=places.full_name(place.code),
        is_assumed=True,
    )


def region_for(actor: Actor, epicentre: str) -> str:
    """Return the region whose analysis it is: the epicentre's, or the asker's own where that lies elsewhere."""
    own = rights.regions_of(actor, RUN)
    return epicentre if not own or any(lies_within(epicentre, region) for region in own) else own[0]


def _fitting(names: Sequence[str]) -> list[places.Division]:
    """Return the divisions of the level that officers mean first, whose greater places fit the names before."""
    found = [each for each in places.search(names[-1], limit=50) if each.name.startswith(names[-1])]
    found = [each for each in found if each.longitude is not None and _lies_in(each.code, names[:-1])]
    for level in _PREFERRED:
        if chosen := [each for each in found if each.level == level]:
            return chosen
    return []


def _lies_in(code: str, greater: Sequence[str]) -> bool:
    above = "".join(places.names([code[:2], code[:4], code[:6]]).values())
    return all(name[:2] in above for name in greater)


def box_around(source: Source, word: str) -> Box:
    """Return west, south, east and north of where degree VI may be reached, the uncertainty counted in."""
    widest = zone(source, relation(word, source.longitude), _OUTERMOST - uncertainty_degrees())
    if widest is None:
        west = east = source.longitude
        south = north = source.latitude
    else:
        (west, south), (east, north) = widest.ring.min(axis=0), widest.ring.max(axis=0)
    margin = _LEAST_KM / KM_PER_DEGREE
    return float(west) - margin, float(south) - margin, float(east) + margin, float(north) + margin


def around(
    actor: Actor, box: Box, occurred_at: datetime | None, drawn: tuple[Drawn, ...]
) -> tuple[Around, tuple[str, ...]]:
    """Return what is known in a box, and the names of counties whose people nobody counted."""
    inhabited = places.inhabited_in(box)
    return (
        Around(
            places=tuple(_place(each) for each in inhabited if each.persons is not None),
            facilities=_facilities(actor, box),
            stations=_stations(actor, box, occurred_at),
            drawn=drawn,
        ),
        tuple(each.name for each in inhabited if each.persons is None),
    )


def _place(row: places.Inhabited) -> Place:
    return Place(
        code=row.code,
        name=row.name,
        longitude=row.longitude,
        latitude=row.latitude,
        persons=row.persons or 0,
        households=row.households or 0,
        is_invented=row.is_invented,
    )


def _facilities(actor: Actor, box: Box) -> tuple[Facility, ...]:
    registers = (
        risks.reservoirs_in(actor, box),
        enterprises.major_hazards_in(actor, box),
        risks.exposed_in(actor, box),
        risks.threatening_in(actor, box),
    )
    return tuple(
        Facility(kind=each.kind, name=each.name, region=each.region, longitude=each.longitude, latitude=each.latitude)
        for register in registers
        for each in register
    )


def _stations(actor: Actor, box: Box, occurred_at: datetime | None) -> tuple[Station, ...]:
    if occurred_at is None:
        return ()
    peaks = monitoring.peaks_in(actor, box, "intensity", since=occurred_at, until=occurred_at + _LISTENED)
    return tuple(
        Station(name=each.name, longitude=each.longitude, latitude=each.latitude, intensity=each.value)
        for each in peaks
    )


def counties(zones: Sequence[Zone]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Return the counties that the widest zone touches, with the share of each that lies in each zone."""
    shares: dict[str, list[float]] = {}
    for at, each in enumerate(zones):
        for overlap in places.overlaps(_wkb(each), within=NATION, level=RegionLevel.COUNTY):
            shares.setdefault(overlap.code, [0.0] * len(zones))[at] = overlap.share
    called = places.names(shares)
    worst = sorted(shares, key=lambda code: tuple(-share for share in reversed(shares[code])))
    return tuple((called[code], tuple(shares[code])) for code in worst)


def _wkb(each: Zone) -> bytes:
    return bytes(shapely.to_wkb(shapely.Polygon(each.ring)))


def versions(found: Around, box: Box, occurred_at: datetime | None) -> dict[str, str]:
    """Return what was read and how much of it, so that a later reading can be told from this one.

    It must be the same whoever reads: the stations are counted for the whole platform, by number and greatest value.
    """
    everywhere = _stations(SYSTEM, box, occurred_at)
    greatest = max((station.intensity for station in everywhere), default=0.0)
    return {
        gettext_noop("counted townships"): f"{len(found.places)}, {sum(place.persons for place in found.places)}",
        gettext_noop("measuring stations"): f"{len(everywhere)}, {greatest:.1f}",
    }
