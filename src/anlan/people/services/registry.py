"""Putting the demonstration's households, residents and devices in at once, and taking them out again."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.people.domain.registry import (
    DeviceDetails,
    HouseholdDetails,
    ResidentDetails,
    checked_device,
    checked_household,
    checked_resident,
)
from anlan.people.models import Device, Household, Resident
from anlan.people.services.devices import device_values
from anlan.people.services.persons import initials_of
from anlan.people.services.residents import household_values, point, resident_values
from anlan.support import rights

_BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentRecord:
    """A resident to be put in: of a household, at whose place they live, or of none."""

    id: UUID
    details: ResidentDetails
    household_id: UUID | None
    region: str
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Households and devices by their ids, and residents."""

    households: tuple[tuple[UUID, HouseholdDetails], ...]
    residents: tuple[ResidentRecord, ...]
    devices: tuple[tuple[UUID, DeviceDetails], ...]


@transaction.atomic
def put_demonstration_registry(*, registry: Registry, actor: Actor) -> None:
    """Put the demonstration's registry in, replacing what was put in before; the platform itself does it."""
    remove_demonstration_registry(actor=actor)
    households = (Household(id=id_, **household_values(checked_household(each))) for id_, each in registry.households)
    devices = (Device(id=id_, **device_values(checked_device(each))) for id_, each in registry.devices)
    for model, rows in ((Household, households), (Resident, map(resident_row, registry.residents)), (Device, devices)):
        kept = list(rows)
        for row in kept:
            row.is_demo = True
        model.objects.bulk_create(kept, batch_size=_BATCH)


def resident_row(record: ResidentRecord) -> Resident:
    """Return the row of a new resident, checked, not yet stored."""
    kept = checked_resident(record.details)
    return Resident(
        id=record.id,
        household_id=record.household_id,
        region=record.region,
        location=point(record.longitude, record.latitude),
        initials=initials_of(kept.name),
        **resident_values(kept),
    )


@transaction.atomic
def remove_demonstration_registry(*, actor: Actor) -> None:
    """Take the demonstration's households, residents and devices out."""
    rights.require_platform(actor)
    Resident.objects.filter(is_demo=True).delete()
    Household.objects.filter(is_demo=True, residents=None).delete()
    Device.objects.filter(is_demo=True).delete()
