"""Sensors come down and up again: what the alarm keeps, what is told, what never happens by itself."""

from datetime import timedelta

import pytest
from tests.factories.alarms import NIGHT, a_fall, a_signal, an_alarm

from anlan.alarms import api
from anlan.alarms.models import Alarm, AlarmMember
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed
from anlan.kernel.levels import Level
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


def minutes(count):
    return NIGHT + timedelta(minutes=count)


def fall(at=10, **changes):
    return api.ease_alarm(fall=a_fall(observed_at=minutes(at), **changes), actor=SYSTEM, now=minutes(at))


def rise(at, **changes):
    return an_alarm(now=minutes(at), observed_at=minutes(at), **changes)


def kinds():
    return [
        kind.removeprefix("alarms.")
        for kind in JournalEntry.objects.order_by("recorded_at", "id").values_list("kind", flat=True)
    ]


def test_an_alarm_whose_sensors_are_all_down_is_eased_and_stays_open_at_its_level():
    alarm_id = an_alarm(level=4)
    an_alarm(station_id="S-2", station_label="Upper gauge", level=3)
    assert fall(10, station_id="S-2", station_label="Upper gauge") == alarm_id
    row = api.alarm(SYSTEM, alarm_id)
    assert (row.current_level, row.is_eased, row.standing_count, row.member_count) == (Level.RED, False, 1, 2)
    fall(12, previous_level=4, level=0)
    row = api.alarm(SYSTEM, alarm_id)
    assert (row.level, row.current_level, row.eased_at, row.standing_count) == (Level.RED, Level.NONE, minutes(12), 0)
    assert (row.state, row.ask) == ("raised", "verify_eased")
    eased = JournalEntry.objects.get(kind="alarms.alarm_eased")
    assert (eased.payload["previous_level"], eased.payload["current_level"], eased.payload["level"]) == (4, 0, 4)


def test_a_step_down_is_told_and_is_not_yet_eased():
    alarm_id = an_alarm(level=4)
    fall(10, previous_level=4, level=2)
    row = api.alarm(SYSTEM, alarm_id)
    assert (row.level, row.current_level, row.is_eased) == (Level.RED, Level.YELLOW, False)
    assert kinds() == ["alarm_raised", "alarm_eased"]


def test_an_eased_alarm_that_was_verified_asks_to_be_closed(actor_with):
    alarm_id = an_alarm()
    api.verify_alarm(alarm_id=alarm_id, actor=actor_with("duty_officer"), now=minutes(1))
    assert api.alarm(SYSTEM, alarm_id).ask == "watch"
    fall()
    assert api.alarm(SYSTEM, alarm_id).ask == "close"
    assert api.alarm(SYSTEM, alarm_id).state == "verified"


def test_a_sensor_that_rises_again_ends_the_easing_in_the_same_alarm():
    alarm_id = an_alarm()
    fall(10)
    assert rise(30) == alarm_id
    row = api.alarm(SYSTEM, alarm_id)
    assert (row.current_level, row.is_eased, row.standing_count) == (Level.ORANGE, False, 1)
    assert kinds() == ["alarm_raised", "alarm_eased", "alarm_repeated"]


def test_a_fall_that_comes_after_a_later_rise_changes_nothing():
    alarm_id = an_alarm()
    rise(30)
    assert fall(10) is None
    assert api.alarm(SYSTEM, alarm_id).current_level == Level.ORANGE


def test_a_rule_over_two_quantities_has_one_member_that_falls_by_either():
    alarm_id = an_alarm(quantity="displacement", unit="mm")
    rise(5, quantity="rain", level=2)
    fall(10, quantity="rain", value=1.0)
    (member,) = api.members(SYSTEM, alarm_id)
    assert (member.quantity, member.value, member.last_value, member.current_level) == ("displacement", 52.5, 52.5, 0)


def test_a_level_that_late_readings_withdraw_is_gone_whatever_its_time():
    alarm_id = an_alarm(level=4)
    assert fall(-5, previous_level=4, level=0, is_withdrawn=True) == alarm_id
    row = api.alarm(SYSTEM, alarm_id)
    assert (row.level, row.current_level, row.is_eased) == (Level.RED, Level.NONE, True)
    assert JournalEntry.objects.get(kind="alarms.alarm_eased").payload["is_withdrawn"] is True


def test_a_fall_and_a_rise_by_one_reading_leave_the_sensor_standing_in_either_order():
    alarm_id = an_alarm()
    rise(200)
    assert fall(200) is None
    assert api.alarm(SYSTEM, alarm_id).current_level == Level.ORANGE
    fall(300)
    rise(300)
    assert api.alarm(SYSTEM, alarm_id).current_level == Level.ORANGE


def test_a_rise_that_comes_after_a_later_fall_counts_but_does_not_stand():
    alarm_id = an_alarm()
    fall(30)
    rise(20)
    row = api.alarm(SYSTEM, alarm_id)
    assert (row.times, row.current_level) == (2, Level.NONE)


@pytest.mark.parametrize(
    "changes", [{"region": "513433102"}, {"rule_family": "rainstorm_signal"}, {"station_id": "S-9"}]
)
def test_a_fall_of_what_raised_nothing_here_changes_nothing(changes):
    an_alarm()
    before = list(Alarm.objects.values())
    assert fall(10, **changes) is None
    assert list(Alarm.objects.values()) == before
    assert kinds() == ["alarm_raised"]


def test_a_dismissed_alarm_is_followed_silently_so_that_it_is_right_when_reopened(actor_with):
    officer = actor_with("duty_officer")
    alarm_id = an_alarm()
    api.dismiss_alarm(alarm_id=alarm_id, reason="", code="maintenance", actor=officer, now=minutes(1))
    fall(10)
    assert "alarm_eased" not in kinds()
    api.reopen_alarm(alarm_id=alarm_id, actor=officer, now=minutes(11))
    assert api.alarm(SYSTEM, alarm_id).is_eased


def test_nobody_without_the_right_eases(actor_with):
    an_alarm()
    with pytest.raises(NotAllowed):
        api.ease_alarm(fall=a_fall(), actor=actor_with("township_officer"), now=minutes(10))
    assert AlarmMember.objects.get().current_level == 3


def test_a_sensor_that_comes_and_goes_is_counted_and_told_no_more():
    alarm_id = an_alarm()
    for count in range(1, 8):
        rise(count * 5)
    row = api.alarm(SYSTEM, alarm_id)
    assert (row.times, row.flapping_count) == (8, 1)
    assert kinds() == ["alarm_raised", "alarm_repeated", "alarm_repeated", "alarm_flapping"]
    (member,) = api.members(SYSTEM, alarm_id)
    assert (member.times, member.is_flapping) == (8, True)


def test_a_flapping_sensor_that_becomes_worse_is_told_at_once():
    an_alarm()
    for count in range(1, 6):
        rise(count * 5)
    rise(31, level=4)
    assert kinds()[-1] == "alarm_rose"


def test_another_sensor_of_the_alarm_is_told_while_one_flaps():
    an_alarm()
    for count in range(1, 6):
        rise(count * 5)
    rise(31, station_id="S-2")
    assert kinds()[-1] == "alarm_repeated"


def test_a_flapping_sensor_is_steady_after_its_time_and_news_again():
    alarm_id = an_alarm()
    for count in range(1, 5):
        rise(count * 5)
    api.settle_flapping(actor=SYSTEM, now=minutes(20 + 59))
    assert api.alarm(SYSTEM, alarm_id).flapping_count == 1
    api.settle_flapping(actor=SYSTEM, now=minutes(20 + 60))
    api.settle_flapping(actor=SYSTEM, now=minutes(20 + 61))
    assert api.alarm(SYSTEM, alarm_id).flapping_count == 0
    assert kinds().count("alarm_steadied") == 1
    rise(90)
    assert kinds()[-1] == "alarm_repeated"


def test_rises_further_apart_are_no_flapping():
    alarm_id = an_alarm()
    for count in range(1, 8):
        rise(count * 20)
    assert api.alarm(SYSTEM, alarm_id).flapping_count == 0
    assert kinds().count("alarm_repeated") == 7


def test_five_hundred_sensors_of_one_place_are_one_alarm_and_the_last_costs_as_much_as_the_first(
    django_assert_num_queries,
):
    alarm_id = an_alarm(station_id="S-0")
    with django_assert_num_queries(10):
        an_alarm(station_id="S-1")
    for number in range(2, 499):
        an_alarm(station_id=f"S-{number}", value=50.0 + number)
    with django_assert_num_queries(10):
        an_alarm(station_id="S-499")
    row = api.alarm(SYSTEM, alarm_id)
    assert (Alarm.objects.count(), row.member_count, row.times) == (1, 500, 500)
    found = api.members(SYSTEM, alarm_id, sort="-value")
    with django_assert_num_queries(1):
        assert [member.value for member in found[:2]] == [548.0, 547.0]
    assert len(found) == 500


def test_the_evidence_of_a_signal_is_cut_to_its_newest_readings():
    readings = tuple((NIGHT - timedelta(minutes=count), 1.0 * count) for count in range(500))
    alarm_id = api.raise_alarm(signal=a_signal(evidence=readings), actor=SYSTEM, now=NIGHT)
    (occurrence,) = api.occurrences(SYSTEM, alarm_id)
    assert len(occurrence.evidence) == 60
    assert occurrence.evidence[-1] == (NIGHT, 0.0)
