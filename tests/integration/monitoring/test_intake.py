"""Readings in: stored once each, judged, or put aside with the reason."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from tests.factories.monitoring import YIHAI, arrival, build_station, rain

from anlan.monitoring.domain.quality import SPIKE
from anlan.monitoring.models import LatestValue, Quarantine, Reading
from anlan.monitoring.services.ingesting import Intake, Outcome
from anlan.support.models import JournalEntry

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
NOW = START + timedelta(hours=2)

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, int, str]]:
    rows = JournalEntry.objects.filter(kind="monitoring.threshold_reached").order_by("recorded_at", "id")
    return [(row.payload["rule"], row.payload["level"], row.region) for row in rows]


def test_readings_are_stored_and_the_newest_is_the_latest_value():
    station = build_station()
    outcome = Intake().take([arrival(rain(START, [0.2, 0.4, 0.6]))], now=NOW)
    assert outcome == Outcome(stored=3, repeated=0, refused=0, told=0)
    assert list(Reading.objects.order_by("time").values_list("value", flat=True)) == [0.2, 0.4, 0.6]
    latest = LatestValue.objects.get(series=station.series.get())
    assert (latest.time, latest.value) == (START + timedelta(minutes=15), 0.6)


def test_a_message_that_comes_again_changes_nothing():
    build_station()
    message = arrival(rain(START, [30.0, 0.4]))
    intake = Intake()
    assert intake.take([message], now=NOW).told == 1
    assert intake.take([message], now=NOW) == Outcome(stored=0, repeated=2, refused=0, told=0)
    assert Intake().take([message, message], now=NOW) == Outcome(stored=0, repeated=4, refused=0, told=0)
    assert Reading.objects.count() == 2
    assert told() == [("flash_flood", 3, YIHAI)]


def test_the_first_of_two_values_for_one_moment_stays_and_the_other_is_put_aside():
    build_station()
    intake = Intake()
    intake.take([arrival(rain(START, [1.0]))], now=NOW)
    assert intake.take([arrival(rain(START, [1.0]))], now=NOW) == Outcome(stored=0, repeated=1, refused=0, told=0)
    outcome = intake.take([arrival(rain(START, [2.0]))], now=NOW)
    assert outcome == Outcome(stored=0, repeated=1, refused=1, told=0)
    assert Reading.objects.get().value == 1.0
    assert Quarantine.objects.get().reason == "monitoring.other_value_stored"


def test_columns_and_single_readings_are_taken_too():
    build_station()
    single = {"station": "YHZ01", "quantity": "rain", "time": START.isoformat(), "value": 1}
    column = {"quantity": "rain", "times": [int(START.timestamp() * 1000) + 60_000], "values": [2.5]}
    Intake().take([arrival(single), arrival(column, station="YHZ01", source="mqtt")], now=NOW)
    assert list(Reading.objects.order_by("time").values_list("value", flat=True)) == [1.0, 2.5]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"station": "NOBODY"}, "monitoring.unknown_station"),
        ({"quantity": "wind"}, "monitoring.unknown_quantity"),
        ({"value": 1e308}, "monitoring.value_out_of_range"),
        ({"value": -0.1}, "monitoring.value_out_of_range"),
        ({"time": (NOW - timedelta(days=30)).isoformat()}, "monitoring.too_old"),
        ({"time": (NOW + timedelta(minutes=10, seconds=1)).isoformat()}, "monitoring.in_the_future"),
        ({"time": "2020-06-26T18:00:00"}, "monitoring.malformed"),
        ({"value": "much"}, "monitoring.malformed"),
    ],
)
def test_a_wrong_reading_is_put_aside_with_its_reason_and_the_good_one_beside_it_is_stored(change, reason):
    build_station()
    good, wrong = rain(START, [1.0, 2.0])
    messages = [arrival([good]), arrival([wrong | change])]
    assert Intake().take(messages, now=NOW) == Outcome(stored=1, repeated=0, refused=1, told=0)
    assert Reading.objects.get().value == 1.0
    kept = Quarantine.objects.get()
    assert (kept.reason, kept.count, kept.size) == (reason, 1, len(kept.raw))


def test_one_bad_reading_in_a_batch_leaves_the_others_and_can_be_read_back():
    build_station()
    readings = rain(START, [1.0, 1e308, 3.0])
    assert Intake().take([arrival({"readings": readings})], now=NOW).stored == 2
    kept = msgspec.json.decode(bytes(Quarantine.objects.get().raw))
    assert kept == [
        {
            "station": "YHZ01",
            "quantity": "rain",
            "time": int((START + timedelta(minutes=10)).timestamp() * 1000),
            "value": 1e308,
        }
    ]


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"null", b'{"value": NaN}', b"[1]", b'{"station": "YHZ01"}'])
def test_bytes_that_are_no_message_are_put_aside_whole(raw):
    build_station()
    assert Intake().take([arrival(raw)], now=NOW) == Outcome(stored=0, repeated=0, refused=1, told=0)
    kept = Quarantine.objects.get()
    assert (bytes(kept.raw), kept.reason) == (raw, "monitoring.malformed")
    assert Reading.objects.count() == 0


def test_a_gauge_may_not_speak_for_another():
    build_station()
    build_station("LSS01")
    outcome = Intake().take([arrival(rain(START, [1.0], station="LSS01"), station="YHZ01", source="mqtt")], now=NOW)
    assert outcome == Outcome(stored=0, repeated=0, refused=1, told=0)
    assert Quarantine.objects.get().reason == "monitoring.station_not_in_topic"


def test_a_station_registered_while_the_intake_runs_is_known_at_once():
    build_station()
    intake = Intake()
    intake.take([arrival(rain(START, [1.0]))], now=NOW)
    build_station("LSS01")
    assert intake.take([arrival(rain(START, [1.0], station="LSS01"))], now=NOW).stored == 1


@pytest.mark.parametrize(("depth", "levels"), [(29.9, []), (30.0, [3]), (49.9, [3]), (50.0, [4]), (50.1, [4])])
def test_the_bound_belongs_to_the_level(depth, levels):
    build_station()
    Intake().take([arrival(rain(START, [depth], minutes=60))], now=NOW)
    assert [level for rule, level, _ in told() if rule == "flash_flood"] == levels


def test_tenths_add_up_exactly():
    build_station()
    intake = Intake()
    intake.take([arrival(rain(START, [0.5] * 59 + [0.4], minutes=1))], now=NOW)
    assert told() == []
    intake.take([arrival(rain(START + timedelta(seconds=10), [0.1], minutes=59))], now=NOW)
    assert told() == [("flash_flood", 3, YIHAI)]


def test_a_level_is_told_once_rises_once_and_again_after_an_hour_below():
    build_station()
    intake = Intake()
    later = START + timedelta(hours=10)
    intake.take([arrival(rain(START, [30.0, 0.0, 5.0]))], now=NOW)
    assert told() == [("flash_flood", 3, YIHAI)]
    intake.take([arrival(rain(START + timedelta(minutes=15), [15.0]))], now=NOW)
    assert told() == [("flash_flood", 3, YIHAI), ("flash_flood", 4, YIHAI), ("rainstorm_signal", 3, YIHAI)]
    Intake().take([arrival(rain(later, [0.0, 31.0]))], now=later + timedelta(minutes=10))
    assert told()[3:] == [("flash_flood", 3, YIHAI)]


def test_a_level_is_told_anew_after_days_of_silence():
    build_station()
    Intake().take([arrival(rain(START, [30.0]))], now=NOW)
    later = START + timedelta(days=3)
    Intake().take([arrival(rain(later, [30.0]))], now=later + timedelta(minutes=10))
    assert told() == [("flash_flood", 3, YIHAI), ("flash_flood", 3, YIHAI)]


def test_late_readings_complete_a_window_but_tell_no_level_twice():
    build_station()
    intake = Intake()
    readings = rain(START, [10.0, 10.0, 10.0, 10.0])
    intake.take([arrival([readings[0], readings[3]])], now=NOW)
    assert told() == []
    intake.take([arrival([readings[1]])], now=NOW)
    assert told() == [("flash_flood", 3, YIHAI)]
    intake.take([arrival([readings[2]])], now=NOW)
    assert told() == [("flash_flood", 3, YIHAI)]


def test_windows_come_back_from_stored_rows_after_a_restart():
    build_station()
    for reading in rain(START, [10.0] * 6):
        Intake().take([arrival([reading])], now=NOW)
    assert sorted(told()) == [
        ("flash_flood", 3, YIHAI),
        ("flash_flood", 4, YIHAI),
        ("rainstorm_signal", 3, YIHAI),
    ]


def test_an_alarm_names_its_edition_and_the_readings_that_made_it():
    station = build_station()
    Intake().take([arrival(rain(START, [4.0, 0.0, 26.0]))], now=NOW)
    entry = JournalEntry.objects.get(kind="monitoring.threshold_reached")
    assert entry.payload == {
        "rule": "flash_flood",
        "edition": "flash_flood:default-1",
        "level": 3,
        "station_id": str(station.id),
        "station_code": "YHZ01",
        "station_name": "Yihai",
        "location": [102.272, 28.722],
        "quantity": "rain",
        "window_hours": 1,
        "value": 30.0,
        "threshold": 30.0,
        "unit": "mm",
        "evidence": [["2020-06-26T10:05:00Z", 4.0], ["2020-06-26T10:15:00Z", 26.0]],
        "evidence_total": 2,
        "observed_at": "2020-06-26T10:15:00Z",
        "window_minutes": 60,
        "aggregate": "sum",
        "compare": "at_least",
        "quality": 0,
    }


def test_a_level_that_is_left_is_told_after_an_hour_below_it():
    build_station()
    intake = Intake()
    intake.take([arrival(rain(START, [30.0] + [0.0] * 22))], now=NOW)
    assert [row.payload["level"] for row in JournalEntry.objects.filter(kind="monitoring.threshold_left")] == []
    intake.take([arrival(rain(START + timedelta(minutes=115), [0.0], minutes=5))], now=NOW)
    entry = JournalEntry.objects.get(kind="monitoring.threshold_left")
    left = {key: entry.payload[key] for key in ("level", "previous_level", "value", "observed_at", "is_withdrawn")}
    assert left == {
        "level": 0,
        "previous_level": 3,
        "value": 0.0,
        "observed_at": "2020-06-26T12:00:00Z",
        "is_withdrawn": False,
    }
    assert entry.region == YIHAI


def test_a_river_gauge_is_judged_by_its_own_levels():
    build_station("DYP01", kind="level_gauge", quantities=("level",), warning_level=588.46, guarantee_level=592.0)
    levels = [588.45, 588.46, 589.5, 592.0]
    readings = [each | {"quantity": "level"} for each in rain(START, levels, station="DYP01")]
    Intake().take([arrival(readings)], now=NOW)
    assert told() == [("water_level", 2, YIHAI), ("water_level", 4, YIHAI)]


def test_a_doubtful_reading_is_judged_and_its_alarm_says_so():
    build_station("DYP01", kind="level_gauge", quantities=("level",), warning_level=588.46, guarantee_level=592.0)
    readings = [each | {"quantity": "level"} for each in rain(START, [570.0, 589.0, 589.1], station="DYP01")]
    Intake().take([arrival(readings)], now=NOW)
    assert list(Reading.objects.order_by("time").values_list("quality", flat=True)) == [0, SPIKE, 0]
    assert JournalEntry.objects.get(kind="monitoring.threshold_reached").payload["quality"] == SPIKE


def test_a_failed_batch_leaves_nothing_and_its_retry_tells_once(monkeypatch):
    build_station()
    intake = Intake()
    broken = arrival(rain(START, [30.0]))
    with monkeypatch.context() as patched:
        patched.setattr("anlan.support.journal.jobs", None)
        with pytest.raises(AttributeError):
            intake.take([broken], now=NOW)
    assert Reading.objects.count() == 0
    assert LatestValue.objects.count() == 0
    assert intake.take([broken], now=NOW) == Outcome(stored=1, repeated=0, refused=0, told=1)


def test_what_is_refused_twice_is_held_once_and_again_after_it_was_settled():
    build_station()
    intake = Intake()
    for _ in range(2):
        intake.take([arrival(b"{"), arrival(b"{")], now=NOW)
    assert Quarantine.objects.count() == 1
    Quarantine.objects.update(state="discarded", note="seen")
    intake.take([arrival(b"{")], now=NOW)
    assert sorted(Quarantine.objects.values_list("state", flat=True)) == ["discarded", "held"]


def test_a_gateway_with_a_wrong_clock_is_put_aside_as_one_message_of_its_county():
    codes = [f"YHZ{n:02d}" for n in range(1, 60)]
    for code in codes:
        build_station(code)
    ahead = [each for code in codes for each in rain(NOW + timedelta(days=1), [1.0], station=code)]
    Intake().take([arrival(ahead)], now=NOW)
    held = Quarantine.objects.get()
    assert (held.reason, held.count, held.region, held.detail) == (
        "monitoring.in_the_future",
        59,
        YIHAI[:6],
        "YHZ01 rain: 1.0 (+58)",
    )
