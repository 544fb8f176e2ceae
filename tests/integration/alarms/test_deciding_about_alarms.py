from datetime import timedelta

import pytest
from tests.factories.alarms import NIGHT, an_alarm

from anlan.alarms import api
from anlan.alarms.domain.errors import AlarmAlreadyHandled
from anlan.alarms.models import Alarm
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
LATER = NIGHT + timedelta(minutes=3)


def take(alarm_id, actor):
    return api.take_alarm(alarm_id=alarm_id, actor=actor, now=LATER)


def verify(alarm_id, actor):
    return api.verify_alarm(alarm_id=alarm_id, actor=actor, now=LATER)


def dismiss(alarm_id, actor):
    return api.dismiss_alarm(alarm_id=alarm_id, reason="gauge in repair", actor=actor, now=LATER)


def close(alarm_id, actor):
    return api.close_alarm(alarm_id=alarm_id, actor=actor, now=LATER)


ACTS = [take, verify, dismiss, close]


def test_an_alarm_is_taken_verified_and_closed_and_each_step_is_journalled(actor_with):
    alarm_id, officer = an_alarm(), actor_with("duty_officer", name="Officer Li")
    assert [act(alarm_id, officer) for act in (take, verify, close)] == ["taken", "verified", "closed"]
    row = api.alarm(officer, alarm_id)
    assert (row.taken_by, row.taken_at, row.verified_by, row.verified_at) == ("Officer Li", LATER, "Officer Li", LATER)
    entries = JournalEntry.objects.filter(subject=f"alarm:{alarm_id}").order_by("recorded_at", "id")
    assert [entry.kind for entry in entries] == [
        "alarms.alarm_raised",
        "alarms.alarm_taken",
        "alarms.alarm_verified",
        "alarms.alarm_closed",
    ]


def test_one_click_verifies_a_raised_alarm(actor_with):
    assert verify(an_alarm(), actor_with("duty_officer", "513433")) == "verified"


def test_the_second_to_verify_is_told_who_was_first(actor_with):
    alarm_id = an_alarm()
    verify(alarm_id, actor_with("duty_officer", name="Officer Li"))
    with pytest.raises(AlarmAlreadyHandled) as refusal:
        verify(alarm_id, actor_with("duty_officer", name="Officer Wang"))
    assert refusal.value.data["by"] == "Officer Li"
    assert refusal.value.data["at"] == "06-26 23:23:00"
    assert Alarm.objects.get().verified_by == "Officer Li"
    assert JournalEntry.objects.filter(kind="alarms.alarm_verified").count() == 1


def test_a_raised_alarm_cannot_be_closed(actor_with):
    alarm_id = an_alarm()
    with pytest.raises(TransitionNotAllowed):
        close(alarm_id, actor_with("duty_officer"))
    assert Alarm.objects.get().state == "raised"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_dismissal_without_a_proper_reason_changes_nothing(actor_with, reason):
    alarm_id = an_alarm()
    with pytest.raises(InvalidValue) as refusal:
        api.dismiss_alarm(alarm_id=alarm_id, reason=reason, actor=actor_with("duty_officer"), now=LATER)
    assert refusal.value.data["field"] == "reason"
    assert Alarm.objects.get().state == "raised"
    assert JournalEntry.objects.count() == 1


def test_a_dismissal_keeps_its_reason(actor_with):
    alarm_id, officer = an_alarm(), actor_with("duty_officer")
    assert dismiss(alarm_id, officer) == "dismissed"
    assert api.alarm(officer, alarm_id).dismissal_reason == "gauge in repair"
    assert JournalEntry.objects.get(kind="alarms.alarm_dismissed").payload["reason"] == "gauge in repair"


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["township_officer", "auditor", "department_operator"])
def test_a_role_without_the_right_decides_nothing(actor_with, act, role):
    alarm_id = an_alarm()
    with pytest.raises(NotAllowed):
        act(alarm_id, actor_with(role))
    assert Alarm.objects.get().state == "raised"
    assert JournalEntry.objects.count() == 1


@pytest.mark.parametrize("act", ACTS)
def test_a_duty_officer_of_another_county_does_not_even_learn_of_it(actor_with, act):
    alarm_id = an_alarm()
    with pytest.raises(NotFound):
        act(alarm_id, actor_with("duty_officer", "513401"))
    assert Alarm.objects.get().state == "raised"
    assert JournalEntry.objects.count() == 1
