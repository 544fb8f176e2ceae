"""Questions on roads: the extract in force, and where roads are closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from anlan.kernel.actors import Actor
from anlan.places.models import RoadClosure, RoadEdition
from anlan.support.rights import may, within
from anlan.support.rows import Rows

SEE: Final = "places.see_closures"
CLOSE: Final = "places.close_roads"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadsInForce:
    """The extract by which ways are found: whose, of which day, how much."""

    source: str
    as_of: date
    stretches: int
    junctions: int
    kilometres: float
    loaded_at: datetime
    loaded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureFilter:
    """Which closures: ``state`` closed, over or any (empty); ``text`` in place or reason."""

    state: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Ground where no road may be driven; ``radius`` in metres. ``is_closed`` now; ``may_open`` by the reader."""

    id: UUID
    region: str
    place: str
    reason: str
    longitude: float
    latitude: float
    radius: float
    is_exercise: bool
    is_closed: bool
    closed_at: datetime
    closed_by: str
    until: datetime | None
    opened_at: datetime | None
    opened_by: str
    may_open: bool


def roads_in_force() -> RoadsInForce | None:
    """Return the extract in force; nothing where none was ever loaded, and ways are straight lines."""
    row = RoadEdition.objects.first()
    if row is None:
        return None
    return RoadsInForce(
        source=row.source,
        as_of=row.as_of,
        stretches=row.stretches,
        junctions=row.junctions,
        kilometres=row.kilometres,
        loaded_at=row.loaded_at,
        loaded_by=row.loaded_by,
    )


def closures(actor: Actor, wanted: ClosureFilter, now: datetime) -> Rows[Closure]:
    """Return the closures of the actor's regions, the newest first."""
    rows = RoadClosure.objects.filter(within(actor, SEE))
    is_over = Q(opened_at__isnull=False) | Q(until__lte=now)
    if wanted.state == "closed":
        rows = rows.exclude(is_over)
    elif wanted.state == "over":
        rows = rows.filter(is_over)
    if wanted.text:
        rows = rows.filter(Q(place__icontains=wanted.text) | Q(reason__icontains=wanted.text))

    def read(found: Sequence[RoadClosure]) -> Sequence[Closure]:
        return [_closure(row, actor, now) for row in found]

    return Rows(rows, read)


def _closure(row: RoadClosure, actor: Actor, now: datetime) -> Closure:
    is_closed = row.opened_at is None and (row.until is None or row.until > now)
    return Closure(
        id=row.id,
        region=row.region,
        place=row.place,
        reason=row.reason,
        longitude=row.centre.x,
        latitude=row.centre.y,
        radius=row.radius,
        is_exercise=row.is_exercise,
        is_closed=is_closed,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        until=row.until,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        may_open=is_closed and may(actor, CLOSE, row.region),
    )
