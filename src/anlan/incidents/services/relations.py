"""Linking incidents: one caused the other, or they run side by side."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.incidents.domain.relations import NewRelation, RelationKind, check_relation, in_order
from anlan.incidents.events import IncidentsLinked, IncidentsUnlinked, RelationEvent
from anlan.incidents.models import Incident, IncidentRelation
from anlan.incidents.services.life import checked_note, locked, named
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound, TransitionNotAllowed
from anlan.support import journal, locks, rights

_RIGHT = "incidents.link"


@transaction.atomic
def link_incidents(*, relation: NewRelation, actor: Actor, now: datetime) -> UUID:
    """Link two incidents and return the link's id; linking them again the same way changes nothing.

    The actor sees both and holds the right in the place of one of them.
    """
    locks.hold("incidents:relations")
    both = _both(*in_order(relation), actor)
    standing = IncidentRelation.objects.filter(ended_at=None)
    causes = standing.filter(kind=RelationKind.SECONDARY.value).values_list("first_id", "second_id")
    same_world = both[0].is_exercise == both[1].is_exercise
    check_relation(relation, same_world=same_world, causes=causes)
    row = standing.filter(first__in=both, second__in=both).first()
    if row is not None:
        if (row.kind, row.first_id) != (relation.kind.value, both[0].id):
            raise TransitionNotAllowed(what="relation", state=row.kind, act=relation.kind.value)
        return row.id
    row = IncidentRelation.objects.create(
        first=both[0],
        second=both[1],
        kind=relation.kind.value,
        note=relation.note.strip(),
        made_by=actor.name,
        made_at=now,
    )
    _announce(IncidentsLinked, row, row.note, actor, now)
    return row.id


@transaction.atomic
def unlink_incidents(*, relation_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take a link back for a reason; the link stays readable."""
    row = IncidentRelation.objects.select_for_update(of=("self",)).filter(id=relation_id).first()
    if row is None:
        raise NotFound(what="relation")
    _both(row.first_id, row.second_id, actor)
    if row.ended_at is not None:
        raise TransitionNotAllowed(what="relation", state="ended", act="end")
    row.end_reason = checked_note("reason", reason)
    row.ended_by, row.ended_at = actor.name, now
    row.save()
    _announce(IncidentsUnlinked, row, row.end_reason, actor, now)


def _both(first_id: UUID, second_id: UUID, actor: Actor) -> tuple[Incident, Incident]:
    """Return both incidents that the actor may see, where the right is held in the place of one."""
    first, second = (locked(each) for each in (first_id, second_id))
    for each in (first, second):
        rights.require_visible(actor, "incidents.see", each.region, what="incident")
    if not rights.may(actor, _RIGHT, second.region):
        rights.require(actor, _RIGHT, first.region)
    return first, second


def _announce(kind: type[RelationEvent], row: IncidentRelation, note: str, actor: Actor, now: datetime) -> None:
    parts = ("cause", "effect") if row.kind == RelationKind.SECONDARY else ("side", "side")
    pairs = ((row.first, row.second, parts[0]), (row.second, row.first, parts[1]))
    events = [
        kind(**named(incident), relation=row.kind, part=part, other_id=other.id, other_title=other.title, note=note)
        for incident, other, part in pairs
    ]
    journal.announce_all(events, actor=actor, now=now)
