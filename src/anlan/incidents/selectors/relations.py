"""Which incidents belong together, and which kinds often follow a kind."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from anlan.incidents.domain.kinds import EventKind
from anlan.incidents.domain.relations import RelationKind, likely_effects
from anlan.incidents.models import Incident, IncidentRelation
from anlan.incidents.selectors.incidents import IncidentRow, event_kinds, incident, row_of
from anlan.kernel.actors import Actor
from anlan.support import rights
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """A link as one incident sees it: ``part`` is what the other one is to it: ``cause``, ``effect`` or ``side``."""

    id: UUID
    kind: RelationKind
    part: str
    other: IncidentRow
    note: str
    made_by: str
    made_at: datetime


def relations_of(actor: Actor, incident_id: UUID) -> tuple[RelationRow, ...]:
    """Return the standing links of an incident to others that the actor may see: causes, effects, then the rest."""
    seen = incident(actor, incident_id)
    rows = IncidentRelation.objects.filter(Q(first_id=seen.id) | Q(second_id=seen.id), ended_at=None)
    visible = rights.within(actor, "incidents.see", "first__region") & rights.within(
        actor, "incidents.see", "second__region"
    )
    found = [_row(row, seen.id) for row in rows.filter(visible).select_related("first", "second").order_by("made_at")]
    return tuple(sorted(found, key=lambda row: ("cause", "effect", "side").index(row.part)))


def linkable(actor: Actor, incident_id: UUID, *, limit: int = 50) -> tuple[IncidentRow, ...]:
    """Return the newest incidents that could be linked to one: visible, of the same world, open or closed."""
    seen = incident(actor, incident_id)
    rows = Incident.objects.filter(rights.within(actor, "incidents.see"), is_exercise=seen.is_exercise)
    return tuple(row_of(row) for row in rows.exclude(id=seen.id).order_by("-opened_at", "-id")[:limit])


def kinds_that_often_follow(kind: str) -> tuple[EventKind, ...]:
    """Return the kinds of events that often follow ``kind``; what the table says, not a forecast."""
    known = event_kinds()
    return tuple(known[code] for code in likely_effects(kind, load_table("anlan.incidents", "chains")))


def _row(row: IncidentRelation, incident_id: UUID) -> RelationRow:
    is_first = row.first_id == incident_id
    parts = ("effect", "cause") if row.kind == RelationKind.SECONDARY else ("side", "side")
    return RelationRow(
        id=row.id,
        kind=RelationKind(row.kind),
        part=parts[0] if is_first else parts[1],
        other=row_of(row.second if is_first else row.first),
        note=row.note,
        made_by=row.made_by,
        made_at=row.made_at,
    )
