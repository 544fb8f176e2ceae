"""Which hidden dangers an asker may see: those of the regions, those at the own enterprise, those found oneself."""

from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.dangers.models import Danger
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights

SEE = "dangers.see"


def own_objects(actor: Actor) -> dict[UUID, str]:
    """Return the enterprises whose safety officer the actor is, by id with the name."""
    if actor.is_system or not rights.regions_of(actor, "dangers.own"):
        return {}
    return enterprises.own_enterprises(actor)


def is_own(actor: Actor, object_id: UUID | None) -> bool:
    """Tell whether an object is the actor's own enterprise."""
    return object_id is not None and object_id in own_objects(actor)


def is_delivered(actor: Actor, object_id: UUID | None, region: str) -> bool:
    """Tell whether the actor is the own system of the enterprise that an object is."""
    return rights.may(actor, "dangers.deliver", region) and enterprises.is_delivered_by(actor, object_id)


def speaks_for(actor: Actor, row: Danger) -> bool:
    """Tell whether the actor acts for the unit: its officer, or the enterprise's system that told of it."""
    told_it = row.found_by_id == actor.id and is_delivered(actor, row.object_id, row.region)
    return told_it or is_own(actor, row.object_id)


def visible(actor: Actor) -> QuerySet[Danger]:
    """Return the hidden dangers that the actor may see."""
    if rights.regions_of(actor, SEE):
        return Danger.objects.filter(rights.within(actor, SEE))
    return Danger.objects.filter(Q(object_id__in=[*own_objects(actor)]) | Q(found_by_id=actor.id))


def sees(actor: Actor, row: Danger) -> bool:
    """Tell whether the actor may see one hidden danger."""
    return rights.may(actor, SEE, row.region) or row.found_by_id == actor.id or is_own(actor, row.object_id)


def one(actor: Actor, danger_id: UUID) -> Danger:
    """Return one hidden danger, or refuse as if there were none."""
    row = Danger.objects.filter(id=danger_id).first()
    if row is None or not sees(actor, row):
        raise NotFound(what="danger")
    return row
