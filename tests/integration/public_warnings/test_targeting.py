"""The frozen list of those whom a warning is for: who is on it, why, by which channel, and what cannot change it."""

from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.db import IntegrityError, transaction
from tests.factories.people import build_duty, build_household, build_organisation, build_person, build_resident
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    COUNTY,
    NIGHT,
    RING,
    SIGNER,
    VILLAGES,
    an_issued,
    build_places,
    build_responsible_people,
)

from anlan.kernel.actors import SYSTEM
from anlan.people.models import Device, Person, Resident
from anlan.public_warnings import api
from anlan.public_warnings.models import Delivery, Target
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
INSIDE, OUTSIDE = (102.25, 28.65), (102.35, 28.75)
VOICE = ("sms", "voice")


@pytest.fixture(autouse=True)
def places(settings):
    settings.ANLAN = settings.ANLAN | {"ANLAN_VOICE_URL": "http://127.0.0.1:9/voice", "ANLAN_VOICE_SECRET": "of a test"}
    build_places()


def issued(**changes):
    """Issue a warning for the drawn square and return its list by name."""
    changes = {"polygons": (RING,), "channels": ("sms", "loudspeaker")} | changes
    return listed(an_issued(**changes))


def listed(warning_id):
    return {row.name: row for row in Target.objects.filter(warning_id=warning_id)}


def messages(**wanted):
    return sorted(Delivery.objects.filter(call_step=None, **wanted).values_list("receiver", "channel", "address"))


def test_who_lives_inside_or_on_the_edge_is_on_the_list_and_gets_a_message():
    build_resident("inside", phone="11200000001")
    build_resident("edge", phone="11200000002", at=(102.21, 28.65))
    build_resident("outside", phone="11200000003", at=OUTSIDE)
    found = issued()
    assert {name: row.reason for name, row in found.items()} == {"inside": "lives_there", "edge": "lives_there"}
    assert messages(channel="sms") == [("edge", "sms", "11200000002"), ("inside", "sms", "11200000001")]
    entry = JournalEntry.objects.get(kind="public_warnings.targets_frozen")
    assert (entry.payload["total"], entry.payload["without_way"]) == (2, 0)


def test_nobody_found_is_an_empty_list_and_no_message():
    assert issued() == {}
    assert messages(channel="sms") == []


def test_by_divisions_the_register_counts_and_by_a_drawing_the_place():
    build_resident("away", phone="11200000001", region=VILLAGES[0], at=(101.0, 28.0))
    build_resident("nowhere", phone="11200000002", region=VILLAGES[0], at=None)
    assert set(issued()) == {"nowhere"}
    assert set(issued(polygons=())) == {"nowhere", "away"}


def test_who_moved_between_is_told_where_they_are_now():
    row = build_resident("mover", phone="11200000001")
    Resident.objects.filter(id=row.id).update(location=Point(*OUTSIDE, srid=4326))
    assert issued() == {}


def test_one_phone_is_told_once_and_a_person_once():
    home = build_household(VILLAGES[0])
    build_resident("first", household=home, phone="11200000001")
    build_resident("second", household=home, phone="11200000001")
    person = build_person("chief", VILLAGES[0], phone="11200000002")
    build_duty(person, VILLAGES[0], rank="B")
    build_duty(person, VILLAGES[1], rank="B")
    build_resident("chief at home", household=home, phone="11200000002")
    found = issued()
    assert len(found) == 2
    assert {row.reason for row in found.values()} == {"lives_there", "duty"}
    assert len(messages(channel="sms")) == 2


def test_who_is_called_gets_no_mass_message():
    build_responsible_people()
    build_resident("neighbour with the chief's phone", phone="11100000001")
    found = issued()
    assert {name for name, row in found.items() if row.state == "called"} >= {"Damawu A", "Caogu A", "Yihai A"}
    told = {receiver for receiver, _channel, _address in messages(channel="sms")}
    assert "Damawu B" in told
    assert not told & {"Damawu A", "Caogu A", "Yihai A", "neighbour with the chief's phone"}


def test_a_lifting_calls_nobody_and_tells_everyone_told_before():
    build_responsible_people()
    build_resident("inside", phone="11200000001")
    warning = an_issued(polygons=(RING,), channels=("sms",))
    Resident.objects.update(location=Point(*OUTSIDE, srid=4326))
    follower = api.lift_warning(warning_id=warning, reason="over", actor=AUTHOR, now=NIGHT)
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=NIGHT)
    api.sign_warning(warning_id=follower, actor=SIGNER, now=NIGHT)
    api.approve_warning(warning_id=follower, actor=APPROVER, now=NIGHT)
    found = listed(follower)
    assert found["inside"].reason == "told_before"
    assert {row.state for row in found.values()} == {"queued"}


def test_posts_and_tasks_by_the_table():
    water = build_organisation(branch="water")
    build_person("water", COUNTY, phone="11200000001", organisation=water)
    build_resident("patrol", phone="11200000002", region=VILLAGES[0], at=(101.0, 28.0), duties=["patrol"])
    found = issued()
    assert (found["water"].reason, found["patrol"].reason) == ("post", "task")


def test_the_wished_way_goes_first_and_the_usual_ones_follow():
    build_resident("voice first", phone="11200000001", channels=["voice"])
    build_resident("as usual", phone="11200000002")
    build_resident("no phone")
    found = issued(channels=VOICE)
    assert found["voice first"].ways == ["voice", "sms"]
    assert found["as usual"].ways == ["sms", "voice"]
    assert (found["no phone"].ways, found["no phone"].state) == ([], "no_way")
    assert messages() == [("as usual", "sms", "11200000002"), ("voice first", "voice", "11200000001")]
    assert issued(channels=("sms",))["voice first"].ways == ["sms"]


def test_a_channel_that_is_not_set_up_is_no_way(settings):
    settings.ANLAN = settings.ANLAN | {"ANLAN_VOICE_URL": ""}
    build_resident("inside", phone="11200000001", channels=["voice"])
    assert issued(channels=VOICE)["inside"].ways == ["sms"]


def test_a_later_change_does_not_alter_the_list():
    row = build_resident("inside", phone="11200000001")
    frozen = issued()["inside"]
    Resident.objects.filter(id=row.id).update(phone="11299999999", name="other")
    Resident.objects.filter(id=row.id).delete()
    frozen.refresh_from_db()
    assert (frozen.name, frozen.address) == ("inside", "11200000001")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Target.objects.filter(id=frozen.id).update(address="11299999999")
    assert messages(channel="sms") == [("inside", "sms", "11200000001")]


def test_devices_are_told_where_they_are_heard_once():
    Device.objects.create(
        code="S1",
        name="Speaker",
        kind="loudspeaker",
        address=f"speakers/{VILLAGES[0]}",
        region=VILLAGES[0],
        location=Point(*INSIDE, srid=4326),
    )
    Device.objects.create(code="D1", name="Screen", kind="led_screen", address="screens/1", region=VILLAGES[0])
    found = issued()
    assert (found["Speaker"].channel, found["Screen"].state) == ("loudspeaker", "no_way")
    addresses = [address for _name, _channel, address in messages(channel="loudspeaker")]
    assert addresses.count(f"speakers/{VILLAGES[0]}") == 1


def test_an_exercise_reaches_only_those_kept_for_exercises():
    build_resident("real", phone="11200000001")
    build_resident("exercise", phone="11200000002", is_exercise=True)
    found = issued(is_exercise=True, channels=("exercise_sms",))
    assert set(found) == {"exercise"}
    assert messages() == [("exercise", "exercise_sms", "11200000002")]
    assert set(issued()) == {"real"}


def test_the_database_refuses_a_channel_of_the_other_world():
    build_resident("inside", phone="11200000001")
    row = issued()["inside"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(id=row.id).update(channel="exercise_sms")


def gave_up(**wanted):
    Delivery.objects.filter(**wanted).update(state="given_up", given_up_at=NIGHT, next_try_real=None)


def test_where_a_channel_gave_up_the_next_one_is_tried_until_none_is_left():
    build_resident("inside", phone="11200000001")
    row = issued(channels=VOICE)["inside"]
    gave_up(channel="sms")
    assert api.fall_back(actor=SYSTEM, now=NIGHT) == 1
    row.refresh_from_db()
    assert (row.channel, row.place, row.state) == ("voice", 1, "queued")
    assert messages(channel="voice") == [("inside", "voice", "11200000001")]
    assert api.fall_back(actor=SYSTEM, now=NIGHT) == 0
    gave_up(channel="voice")
    assert api.fall_back(actor=SYSTEM, now=NIGHT) == 1
    row.refresh_from_db()
    assert row.state == "exhausted"
    assert api.fall_back(actor=SYSTEM, now=NIGHT) == 0
    moved = JournalEntry.objects.filter(kind="public_warnings.targets_moved_on").order_by("id")
    assert [(each.payload["moved_on"], each.payload["exhausted"]) for each in moved] == [(1, 0), (0, 1)]


def test_a_warning_that_is_over_is_not_sent_another_way():
    build_resident("inside", phone="11200000001")
    issued(channels=VOICE)
    gave_up(channel="sms")
    assert api.fall_back(actor=SYSTEM, now=NIGHT + timedelta(hours=7)) == 0
    assert messages(channel="voice") == []


def test_the_language_of_a_person_is_kept_with_the_list():
    build_resident("yi", phone="11200000001", language="ii-CN")
    build_duty(build_person("han", VILLAGES[0], phone="11200000002"), VILLAGES[0], rank="B")
    Person.objects.filter(name="han").update(language="en")
    found = issued()
    assert (found["yi"].language, found["han"].language) == ("ii-CN", "en")
