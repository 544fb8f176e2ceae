"""Reservoirs and their three responsible persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.risks.models import Reservoir as Row
from anlan.risks.selectors.scope import READ, fits, ordered, seen_by
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

SORTS = {"code": "code", "capacity": "capacity", "region": "region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservoirFilter:
    """Which reservoirs are wanted; empty fields want all."""

    size: str = ""
    defective: str = ""
    region: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservoir:
    """A reservoir as other rooms see it; ``capacity`` in 10^4 m3, ``flood_limit_level`` in m."""

    id: UUID
    code: str
    name: str
    region: str
    longitude: float
    latitude: float
    size: str
    capacity: float
    flood_limit_level: float | None
    is_defective: bool
    administrative: people.Person | None
    technical: people.Person | None
    patrol: people.Person | None
    is_demo: bool


def reservoirs(actor: Actor, wanted: ReservoirFilter) -> Rows[Reservoir]:
    """Return the reservoirs that the actor may see and ``wanted`` fits."""
    return Rows(ordered(_chosen(actor, wanted), wanted.sort, SORTS), _reservoirs)


def reservoir(actor: Actor, reservoir_id: UUID) -> Reservoir:
    """Return one reservoir, or say that there is none where the actor may not see it."""
    row = Row.objects.filter(id=reservoir_id).first()
    if row is None:
        raise NotFound(what="reservoir", id=str(reservoir_id))
    require_visible(actor, READ, row.region, "reservoir")
    return _reservoirs([row])[0]


def reservoir_counts(actor: Actor, wanted: ReservoirFilter) -> dict[str, int]:
    """Return how many reservoirs there are of each size."""
    return dict(_chosen(actor, wanted).order_by().values_list("size").annotate(count=Count("id")))


def _chosen(actor: Actor, wanted: ReservoirFilter) -> QuerySet[Row]:
    rows = seen_by(actor, Row.objects.all(), wanted.region)
    if wanted.size:
        rows = rows.filter(size=wanted.size)
    if wanted.defective:
        rows = rows.filter(is_defective=wanted.defective == "yes")
    return rows.filter(fits(wanted.text, "name", "code")) if wanted.text else rows


def _reservoirs(rows: Sequence[Row]) -> tuple[Reservoir, ...]:
    ids = {i for row in rows for i in (row.administrative_person_id, row.technical_person_id, row.patrol_person_id)}
    persons = people.persons_by_id(ids - {None})
    return tuple(
        Reservoir(
            id=row.id,
            code=row.code,
            name=row.name,
            region=row.region,
            longitude=row.location.x,
            latitude=row.location.y,
            size=row.size,
            capacity=row.capacity,
            flood_limit_level=row.flood_limit_level,
            is_defective=row.is_defective,
            administrative=persons.get(row.administrative_person_id),
            technical=persons.get(row.technical_person_id),
            patrol=persons.get(row.patrol_person_id),
            is_demo=row.is_demo,
        )
        for row in rows
    )
