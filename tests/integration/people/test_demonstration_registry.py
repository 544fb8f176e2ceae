"""The demonstration's households, residents and devices are put in as a whole and taken out without a trace."""

from uuid import UUID

import pytest
from tests.factories.people import build_household, build_resident

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed
from anlan.people import api as people
from anlan.people.models import Device, Household, Resident

pytestmark = pytest.mark.django_db
VILLAGE = "513433103201"


def registry(name="Head"):
    return people.Registry(
        households=((UUID(int=1), people.HouseholdDetails(region=VILLAGE, head_name=name)),),
        residents=(
            people.ResidentRecord(
                id=UUID(int=2),
                household_id=UUID(int=1),
                region=VILLAGE,
                longitude=102.2,
                latitude=28.6,
                details=people.ResidentDetails(name=name, phone="19900000001"),
            ),
        ),
        devices=(
            (
                UUID(int=3),
                people.DeviceDetails(code="S1", name="S", kind="siren", address="sirens/1", region=VILLAGE),
            ),
        ),
    )


def counts():
    return [model.objects.count() for model in (Household, Resident, Device)]


def test_put_in_twice_it_stands_once_with_the_newer_words():
    for name in ("old", "new"):
        people.put_demonstration_registry(registry=registry(name), actor=SYSTEM)
    assert counts() == [1, 1, 1]
    assert Resident.objects.get().name == "new"


def test_taken_out_it_leaves_what_others_entered(actor_with):
    home = build_household(VILLAGE)
    build_resident(household=home)
    people.put_demonstration_registry(registry=registry(), actor=SYSTEM)
    with pytest.raises(NotAllowed):
        people.remove_demonstration_registry(actor=actor_with("administrator"))
    people.remove_demonstration_registry(actor=SYSTEM)
    assert counts() == [1, 1, 0]
