"""Which investigations there are, in the reader's regions; one with all that belongs to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.investigations.models import Investigation
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.rows import Rows

SEE = "investigations.see"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationRow:
    """An investigation as others see it."""

    id: UUID
    region: str
    office: str
    title: str
    state: str
    level: str
    sort: str
    mode: str
    office_reason: str
    incident_id: UUID | None
    object_id: UUID | None
    unit_name: str
    unit_code: str
    place: str
    happened_at: datetime
    summary: str
    dead: int
    missing: int
    injured: int
    loss_yuan: int
    nature: str
    sections: dict[str, str]
    formed_at: datetime | None
    submitted_at: datetime | None
    submitted_by: str
    approved_at: datetime | None
    approved_by: str
    reply: str
    assessed_at: datetime | None
    assessment: str
    archived_at: datetime | None
    keep_years: int | None
    published_at: datetime | None
    withheld: str
    opened_by: str
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationFilter:
    """What to list; empty fields filter nothing. ``sort`` is happened, level or loss, with "-" downwards."""

    state: str = ""
    level: str = ""
    text: str = ""
    region: str = ""
    object_id: UUID | None = None
    sort: str = "-happened"


_SORTS = {"happened": "happened_at", "dead": "dead", "loss": "loss_yuan", "unit": "unit_name"}


def investigations(actor: Actor, wanted: InvestigationFilter | None = None) -> Rows[InvestigationRow]:
    """Return the investigations that match, read only as far as they are looked at."""
    wanted = wanted or InvestigationFilter()
    rows = _visible(actor)
    exact = {"state": wanted.state, "level": wanted.level, "object_id": wanted.object_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.text:
        rows = rows.filter(Q(title__icontains=wanted.text) | Q(unit_name__icontains=wanted.text))
    name = _SORTS.get(wanted.sort.removeprefix("-"), "happened_at")
    order = f"-{name}" if wanted.sort.startswith("-") else name
    return Rows(rows.order_by(order, "-id"), _rows)


def investigation(actor: Actor, investigation_id: UUID) -> InvestigationRow:
    """Return one investigation, or refuse as if there were none."""
    return row_of(investigation_seen(actor, investigation_id))


def investigation_seen(actor: Actor, investigation_id: UUID) -> Investigation:
    """Return the row of one investigation that the actor sees, or refuse as if there were none."""
    found = _visible(actor).filter(id=investigation_id).first()
    if found is None:
        raise NotFound(what="investigation")
    return found


def investigation_of_incident(actor: Actor, incident_id: UUID) -> InvestigationRow | None:
    """Return the investigation of an incident, or nothing."""
    found = _visible(actor).filter(incident_id=incident_id).order_by("-opened_at").first()
    return row_of(found) if found else None


def investigations_of(actor: Actor, object_ids: Iterable[UUID]) -> dict[UUID, tuple[InvestigationRow, ...]]:
    """Return the investigations of accidents in enterprises, the newest first, as far as the actor sees them."""
    found: dict[UUID, tuple[InvestigationRow, ...]] = {}
    for row in _visible(actor).filter(object_id__in=list(object_ids)).order_by("-happened_at")[:500]:
        if row.object_id is not None:
            found[row.object_id] = (*found.get(row.object_id, ()), row_of(row))
    return found


def counts(actor: Actor, field: str) -> dict[str, int]:
    """Return how many investigations there are by ``state`` or ``level``; not counted beyond ten thousand."""
    found: dict[str, int] = {}
    for value in _visible(actor).order_by().values_list(field, flat=True)[:10_000]:
        found[value] = found.get(value, 0) + 1
    return found


def row_of(row: Investigation) -> InvestigationRow:
    """Return an investigation as others see it."""
    return InvestigationRow(**{name: getattr(row, name) for name in InvestigationRow.__slots__})


def public_reports(text: str = "") -> Rows[tuple[UUID, dict[str, Any]]]:
    """Return what anybody may read of investigations, the newest first."""
    rows = Investigation.objects.filter(published_at__isnull=False)
    if text:
        rows = rows.filter(Q(published__title__icontains=text) | Q(published__unit__icontains=text))
    return Rows(rows.order_by("-published_at", "-id"), lambda found: tuple((row.id, row.published) for row in found))


def _rows(found: Sequence[Investigation]) -> tuple[InvestigationRow, ...]:
    return tuple(row_of(row) for row in found)


def _visible(actor: Actor) -> QuerySet[Investigation]:
    return Investigation.objects.filter(rights.within(actor, SEE))
