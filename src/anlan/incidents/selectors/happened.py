"""Which incidents happened in a period, each with the figures that statistics count."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Min

from anlan.incidents.models import Incident
from anlan.kernel.actors import Actor
from anlan.support import rights

_MOST: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedRow:
    """An incident of a period; the figures are none where nobody has counted them yet."""

    id: UUID
    title: str
    event_kind: str
    region: str
    grade: int
    happened_at: datetime
    longitude: float | None
    latitude: float | None
    dead: int
    missing: int
    injured: int


def happened_between(actor: Actor, region: str, since: datetime, until: datetime) -> tuple[HappenedRow, ...]:
    """Return the incidents that happened from ``since`` until before ``until``, oldest first; exercises never."""
    rows = Incident.objects.filter(
        rights.within(actor, "incidents.see"),
        is_exercise=False,
        region__startswith=region,
        happened_at__gte=since,
        happened_at__lt=until,
    )
    return tuple(_row(row) for row in rows.select_related("count").order_by("happened_at", "id")[:_MOST])


def first_happened(actor: Actor, region: str) -> datetime | None:
    """Return when the earliest incident on record happened; nothing where there is none."""
    rows = Incident.objects.filter(rights.within(actor, "incidents.see"), is_exercise=False, region__startswith=region)
    found: datetime | None = rows.aggregate(first=Min("happened_at"))["first"]
    return found


def _row(row: Incident) -> HappenedRow:
    counted = getattr(row, "count", None)
    return HappenedRow(
        id=row.id,
        title=row.title,
        event_kind=row.event_kind,
        region=row.region,
        grade=row.grade,
        happened_at=row.happened_at,
        longitude=row.location.x if row.location else None,
        latitude=row.location.y if row.location else None,
        dead=counted.dead if counted else 0,
        missing=counted.missing if counted else 0,
        injured=counted.injured if counted else 0,
    )
