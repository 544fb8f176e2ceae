"""What the registries know around the beginning of a chain, and how strongly it acts there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain import ground
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.risks import api as risks
from anlan.science.earthquake_intensity.ellipses import intensity_at, zone
from anlan.science.earthquake_intensity.relations import relation
from anlan.science.earthquake_intensity.source import Source
from anlan.science.hazard_chains.following import Place, Start, arrows

Box = ground.Box
INHABITED: Final = "inhabited"
_WITH_PEOPLE: Final = ("house", "school", "hospital", "care_home", "crowded")
_LEAST_DEGREE: Final = 6.0
_WIDEST_KM: Final = 500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Something of a registry where it stands, and how many people are counted in it, where somebody counted."""

    kind: str
    name: str
    longitude: float
    latitude: float
    persons: int | None = None


def source_of(point: tuple[float, float], magnitude: float, strike_deg: float | None) -> Source:
    """Return an earthquake at a point."""
    return Source(longitude=point[0], latitude=point[1], magnitude=magnitude, strike_deg=strike_deg)


def shaken_km(source: Source) -> float:
    """Return how far degree VI is reached along the longer axis; 0 where it is reached nowhere."""
    found = zone(source, relation("", source.longitude), _LEAST_DEGREE)
    if found is None:
        return 0.0
    east = (found.ring[:, 0] - source.longitude) * ground.KM_PER_DEGREE * cos(radians(source.latitude))
    north = (found.ring[:, 1] - source.latitude) * ground.KM_PER_DEGREE
    return min(_WIDEST_KM, float(np.hypot(east, north).max()) * 1.01)


def box_around(start: Start) -> Box:
    """Return west, south, east and north of where any step of a chain can end."""
    way = start.radius_km + sum(sorted((each.within_km for each in arrows()), reverse=True)[:2])
    return ground.box_around((start.longitude, start.latitude), way * 1000)


def stands_in(actor: Actor, box: Box) -> tuple[Standing, ...]:
    """Return what the actor may see in a box: hazard sites, reservoirs, plants, and where people are."""
    exposed = [each for each in risks.exposed_in(actor, box) if each.kind in _WITH_PEOPLE]
    registers = (
        (None, risks.threatening_in(actor, box)),
        (None, risks.reservoirs_in(actor, box)),
        (None, enterprises.major_hazards_in(actor, box)),
        (INHABITED, exposed),
    )
    return (
        *(
            Standing(kind=kind or each.kind, name=each.name, longitude=each.longitude, latitude=each.latitude)
            for kind, register in registers
            for each in register
        ),
        *(
            Standing(
                kind=INHABITED, name=each.name, longitude=each.longitude, latitude=each.latitude, persons=each.persons
            )
            for each in places.inhabited_in(box)
        ),
    )


def struck(found: Sequence[Standing], source: Source | None, rain_mm: float | None) -> tuple[Place, ...]:
    """Return the places with how strongly the beginning acts on each: its intensity, or the rain."""
    degrees: Sequence[float] = ()
    if source is not None and found:
        where = [each.longitude for each in found], [each.latitude for each in found]
        degrees = intensity_at(source, relation("", source.longitude), *where).tolist()
    return tuple(
        Place(
            key=str(at),
            kind=each.kind,
            name=each.name,
            longitude=each.longitude,
            latitude=each.latitude,
            strengths=_strengths(degrees[at] if degrees else None, rain_mm),
        )
        for at, each in enumerate(found)
    )


def _strengths(degree: float | None, rain_mm: float | None) -> dict[str, float]:
    given = {"intensity": degree, "rain_24h_mm": rain_mm}
    return {name: value for name, value in given.items() if value is not None}


def persons(found: Sequence[Standing]) -> Mapping[str, int | None]:
    """Return how many people are counted in the inhabited places, by key; None where nobody counted."""
    return {str(at): each.persons for at, each in enumerate(found) if each.kind == INHABITED}


def versions(found: Sequence[Standing]) -> dict[str, str]:
    """Return how much was read, so that a later reading can be told from this one."""
    homes = [each for each in found if each.kind == INHABITED]
    return {
        msg("Places where something may begin"): str(len(found) - len(homes)),
        msg("Inhabited places"): f"{len(homes)}, {sum(each.persons or 0 for each in homes)}",
    }
