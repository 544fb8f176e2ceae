"""Silence is an alarm: once for each spell, never for those whom nobody expects to hear."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.monitoring import YIHAI, arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.alarms.models import Alarm, AlarmMember
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.monitoring import api
from anlan.monitoring.models import LatestValue, MaintenanceOrder, Series, Silence
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.silence import tell_silence
from anlan.support import heartbeats
from anlan.support.journal import event_of
from anlan.support.models import JournalEntry
from anlan.support.tables import load_table
from anlan.workflows import threshold_left_eases_alarm, threshold_reached_raises_alarm

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ALLOWED = 180

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_intake_lives() -> None:
    heartbeats.beat("ingest", NOW)


def heard(station, at: datetime, quantity: str = "rain", value: float = 1.0) -> None:
    series = Series.objects.get(station=station, quantity=quantity)
    defaults = {"time": at, "value": value, "received": at}
    LatestValue.objects.update_or_create(series=series, defaults=defaults)


def told(kind: str = "threshold_reached") -> list:
    entries = JournalEntry.objects.filter(kind=f"monitoring.{kind}").order_by("id")
    event = api.ThresholdReached if kind == "threshold_reached" else api.ThresholdLeft
    return [event_of(entry, event) for entry in entries]


def listen(minutes: float) -> int:
    return tell_silence(actor=SYSTEM, now=NOW + minutes * MINUTE)


@pytest.mark.parametrize(("minutes", "events"), [(ALLOWED - 1, 0), (ALLOWED, 0), (ALLOWED + 1, 1)])
def test_a_series_is_told_once_it_has_missed_more_than_three_periods(minutes, events):
    heard(build_station(), NOW)
    assert listen(minutes) == events
    assert len(told()) == events


def test_what_is_told_names_the_gauge_its_silence_and_its_last_reading():
    station = build_station(region=YIHAI + "200")
    heard(station, NOW, value=2.5)
    listen(ALLOWED + 1.5)
    (event,) = told()
    assert (event.rule, event.level, event.quantity, event.unit) == ("silence", 1, "rain", "min")
    assert (event.value, event.threshold, event.window_hours) == (181.0, 180.0, 0)
    assert (event.region, event.station_code) == (YIHAI, "YHZ01")
    assert [value for _, value in event.evidence] == [2.5]


def test_a_spell_is_told_once_then_once_more_when_it_lasts_and_when_it_is_over():
    station = build_station()
    heard(station, NOW)
    assert [listen(minutes) for minutes in (181, 182, 719, 720, 721, 5000)] == [1, 0, 0, 1, 0, 0]
    assert [event.level for event in told()] == [1, 2]
    heard(station, NOW + 5000 * MINUTE)
    assert [listen(minutes) for minutes in (5001, 5002)] == [1, 0]
    (over,) = told("threshold_left")
    assert (over.level, over.previous_level, over.station_code) == (0, 2, "YHZ01")
    assert not Silence.objects.exists()
    assert listen(5000 + 181) == 1


def test_the_series_own_period_comes_before_the_usual_one():
    station = build_station()
    Series.objects.update(period_minutes=5)
    heard(station, NOW)
    assert [listen(minutes) for minutes in (30, 31)] == [0, 1]


def test_a_station_silent_as_a_whole_is_told_by_its_main_series_alone():
    station = build_station(kind="level_gauge", quantities=("level", "rain", "battery"))
    Series.objects.filter(quantity="level").update(period_minutes=10)
    for quantity in ("level", "rain", "battery"):
        heard(station, NOW, quantity)
    assert [listen(minutes) for minutes in (31, 181, 10000)] == [1, 1, 0]
    assert {event.quantity for event in told()} == {"level"}


def test_one_sensor_that_is_silent_at_a_station_that_speaks_is_told_by_itself():
    station = build_station(quantities=("level", "rain"))
    heard(station, NOW, "level")
    heard(station, NOW + 180 * MINUTE, "rain")
    assert listen(200) == 1
    assert told()[0].quantity == "level"
    assert not Silence.objects.get().is_whole_station


@pytest.mark.parametrize("why", ["demo", "out_of_service", "never_heard", "maintenance", "long_ago"])
def test_silence_that_nobody_wonders_at_is_not_told(why):
    station = build_station(is_demo=why == "demo")
    if why != "never_heard":
        heard(station, NOW - timedelta(days=8) if why == "long_ago" else NOW)
    if why == "out_of_service":
        station.status = "out_of_service"
        station.save()
    if why == "maintenance":
        MaintenanceOrder.objects.create(station=station, reason="silent", opened_at=NOW, due_at=NOW, state_at=NOW)
    assert listen(ALLOWED + 1) == 0
    assert told() == []


def test_an_order_ends_the_spell_and_silence_after_it_is_told_anew():
    station = build_station()
    heard(station, NOW)
    assert listen(181) == 1
    order = MaintenanceOrder.objects.create(station=station, reason="silent", opened_at=NOW, due_at=NOW, state_at=NOW)
    assert [listen(182), listen(183)] == [1, 0]
    assert told("threshold_left")[0].previous_level == 1
    MaintenanceOrder.objects.filter(id=order.id).update(state="done")
    assert [listen(184), listen(185)] == [1, 0]


@pytest.mark.parametrize("beat", ["never", "long ago"])
def test_while_the_intake_itself_is_dead_nothing_is_told_of_gauges(beat, at):
    heard(build_station(), NOW)
    heartbeats.forget("ingest")
    if beat == "long ago":
        heartbeats.Heartbeat.objects.create(
            name="ingest", platform_at=NOW, beat_at=clock.real_now() - timedelta(seconds=60)
        )
    assert listen(ALLOWED + 1) == 0
    assert not Silence.objects.exists()


def test_a_message_taken_in_ends_the_silence():
    build_station()
    Intake().take([arrival(rain(NOW - 5 * MINUTE, [1.0]))], now=NOW)
    assert listen(181) == 1
    Intake().take([arrival(rain(NOW + 180 * MINUTE, [0.0]))], now=NOW + 185 * MINUTE)
    assert listen(186) == 1
    assert len(told("threshold_left")) == 1


def test_three_hundred_silent_stations_are_one_alarm_for_each_township():
    build_divisions()
    townships = [YIHAI, YIHAI[:6] + "100"]
    for number in range(300):
        heard(build_station(f"N{number:03}", region=townships[number % 2]), NOW)
    assert listen(181) == 300
    for entry in JournalEntry.objects.filter(kind="monitoring.threshold_reached"):
        threshold_reached_raises_alarm.run(event_of(entry, api.ThresholdReached), actor=SYSTEM, now=NOW + 181 * MINUTE)
    assert sorted(Alarm.objects.values_list("rule_family", "member_count")) == [("silence", 150), ("silence", 150)]
    heard(Series.objects.get(station__code="N000").station, NOW + 182 * MINUTE)
    heartbeats.beat("ingest", NOW + 182 * MINUTE)  # raising three hundred alarms may have taken a while
    assert listen(183) == 1
    for event in told("threshold_left"):
        threshold_left_eases_alarm.run(event, actor=SYSTEM, now=NOW + 183 * MINUTE)
    assert AlarmMember.objects.filter(current_level=0).count() == 1
    assert sorted(Alarm.objects.values_list("standing_count", flat=True)) == [149, 150]


def test_no_more_than_the_table_says_is_told_at_once_and_the_rest_follows(monkeypatch):
    for number in range(7):
        heard(build_station(f"N{number}"), NOW)
    monkeypatch.setitem(load_table("anlan.monitoring", "health")["silence"], "most_at_once", 5)
    assert [listen(181), listen(181), listen(181)] == [5, 2, 0]


def test_the_list_the_status_line_and_the_alarm_follow_one_rule(actor_with):
    build_divisions()
    officer = actor_with("duty_officer", "513433")
    for code, more in (("A", {}), ("B", {"is_demo": True}), ("C", {}), ("D", {})):
        station = build_station(code, **more)
        if code != "C":
            heard(station, NOW if code != "D" else NOW + 100 * MINUTE)
    now = NOW + 181 * MINUTE
    rows = {row.code: row.watch.value for row in api.stations(officer, api.StationFilter(), now=now)}
    assert rows == {"A": "silent", "B": "demonstration", "C": "never_heard", "D": "heard"}
    assert api.silence_counts(officer, now=now) == (1, 2)
    assert [row.code for row in api.stations(officer, api.StationFilter(state="silent"), now=now)] == ["A"]
    assert listen(181) == 1
