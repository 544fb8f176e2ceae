"""What the room's lists have in common."""

from collections.abc import Iterable
from typing import Any

from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, level_of
from anlan.places import api as places
from anlan.support.rights import regions_of

READ = "readiness.read"


def region_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the regions by which a list is filtered: the children of the reader's one region above a township."""
    regions = regions_of(actor, READ)
    if len(regions) != 1 or level_of(regions[0]) > RegionLevel.COUNTY or regions[0] == "":
        return []
    return [(child.code, child.name) for child in places.children(regions[0])]


def know_names(rows: Iterable[Any]) -> None:
    """Read the rows' region names at once, so that the page asks for none of them alone."""
    places.full_names({row.region for row in rows})
