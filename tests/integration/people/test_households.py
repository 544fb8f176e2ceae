"""Households, residents and devices: kept, moved, shown and refused."""

from datetime import timedelta

import pytest
from tests.factories.people import LONG_AGO, build_household, build_resident

from anlan.kernel.errors import NotAllowed, NotFound
from anlan.people import api as people
from anlan.people.domain.errors import HouseholdNumberTaken, NothingToReveal
from anlan.people.models import Device, Household, Resident
from anlan.people.selectors.households import household_count
from anlan.support import journal

pytestmark = pytest.mark.django_db
VILLAGE = "513433103201"
NOW = LONG_AGO


def details(**changes):
    base = {"region": VILLAGE, "head_name": "Head", "longitude": 102.25, "latitude": 28.65}
    return people.HouseholdDetails(**base | changes)


@pytest.fixture
def officer(actor_with):
    return actor_with("township_officer", VILLAGE[:9])


def kinds(subject):
    return [entry.kind for entry in journal.entries_about(subject)]


def test_a_household_and_its_resident_are_entered_and_found(officer):
    household = people.keep_household(household_id=None, details=details(code="H1"), actor=officer, now=NOW)
    resident = people.keep_resident(
        resident_id=None,
        household_id=household,
        details=people.ResidentDetails(name="Anna", phone="199 0000 1234", id_number="11010519491231002X"),
        actor=officer,
        now=NOW,
    )
    found = people.resident(officer, resident)
    assert (found.phone_masked, found.id_number_masked) == ("199****1234", "110105**********2X")
    assert (found.longitude, found.latitude, found.region) == (102.25, 28.65, VILLAGE)
    for text in ("Ann", "anna", "Head", "H1", "1234", "19900001234"):
        rows = people.households(officer, people.HouseholdFilter(text=text)).rows
        assert [row.id for row in rows] == [household], text
    assert kinds(f"household:{household}") == ["people.household_kept", "people.resident_kept"]


def test_a_household_that_moves_takes_those_along_who_live_there(officer):
    home = build_household(VILLAGE)
    at_home, away = build_resident(household=home), build_resident(household=home, at=(102.0, 28.5))
    people.keep_household(
        household_id=home.id, details=details(region=VILLAGE[:9] + "202", longitude=102.35), actor=officer, now=NOW
    )
    at_home.refresh_from_db()
    away.refresh_from_db()
    assert (at_home.location.x, at_home.region) == (102.35, VILLAGE[:9] + "202")
    assert (away.location.x, away.region) == (102.0, VILLAGE[:9] + "202")


def test_a_resident_moves_to_another_household(officer):
    first, second = build_household(VILLAGE), build_household(VILLAGE[:9] + "202", at=(102.35, 28.65))
    resident = build_resident("Anna", household=first)
    people.keep_resident(
        resident_id=resident.id,
        household_id=second.id,
        details=people.ResidentDetails(name="Anna", phone=None, id_number=None),
        actor=officer,
        now=NOW,
    )
    resident.refresh_from_db()
    assert (resident.household_id, resident.region, resident.location.x) == (second.id, second.region, 102.35)


def test_an_empty_change_is_no_act(officer):
    home = people.keep_household(household_id=None, details=details(), actor=officer, now=NOW)
    people.keep_household(household_id=home, details=details(), actor=officer, now=NOW)
    assert kinds(f"household:{home}") == ["people.household_kept"]


def test_a_number_is_given_once(officer):
    build_household(VILLAGE, code="H1")
    with pytest.raises(HouseholdNumberTaken):
        people.keep_household(household_id=None, details=details(code="H1"), actor=officer, now=NOW)
    assert Household.objects.count() == 1


def test_revealing_is_written_down_and_refused_elsewhere(officer, actor_with):
    resident = build_resident(household=build_household(VILLAGE), phone="19900001234")
    assert people.reveal_resident(resident_id=resident.id, actor=officer, now=NOW) == ("19900001234", "")
    subject = f"household:{resident.household_id}"
    for actor, refusal in (
        (actor_with("township_officer", "513433104"), NotFound),
        (actor_with("auditor", "513433"), NotAllowed),
    ):
        with pytest.raises(refusal):
            people.reveal_resident(resident_id=resident.id, actor=actor, now=NOW)
    assert kinds(subject) == ["people.resident_revealed"]
    bare = build_resident(household=resident.household)
    with pytest.raises(NothingToReveal):
        people.reveal_resident(resident_id=bare.id, actor=officer, now=NOW)
    assert kinds(subject) == ["people.resident_revealed"]


def test_another_regions_officer_sees_and_changes_nothing(actor_with):
    home = build_household(VILLAGE)
    stranger = actor_with("township_officer", "513433104")
    assert people.households(stranger, people.HouseholdFilter()).rows == ()
    with pytest.raises(NotFound):
        people.household(stranger, home.id)
    with pytest.raises(NotFound):
        people.keep_household(household_id=home.id, details=details(head_name="Other"), actor=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        people.keep_household(household_id=None, details=details(), actor=stranger, now=NOW)
    assert list(Household.objects.values_list("head_name", flat=True)) == ["Head"]


def test_an_auditor_does_not_find_people_by_the_end_of_a_phone(actor_with):
    build_resident(household=build_household(VILLAGE), phone="19900001234")
    auditor = actor_with("auditor", "513433")
    assert people.households(auditor, people.HouseholdFilter(text="1234")).rows == ()


def test_stretches_lead_through_the_list_and_back(officer):
    homes = [build_household(f"{VILLAGE[:9]}20{n % 3}", head=str(n)) for n in range(7)]
    order = [str(row.id) for row in sorted(homes, key=lambda row: (row.region, row.id))]
    first = people.households(officer, people.HouseholdFilter(), size=3)
    second = people.households(officer, people.HouseholdFilter(), after=first.after, size=3)
    third = people.households(officer, people.HouseholdFilter(), after=second.after, size=3)
    assert [str(row.id) for part in (first, second, third) for row in part.rows] == order
    assert (first.before, third.after) == ("", "")
    back = people.households(officer, people.HouseholdFilter(), before=third.before, size=3)
    assert back == second
    assert people.households(officer, people.HouseholdFilter(), before=back.before, size=3) == first
    for nonsense in ("x", "5134~y", "~", "\0~"):
        assert people.households(officer, people.HouseholdFilter(), after=nonsense, size=3) == first
    assert household_count(officer, people.HouseholdFilter()) == (7, False)


def test_names_to_be_ticked_put_those_to_move_first_first():
    build_household(VILLAGE, head="A")
    build_household(VILLAGE, head="B", is_to_move_first=True)
    build_household("513433104201", head="C")
    assert [each.head_name for each in people.household_names((VILLAGE[:9],))] == ["B", "A"]
    assert [each.head_name for each in people.household_names((VILLAGE,), to_move_first=True)] == ["B"]


def test_a_removed_resident_is_gone_and_the_journal_says_so(officer):
    resident = build_resident("Anna", household=build_household(VILLAGE))
    people.remove_resident(resident_id=resident.id, actor=officer, now=NOW)
    assert not Resident.objects.exists()
    assert kinds(f"household:{resident.household_id}") == ["people.resident_removed"]


def test_a_device_covers_the_ground_round_its_place(officer):
    device = people.DeviceDetails(
        code="S1",
        name="Speaker",
        kind="loudspeaker",
        address="speakers/1",
        region=VILLAGE,
        longitude=102.25,
        latitude=28.65,
        reach_m=800,
    )
    device_id = people.keep_device(device_id=None, details=device, actor=officer, now=NOW)
    row = Device.objects.get(id=device_id)
    west, south, east, north = row.covers.extent
    assert (round(east - west, 4), round(north - south, 4)) == (0.0167, 0.0147)
    answers = {"speakers/1": "delivered", "speakers/2": "failed"}
    assert people.note_receipts(kind="satellite", answers=answers, now=NOW) == 0
    assert people.note_receipts(kind="loudspeaker", answers=answers, now=NOW) == 1
    assert people.note_receipts(kind="loudspeaker", answers={"speakers/1": "failed"}, now=NOW - timedelta(days=1)) == 0
    assert people.device(officer, device_id).last_receipt == "delivered"
    assert kinds(f"device:{device_id}") == ["people.device_kept"]
