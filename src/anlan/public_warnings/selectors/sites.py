"""Known points that an area may be drawn about: hazard sites, reservoirs, enterprises."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.risks import api as risks

_MOST_EACH: Final = 8
_METRES: Final = {"site": 500, "reservoir": 2000, "enterprise": 1000}


@dataclass(frozen=True, slots=True)
class KnownPoint:
    """A point of a register: ``what`` is site, reservoir or enterprise; ``metres`` a first radius for a person."""

    what: str
    reference: str
    name: str
    place: str
    longitude: float
    latitude: float
    metres: int


def sites_named(actor: Actor, text: str, *, within: str) -> tuple[KnownPoint, ...]:
    """Return the points in ``within`` whose name or code the text fits, at most eight of each kind."""
    found = tuple(_found(actor, text, within))
    names = places.full_names({row.region for _what, row in found})
    return tuple(
        KnownPoint(what, str(row.id), row.name, names[row.region], row.longitude, row.latitude, _METRES[what])
        for what, row in found
    )


def _found(
    actor: Actor, text: str, within: str
) -> Iterator[tuple[str, risks.Site | risks.Reservoir | enterprises.Enterprise]]:
    for site in risks.sites(actor, risks.SiteFilter(text=text, region=within))[:_MOST_EACH]:
        yield "site", site
    for reservoir in risks.reservoirs(actor, risks.ReservoirFilter(text=text, region=within))[:_MOST_EACH]:
        yield "reservoir", reservoir
    wanted = enterprises.EnterpriseFilter(text=text, region=within)
    for enterprise in enterprises.enterprises(actor, wanted)[:_MOST_EACH]:
        yield "enterprise", enterprise
