"""Where households live in a box of the map, without anybody's name."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.gis.geos import Polygon

from anlan.kernel.actors import Actor
from anlan.people.selectors.households import HouseholdFilter, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Dwelling:
    """A household at its place: how many live there, and whether they are moved first."""

    id: UUID
    code: str
    region: str
    address: str
    persons: int
    is_to_move_first: bool
    longitude: float
    latitude: float


def dwellings_in(actor: Actor, box: tuple[float, float, float, float]) -> tuple[Dwelling, ...]:
    """Return the households with a place in a box (west, south, east, north) whose residents the actor may see."""
    inside = visible(actor, HouseholdFilter()).filter(location__bboverlaps=Polygon.from_bbox(box))
    columns = ("id", "code", "region", "address", "persons", "is_to_move_first", "location")
    return tuple(
        Dwelling(
            id=id_,
            code=code,
            region=region,
            address=address,
            persons=persons,
            is_to_move_first=first,
            longitude=place.x,
            latitude=place.y,
        )
        for id_, code, region, address, persons, first, place in inside.order_by("region", "id").values_list(*columns)
    )
