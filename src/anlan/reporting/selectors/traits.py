"""What lifts incidents past the ordinary grades."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.reporting.models import IncidentTrait


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitRow:
    """Why an incident is reported whatever its grade, and who found it."""

    trait: str
    note: str
    found_by: str
    found_at: datetime


def traits_of(actor: Actor, incident_id: UUID) -> tuple[TraitRow, ...]:
    """Return what was found of an incident that the actor may see, the oldest first."""
    seen = incidents.incident(actor, incident_id)
    rows = IncidentTrait.objects.filter(incident_id=seen.id).order_by("found_at", "id")
    return tuple(TraitRow(trait=row.trait, note=row.note, found_by=row.found_by, found_at=row.found_at) for row in rows)
