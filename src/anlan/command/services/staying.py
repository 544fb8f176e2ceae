"""Checking people into a shelter and out of it; its occupants are counted from who is there, never above capacity."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from anlan.command.domain.errors import AlreadyInShelter, ReturnNotOrdered
from anlan.command.domain.transfers import MoveAct, MoveState, check_stay
from anlan.command.events import ShelterEntered, ShelterLeft
from anlan.command.models import ShelterStay, TransferHousehold
from anlan.command.services.steps import Press
from anlan.command.services.transfers import tick
from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.readiness import api as readiness
from anlan.support import journal, locks, rights

_HOME = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who comes into a shelter: a household of a card, or somebody by name who walked in."""

    incident_id: UUID
    shelter_id: UUID
    persons: int
    household_id: UUID | None = None
    name: str = ""
    token: UUID | None = None


@transaction.atomic
def check_in(*, arrival: Arrival, actor: Actor, now: datetime) -> UUID:
    """Take people into an open shelter with room for them; a household on a card is moved by that. Once per token."""
    incident = incidents.incident(SYSTEM, arrival.incident_id)
    shelter = readiness.shelter(actor, arrival.shelter_id)
    rights.require(actor, "command.check_in", shelter.region)
    locks.hold(f"command:shelter:{shelter.id}")
    known = arrival.token and ShelterStay.objects.filter(token=arrival.token).first()
    if known:
        return known.id
    household = _household(arrival) if arrival.household_id else None
    stay = _stay(arrival, incident, shelter, household, actor, now)
    if household is not None and household.state != MoveState.MOVED:
        tick(household, MoveAct.MOVE, actor=actor, now=now, press=Press(), note=shelter.name)
    inside = _count(shelter.id, actor, now)
    journal.announce(_entered(stay, inside), actor=actor, now=now)
    return stay.id


def _household(arrival: Arrival) -> TransferHousehold:
    rows = TransferHousehold.objects.select_for_update(of=("self",)).select_related("card")
    household = rows.filter(id=arrival.household_id, incident_id=arrival.incident_id).first()
    if household is None:
        raise NotFound(what="household")
    if arrival.persons > household.persons:
        raise InvalidValue(field="persons", value=arrival.persons, rule="at_most_the_households")
    there = household.stays.filter(left_at=None).first()
    if there is not None:
        raise AlreadyInShelter(name=household.head_name, shelter=there.shelter_name)
    return household


def _stay(
    arrival: Arrival,
    incident: IncidentRow,
    shelter: readiness.Shelter,
    household: TransferHousehold | None,
    actor: Actor,
    now: datetime,
) -> ShelterStay:
    name = household.head_name if household else arrival.name.strip()
    check_stay(name, arrival.persons)
    return ShelterStay.objects.create(
        incident_id=incident.id,
        incident_title=incident.title,
        is_exercise=incident.is_exercise,
        token=arrival.token,
        shelter_id=shelter.id,
        shelter_name=shelter.name,
        region=shelter.region,
        household=household,
        name=name,
        persons=arrival.persons,
        came_at=now,
        came_by=actor.name,
    )


@transaction.atomic
def check_out(*, stay_id: UUID, left_to: str, actor: Actor, now: datetime) -> None:
    """Let people leave: home (``home``) only after the return was ordered, elsewhere by name of the place."""
    found = ShelterStay.objects.filter(id=stay_id).first()
    if found is None or not rights.may(actor, "command.see", found.region):
        raise NotFound(what="stay")
    rights.require(actor, "command.check_in", found.region)
    locks.hold(f"command:shelter:{found.shelter_id}")
    stay = ShelterStay.objects.select_for_update(of=("self",)).select_related("household__card").get(id=stay_id)
    if stay.left_at is not None:
        if stay.left_by == actor.name:
            return
        raise TransitionNotAllowed(what="stay", state="left", act="leave")
    left_to = left_to.strip()
    if not left_to or len(left_to) > 120:
        raise InvalidValue(field="left_to", value=left_to[:40], rule="1_to_120_characters")
    if left_to == _HOME and stay.household is not None:
        _go_home(stay, actor, now)
    stay.left_at, stay.left_by, stay.left_to = now, actor.name, left_to
    stay.save(update_fields=["left_at", "left_by", "left_to"])
    inside = _count(stay.shelter_id, actor, now)
    journal.announce(_left(stay, inside), actor=actor, now=now)


def _go_home(stay: ShelterStay, actor: Actor, now: datetime) -> None:
    card = stay.household.card
    if card.return_at is None:
        raise ReturnNotOrdered(zone=card.zone)
    household = TransferHousehold.objects.select_for_update(of=("self",)).select_related("card")
    tick(household.get(id=stay.household_id), MoveAct.RETURN, actor=actor, now=now, press=Press())


def _count(shelter_id: UUID, actor: Actor, now: datetime) -> int:
    """Count who is in the shelter and store it there; the shelter refuses more than it holds."""
    rows = ShelterStay.objects.filter(shelter_id=shelter_id, left_at=None)
    inside = rows.aggregate(persons=Sum("persons"))["persons"] or 0
    readiness.count_occupants(shelter_id=shelter_id, occupants=inside, actor=actor, now=now)
    return inside


def _named(stay: ShelterStay, inside: int) -> dict[str, object]:
    return {
        "subject": f"shelter:{stay.shelter_id}",
        "region": stay.region,
        "incident_id": stay.incident_id,
        "exercise": stay.is_exercise,
        "stay_id": stay.id,
        "shelter": stay.shelter_name,
        "persons": stay.persons,
        "inside": inside,
    }


def _entered(stay: ShelterStay, inside: int) -> ShelterEntered:
    return ShelterEntered(**_named(stay, inside))


def _left(stay: ShelterStay, inside: int) -> ShelterLeft:
    return ShelterLeft(**_named(stay, inside), left_to=stay.left_to)
