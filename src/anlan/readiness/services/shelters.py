"""Shelters open, count their people, and close."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.events import DomainEvent
from anlan.readiness.domain.shelters import ShelterAct, ShelterIsOccupied, ShelterState, after, check_occupants
from anlan.readiness.events import ShelterClosed, ShelterCounted, ShelterOpened
from anlan.readiness.models import Shelter
from anlan.readiness.selectors.scope import READ
from anlan.support import journal, rights

_RIGHT = "readiness.run_shelter"


@transaction.atomic
def open_shelter(*, shelter_id: UUID, actor: Actor, now: datetime) -> None:
    """Let people come."""
    shelter = _lock(shelter_id, actor)
    shelter.state = after(ShelterState(shelter.state), ShelterAct.OPEN)
    event = ShelterOpened(
        subject=f"shelter:{shelter.id}", region=shelter.region, name=shelter.name, capacity=shelter.capacity
    )
    _store(shelter, event, actor, now)


@transaction.atomic
def count_occupants(*, shelter_id: UUID, occupants: int, actor: Actor, now: datetime) -> None:
    """Record how many people are in an open shelter."""
    shelter = _lock(shelter_id, actor)
    shelter.state = after(ShelterState(shelter.state), ShelterAct.COUNT)
    check_occupants(occupants, shelter.capacity)
    shelter.occupants = occupants
    event = ShelterCounted(
        subject=f"shelter:{shelter.id}",
        region=shelter.region,
        name=shelter.name,
        occupants=occupants,
        capacity=shelter.capacity,
    )
    _store(shelter, event, actor, now)


@transaction.atomic
def close_shelter(*, shelter_id: UUID, actor: Actor, now: datetime) -> None:
    """Let nobody come any more; the last person has left before."""
    shelter = _lock(shelter_id, actor)
    shelter.state = after(ShelterState(shelter.state), ShelterAct.CLOSE)
    if shelter.occupants:
        raise ShelterIsOccupied(occupants=shelter.occupants)
    event = ShelterClosed(subject=f"shelter:{shelter.id}", region=shelter.region, name=shelter.name)
    _store(shelter, event, actor, now)


def _lock(shelter_id: UUID, actor: Actor) -> Shelter:
    """Return the shelter for a change; one that the actor may not see does not exist for it."""
    shelter = Shelter.objects.select_for_update().filter(id=shelter_id).first()
    if shelter is None:
        raise NotFound(what="shelter", id=str(shelter_id))
    rights.require_visible(actor, READ, shelter.region, "shelter")
    rights.require(actor, _RIGHT, shelter.region)
    return shelter


def _store(shelter: Shelter, event: DomainEvent, actor: Actor, now: datetime) -> None:
    shelter.changed_at = now
    shelter.save(update_fields=["state", "occupants", "changed_at"])
    journal.announce(event, actor=actor, now=now)
