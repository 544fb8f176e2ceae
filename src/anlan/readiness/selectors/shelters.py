"""Shelters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Sum

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.readiness.models import Shelter as Row
from anlan.readiness.selectors.scope import READ, chosen, ordered
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

SORTS = {"code": "code", "capacity": "capacity", "occupants": "occupants", "region": "region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelterFilter:
    """Which shelters are wanted; empty fields want all."""

    kind: str = ""
    state: str = ""
    region: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelter:
    """A shelter as other rooms see it; ``capacity`` in persons, ``area`` in m2."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    capacity: int
    area: float
    is_indoor: bool
    has_water: bool
    has_power: bool
    has_medical: bool
    state: str
    occupants: int
    changed_at: datetime | None
    keeper: people.Person | None
    is_demo: bool

    @property
    def free(self) -> int:
        """Return how many more persons fit."""
        return self.capacity - self.occupants


def shelters(actor: Actor, wanted: ShelterFilter | None = None) -> Rows[Shelter]:
    """Return the shelters that the actor may see and ``wanted`` fits."""
    wanted = wanted or ShelterFilter()
    return Rows(ordered(chosen(actor, Row, wanted), wanted.sort, SORTS), _shelters)


def shelter(actor: Actor, shelter_id: UUID) -> Shelter:
    """Return one shelter, or say that there is none where the actor may not see it."""
    row = Row.objects.filter(id=shelter_id).first()
    if row is None:
        raise NotFound(what="shelter", id=str(shelter_id))
    require_visible(actor, READ, row.region, "shelter")
    return _shelters([row])[0]


def shelters_by_id(ids: Sequence[UUID]) -> dict[UUID, Shelter]:
    """Return shelters by id, for acts that have checked the reader; unknown ids are left out."""
    return {row.id: row for row in _shelters(list(Row.objects.filter(id__in=ids)))}


def shelter_counts(actor: Actor, field: str, wanted: ShelterFilter) -> dict[str, int]:
    """Return how many shelters there are of each ``kind`` or ``state``."""
    return dict(chosen(actor, Row, wanted).order_by().values_list(field).annotate(count=Count("id")))


def shelter_capacity(actor: Actor, wanted: ShelterFilter) -> int:
    """Return how many persons the chosen shelters hold."""
    return chosen(actor, Row, wanted).aggregate(total=Sum("capacity"))["total"] or 0


def _shelters(rows: Sequence[Row]) -> tuple[Shelter, ...]:
    keepers = people.persons_by_id(row.keeper_id for row in rows if row.keeper_id)
    return tuple(
        Shelter(
            id=row.id,
            code=row.code,
            name=row.name,
            kind=row.kind,
            region=row.region,
            longitude=row.location.x,
            latitude=row.location.y,
            capacity=row.capacity,
            area=row.area,
            is_indoor=row.is_indoor,
            has_water=row.has_water,
            has_power=row.has_power,
            has_medical=row.has_medical,
            state=row.state,
            occupants=row.occupants,
            changed_at=row.changed_at,
            keeper=keepers.get(row.keeper_id),
            is_demo=row.is_demo,
        )
        for row in rows
    )
