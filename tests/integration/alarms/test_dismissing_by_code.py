"""Dismissals carry a code, may be taken back for a time, and point to sensors that want looking after."""

from datetime import timedelta

import pytest
from tests.factories.alarms import NIGHT, an_alarm

from anlan.alarms import api
from anlan.alarms.domain.errors import AlarmAlreadyHandled, PlaceHasOpenAlarm, TooLateToReopen
from anlan.alarms.models import Alarm
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
LATER = NIGHT + timedelta(minutes=3)


def dismiss(alarm_id, actor, code="sensor_fault", reason=""):
    return api.dismiss_alarm(alarm_id=alarm_id, reason=reason, code=code, actor=actor, now=LATER)


def reopen(alarm_id, actor, now=LATER):
    return api.reopen_alarm(alarm_id=alarm_id, actor=actor, now=now)


def test_a_code_that_says_enough_needs_no_words_and_decides_whether_the_alarm_was_false(actor_with):
    officer, alarm_id = actor_with("duty_officer"), an_alarm()
    assert dismiss(alarm_id, officer) == "dismissed"
    row = api.alarm(officer, alarm_id)
    assert (row.dismissal_code, row.dismissal_reason, row.is_false) == ("sensor_fault", "", True)
    told = JournalEntry.objects.get(kind="alarms.alarm_dismissed").payload
    assert (told["code"], told["is_false"], told["hints_fault"], told["station_id"]) == (
        "sensor_fault",
        True,
        True,
        "S-1",
    )


@pytest.mark.parametrize(
    ("code", "reason", "field"),
    [
        ("no_danger", "", "reason"),
        ("other", " ", "reason"),
        ("bored", "x", "code"),
        ("sensor_fault", "x" * 501, "reason"),
    ],
)
def test_a_dismissal_that_does_not_say_enough_changes_nothing(actor_with, code, reason, field):
    alarm_id = an_alarm()
    with pytest.raises(InvalidValue) as refusal:
        dismiss(alarm_id, actor_with("duty_officer"), code, reason)
    assert refusal.value.data["field"] == field
    assert (Alarm.objects.get().state, JournalEntry.objects.count()) == ("raised", 1)


def test_a_dismissal_is_taken_back_and_the_alarm_waits_again(actor_with):
    officer, alarm_id = actor_with("duty_officer"), an_alarm()
    dismiss(alarm_id, officer, "no_danger", "only a puddle")
    assert reopen(alarm_id, officer, LATER + timedelta(minutes=120)) == "raised"
    row = api.alarm(officer, alarm_id)
    assert (row.dismissal_code, row.dismissal_reason, row.is_false, row.taken_by) == ("", "", False, "")
    told = JournalEntry.objects.get(kind="alarms.alarm_reopened").payload
    assert (told["code"], told["reason"]) == ("no_danger", "only a puddle")
    assert an_alarm() == alarm_id


def test_after_its_time_a_dismissal_stands(actor_with):
    officer, alarm_id = actor_with("duty_officer"), an_alarm()
    dismiss(alarm_id, officer)
    late = LATER + timedelta(minutes=120, seconds=1)
    assert api.acts_open_to(officer, api.alarm(officer, alarm_id), late) == ()
    with pytest.raises(TooLateToReopen):
        reopen(alarm_id, officer, late)
    assert (Alarm.objects.get().state, Alarm.objects.get().dismissal_code) == ("dismissed", "sensor_fault")
    assert not JournalEntry.objects.filter(kind="alarms.alarm_reopened").exists()


def test_a_place_with_another_open_alarm_keeps_the_dismissal(actor_with):
    officer, alarm_id = actor_with("duty_officer"), an_alarm()
    dismiss(alarm_id, officer)
    an_alarm()
    with pytest.raises(PlaceHasOpenAlarm) as refusal:
        reopen(alarm_id, officer)
    assert refusal.value.data == {"number": "A20200626-0002"}
    assert Alarm.objects.get(id=alarm_id).state == "dismissed"


def test_what_was_not_dismissed_is_not_reopened(actor_with):
    officer, alarm_id = actor_with("duty_officer"), an_alarm()
    api.verify_alarm(alarm_id=alarm_id, actor=officer, now=LATER)
    with pytest.raises(AlarmAlreadyHandled):
        reopen(alarm_id, officer)
    assert Alarm.objects.get().state == "verified"


@pytest.mark.parametrize(
    ("role", "region", "error"),
    [("township_officer", "5134", NotAllowed), ("duty_officer", "51", None), ("duty_officer", "513401", NotFound)],
)
def test_only_who_may_dismiss_here_takes_back(actor_with, role, region, error):
    alarm_id = an_alarm()
    dismiss(alarm_id, actor_with("duty_officer"))
    if error is None:
        assert reopen(alarm_id, actor_with(role, region)) == "raised"
        return
    with pytest.raises(error):
        reopen(alarm_id, actor_with(role, region))
    assert Alarm.objects.get().state == "dismissed"


def test_stations_are_named_to_those_who_keep_the_sensors(actor_with):
    officer = actor_with("duty_officer")
    for region, code in (("513433101", "sensor_fault"), ("513433102", "stuck_or_spike"), ("513433103", "maintenance")):
        dismiss(an_alarm(region=region), officer, code)
    (hint,) = api.fault_hints(officer, NIGHT)
    assert (hint.station_id, hint.station_label, hint.times, hint.last_at) == ("S-1", "Yihai gauge", 2, LATER)
    assert api.fault_hints(actor_with("duty_officer", "513401"), NIGHT) == ()
    assert api.fault_hints(SYSTEM, LATER + timedelta(seconds=1)) == ()
