"""The arrows that lead to and from the desk."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.alarms import NIGHT, an_alarm
from tests.factories.incidents import LEARNED, an_incident

from anlan.alarms.models import Alarm, AlarmOccurrence
from anlan.kernel.actors import SYSTEM
from anlan.monitoring import api as monitoring
from anlan.support import journal
from anlan.support.models import JournalEntry
from anlan.support.running import run_workflow

pytestmark = pytest.mark.django_db
STATION = uuid4()


def reached(**changes):
    values = {
        "subject": f"station:{STATION}",
        "region": "513433106",
        "rule": "flash_flood",
        "edition": "2020-05",
        "level": 4,
        "station_id": STATION,
        "station_code": "51343301",
        "station_name": "Yihai gauge",
        "location": (102.25, 28.75),
        "quantity": "rain",
        "window_hours": 1,
        "value": 52.5,
        "threshold": 50.0,
        "unit": "mm",
        "evidence": ((NIGHT - timedelta(minutes=5), 22.5), (NIGHT, 30.0)),
        "evidence_total": 2,
        "observed_at": NIGHT,
        **changes,
    }
    return journal.announce(monitoring.ThresholdReached(**values), actor=SYSTEM, now=NIGHT)


def test_a_threshold_reached_raises_an_alarm_once_with_its_readings(at):
    at(NIGHT)
    entry_id = reached()
    assert run_workflow(entry_id, "threshold_reached_raises_alarm") is True
    assert run_workflow(entry_id, "threshold_reached_raises_alarm") is False
    alarm = Alarm.objects.get()
    assert (alarm.level, alarm.region, alarm.station_label, alarm.times) == (4, "513433106", "Yihai gauge", 1)
    assert len(AlarmOccurrence.objects.get().evidence) == 2
    assert JournalEntry.objects.get(kind="alarms.alarm_raised").cause_id == entry_id


def test_a_second_threshold_at_the_same_place_is_merged(at):
    at(NIGHT)
    run_workflow(reached(level=3), "threshold_reached_raises_alarm")
    run_workflow(reached(level=4), "threshold_reached_raises_alarm")
    assert (Alarm.objects.get().times, Alarm.objects.get().level) == (2, 4)


def test_a_water_level_has_no_window(at):
    at(NIGHT)
    run_workflow(reached(rule="water_level", quantity="level", window_hours=0), "threshold_reached_raises_alarm")
    assert Alarm.objects.get().window_hours is None


def test_an_incident_binds_its_alarms_and_no_other_countys(at):
    at(LEARNED)
    own, foreign = an_alarm(), an_alarm(region="513401101")
    incident = an_incident(alarm_ids=(own, foreign, uuid4()))
    entry = JournalEntry.objects.get(kind="incidents.incident_opened")
    run_workflow(entry.id, "incident_opened_binds_its_alarms")
    assert Alarm.objects.get(id=own).incident_id == incident
    assert Alarm.objects.get(id=foreign).incident_id is None


def left(minutes=10, **changes):
    values = {
        "subject": f"station:{STATION}",
        "region": "513433106",
        "rule": "flash_flood",
        "edition": "2020-05",
        "level": 0,
        "previous_level": 4,
        "station_id": STATION,
        "station_code": "51343301",
        "station_name": "Yihai gauge",
        "location": (102.25, 28.75),
        "quantity": "rain",
        "window_minutes": 60,
        "value": 12.0,
        "threshold": 50.0,
        "unit": "mm",
        "observed_at": NIGHT + timedelta(minutes=minutes),
        **changes,
    }
    return journal.announce(monitoring.ThresholdLeft(**values), actor=SYSTEM, now=NIGHT + timedelta(minutes=minutes))


def test_a_level_that_is_left_eases_the_alarm_and_does_not_close_it(at):
    at(NIGHT)
    run_workflow(reached(), "threshold_reached_raises_alarm")
    entry_id = left()
    assert run_workflow(entry_id, "threshold_left_eases_alarm") is True
    assert run_workflow(entry_id, "threshold_left_eases_alarm") is False
    alarm = Alarm.objects.get()
    assert (alarm.state, alarm.level, alarm.current_level) == ("raised", 4, 0)
    assert JournalEntry.objects.get(kind="alarms.alarm_eased").cause_id == entry_id


def test_a_fall_whose_arrow_ran_before_that_of_its_rise_is_not_lost(at):
    at(NIGHT)
    rise, fall = reached(), left()
    run_workflow(fall, "threshold_left_eases_alarm")
    run_workflow(rise, "threshold_reached_raises_alarm")
    alarm = Alarm.objects.get()
    assert (alarm.level, alarm.current_level, alarm.standing_count) == (4, 0, 0)


@pytest.mark.parametrize("changes", [{"rule": "rainstorm_signal"}, {"region": "513433102"}, {"minutes": -5}])
def test_the_fall_of_another_rule_place_or_time_leaves_the_sensor_standing(at, changes):
    at(NIGHT)
    left(**changes)
    run_workflow(reached(), "threshold_reached_raises_alarm")
    assert Alarm.objects.get().current_level == 4


def test_a_window_of_minutes_is_kept_as_such(at):
    at(NIGHT)
    run_workflow(reached(window_hours=0, window_minutes=30), "threshold_reached_raises_alarm")
    assert Alarm.objects.get().window_hours == 0.5
