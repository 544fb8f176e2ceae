from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.alarms import NIGHT, a_signal, an_alarm

from anlan.alarms import api
from anlan.alarms.models import Alarm, AlarmOccurrence
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed
from anlan.kernel.levels import Level
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


def kinds():
    return list(JournalEntry.objects.order_by("recorded_at", "id").values_list("kind", flat=True))


def test_a_signal_raises_an_alarm_with_its_measurement_edition_and_evidence():
    alarm_id = an_alarm()
    row = api.alarm(SYSTEM, alarm_id)
    assert (row.number, row.level, row.region, row.state) == (
        "A20200626-0001",
        Level.ORANGE,
        "513433106",
        api.AlarmState.RAISED,
    )
    assert (row.value, row.threshold, row.unit, row.window_hours, row.edition) == (52.5, 50.0, "mm", 1.0, "2020-05")
    assert (row.longitude, row.latitude) == (102.25, 28.75)
    (occurrence,) = api.occurrences(SYSTEM, alarm_id)
    assert occurrence.evidence == ((NIGHT, 52.5),)
    entry = JournalEntry.objects.get()
    assert entry.kind == "alarms.alarm_raised"
    assert entry.subject == f"alarm:{alarm_id}"
    assert entry.payload["threshold"] == 50.0


def test_a_repeat_at_the_same_place_is_merged_and_kept():
    first = an_alarm()
    second = an_alarm(now=NIGHT + timedelta(minutes=5), value=55.0, observed_at=NIGHT + timedelta(minutes=5))
    assert second == first
    row = api.alarm(SYSTEM, first)
    assert (row.times, row.value, row.level) == (2, 55.0, Level.ORANGE)
    assert row.last_at == NIGHT + timedelta(minutes=5)
    assert [each.value for each in api.occurrences(SYSTEM, first)] == [55.0, 52.5]
    assert kinds() == ["alarms.alarm_raised", "alarms.alarm_repeated"]


def test_a_worse_signal_raises_the_level_and_says_from_where():
    first = an_alarm()
    an_alarm(level=4, value=101.0, threshold=100.0)
    assert api.alarm(SYSTEM, first).level == Level.RED
    rise = JournalEntry.objects.get(kind="alarms.alarm_rose")
    assert (rise.payload["previous_level"], rise.payload["level"], rise.payload["times"]) == (3, 4, 2)


def test_a_milder_repeat_lowers_nothing_but_is_kept():
    first = an_alarm(level=4, value=101.0, threshold=100.0)
    an_alarm(level=2, value=20.0, threshold=15.0)
    row = api.alarm(SYSTEM, first)
    assert (row.level, row.value, row.times) == (Level.RED, 101.0, 2)
    assert AlarmOccurrence.objects.count() == 2


@pytest.mark.parametrize("changes", [{"region": "513433102"}, {"rule_family": "rainstorm"}, {"is_exercise": True}])
def test_another_place_family_or_an_exercise_is_another_alarm(changes):
    assert an_alarm() != an_alarm(**changes)
    assert list(Alarm.objects.order_by("serial").values_list("number", flat=True)) == [
        "A20200626-0001",
        "A20200626-0002",
    ]


def test_a_signal_after_the_end_raises_a_new_alarm(actor_with):
    first = an_alarm()
    api.dismiss_alarm(alarm_id=first, reason="gauge in repair", actor=actor_with("duty_officer"), now=NIGHT)
    assert an_alarm() != first


def test_numbers_begin_anew_each_day_of_china():
    an_alarm(now=NIGHT)
    next_day = an_alarm(now=NIGHT + timedelta(hours=1), region="513433102")
    assert api.alarm(SYSTEM, next_day).number == "A20200627-0001"


def test_a_duty_officer_of_another_county_raises_nothing(actor_with):
    with pytest.raises(NotAllowed):
        api.raise_alarm(signal=a_signal(), actor=actor_with("duty_officer", "513401"), now=NIGHT)
    assert (Alarm.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_an_impossible_value_raises_nothing():
    with pytest.raises(InvalidValue):
        an_alarm(value=1e308)
    assert (Alarm.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_the_database_itself_refuses_a_second_open_alarm_of_one_place():
    alarm = Alarm.objects.get(id=an_alarm())
    alarm.pk, alarm.serial, alarm.number = None, 99, "A20200626-0099"
    with pytest.raises(IntegrityError, match="one_open_alarm_per_place"), transaction.atomic():
        alarm.save(force_insert=True)
