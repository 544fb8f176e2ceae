"""Acts on households and residents: entering, changing, moving, removing, and showing a number."""

from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import events
from anlan.people.domain.errors import HouseholdNumberTaken, NothingToReveal
from anlan.people.domain.registry import HouseholdDetails, ResidentDetails, checked_household, checked_resident
from anlan.people.models import Household, Resident
from anlan.people.services.persons import initials_of
from anlan.support import journal, locks
from anlan.support.rights import require, require_visible

EDIT, SEE = "people.edit_residents", "people.see_residents"
_PLACE = ("longitude", "latitude")


@transaction.atomic
def keep_household(*, household_id: UUID | None, details: HouseholdDetails, actor: Actor, now: datetime) -> UUID:
    """Enter a household, or change one; its residents move with it. Return the id; an empty change is no act."""
    kept = checked_household(details)
    household = lock_household(household_id, actor) if household_id else Household()
    for region in {household.region or kept.region, kept.region}:
        require(actor, EDIT, region)
    _refuse_taken_number(kept.code, household.id)
    wanted = household_values(kept)
    changed = () if household_id is None else changes(household, wanted)
    if household_id is not None and not changed:
        return household.id
    before = household.location
    put(household, wanted)
    household.save(force_insert=household_id is None)
    if household_id is not None:
        _move_residents(household, before)
    event = events.HouseholdKept(
        subject=events.household_subject(household.id),
        region=household.region,
        head_name=household.head_name,
        fields=changed,
    )
    journal.announce(event, actor=actor, now=now)
    return household.id


@transaction.atomic
def keep_resident(
    *, resident_id: UUID | None, household_id: UUID, details: ResidentDetails, actor: Actor, now: datetime
) -> UUID:
    """Enter a resident of a household, or change one; with another household's id the resident moves there."""
    kept = checked_resident(details)
    household = lock_household(household_id, actor)
    require(actor, EDIT, household.region)
    resident = _lock_resident(resident_id, actor) if resident_id else Resident()
    if resident_id is not None:
        require(actor, EDIT, resident.region)
    wanted = resident_values(kept)
    if resident.household_id != household.id:
        wanted |= {"household_id": household.id, "region": household.region, "location": household.location}
    changed = () if resident_id is None else changes(resident, wanted)
    if resident_id is not None and not changed:
        return resident.id
    put(resident, wanted)
    resident.initials = initials_of(resident.name)
    resident.save(force_insert=resident_id is None)
    event = events.ResidentKept(**_named(resident), fields=tuple(name.removesuffix("_id") for name in changed))
    journal.announce(event, actor=actor, now=now)
    return resident.id


@transaction.atomic
def remove_resident(*, resident_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a resident out of the registry; lists that were frozen before keep the name."""
    resident = _lock_resident(resident_id, actor)
    require(actor, EDIT, resident.region)
    event = events.ResidentRemoved(**_named(resident))
    resident.delete()
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def reveal_resident(*, resident_id: UUID, actor: Actor, now: datetime) -> tuple[str, str]:
    """Return a resident's phone and id number to somebody who needs them, and write down who was shown them."""
    resident = _lock_resident(resident_id, actor)
    require(actor, "people.reveal_resident", resident.region)
    if not resident.phone and not resident.id_number:
        raise NothingToReveal(resident_id=resident.id)
    journal.announce(events.ResidentRevealed(**_named(resident)), actor=actor, now=now)
    return resident.phone, resident.id_number


def lock_household(household_id: UUID, actor: Actor) -> Household:
    """Return a household's row, locked; refuse as if there were none where the actor may not see it."""
    row = Household.objects.select_for_update().filter(id=household_id).first()
    if row is None:
        raise NotFound(what="household")
    require_visible(actor, SEE, row.region, "household")
    return row


def household_values(details: HouseholdDetails) -> dict[str, Any]:
    """Return the columns that checked details fill."""
    values = {each.name: getattr(details, each.name) for each in fields(details) if each.name not in _PLACE}
    return values | {"location": point(details.longitude, details.latitude)}


def resident_values(details: ResidentDetails) -> dict[str, Any]:
    """Return the columns that checked details fill; what is to stay as it is is left out."""
    values = {each.name: getattr(details, each.name) for each in fields(details)}
    values["channels"], values["duties"] = list(details.channels), list(details.duties)
    return {name: value for name, value in values.items() if value is not None}


def point(longitude: float | None, latitude: float | None) -> Point | None:
    """Return a place as it is stored, or nothing."""
    return None if longitude is None or latitude is None else Point(longitude, latitude, srid=4326)


def changes(row: Any, wanted: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the columns in which a row is not yet as wanted."""
    return tuple(name for name, value in wanted.items() if getattr(row, name) != value)


def put(row: Any, values: dict[str, Any]) -> None:
    """Give a row these values; it is not stored by that."""
    for name, value in values.items():
        setattr(row, name, value)


def _refuse_taken_number(code: str, household_id: UUID) -> None:
    if not code:
        return
    locks.hold(f"people:household_number:{code}")
    if Household.objects.filter(code=code).exclude(id=household_id).exists():
        raise HouseholdNumberTaken(number=code)


def _move_residents(household: Household, before: Point | None) -> None:
    """Let the residents who lived at the household's place live at its new one."""
    residents = Resident.objects.filter(household=household)
    residents.exclude(region=household.region).update(region=household.region)
    if before != household.location:
        there = residents.filter(location=None) if before is None else residents.filter(location__equals=before)
        there.update(location=household.location)


def _lock_resident(resident_id: UUID, actor: Actor) -> Resident:
    row = Resident.objects.select_for_update().filter(id=resident_id).first()
    if row is None:
        raise NotFound(what="resident")
    require_visible(actor, SEE, row.region, "resident")
    return row


def _named(resident: Resident) -> dict[str, Any]:
    return {
        "subject": events.household_subject(resident.household_id) if resident.household_id else "",
        "region": resident.region,
        "resident_id": resident.id,
        "name": resident.name,
    }
