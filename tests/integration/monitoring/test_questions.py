"""Questions about stations and readings, each within the asker's regions."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.fake_bus import FakeBus
from tests.factories.monitoring import YIHAI, arrival, build_station, rain

from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.levels import Level
from anlan.monitoring.api import (
    StationFilter,
    history,
    hourly,
    latest_values,
    rain_between,
    station,
    station_by_code,
    stations,
    stations_near,
    tile,
)
from anlan.monitoring.domain.errors import AlreadySettled, BusUnavailable
from anlan.monitoring.models import Quarantine
from anlan.monitoring.selectors.quarantine import quarantine_page, quarantined
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.quarantine import discard_quarantined, replay_quarantined

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
NOW = START + timedelta(hours=2)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gauges():
    here = build_station()
    there = build_station("XC001", name="Xichang", region="513401001", longitude=102.26, latitude=27.89)
    readings = rain(START, [1.0] * 24) + rain(START, [2.0] * 12, station="XC001")
    Intake().take([arrival(readings)], now=NOW)
    return here, there


def test_rain_is_summed_over_the_last_hours(gauges, actor_with):
    rows = {row.code: row for row in stations(actor_with("duty_officer"), StationFilter(), now=NOW)}
    assert {code: (row.rain_1h, row.rain_3h, row.rain_24h) for code, row in rows.items()} == {
        "YHZ01": (12.0, 24.0, 24.0),
        "XC001": (None, 24.0, 24.0),
    }


def test_a_county_sees_its_own_stations_only(gauges, actor_with):
    here, there = gauges
    actor = actor_with("township_officer", YIHAI)
    assert [row.code for row in stations(actor, StationFilter(), now=NOW)] == ["YHZ01"]
    for question in (
        lambda: station(actor, there.id, now=NOW),
        lambda: station_by_code(actor, "XC001", now=NOW),
        lambda: rain_between(actor, there.id, START, NOW),
        lambda: history(actor, there.series.get().id, START, NOW),
        lambda: hourly(actor, there.series.get().id, START, NOW),
    ):
        with pytest.raises(NotFound):
            question()
    assert latest_values(actor, [here.id, there.id]) == {(here.id, "rain"): (NOW, 1.0)}
    assert stations_near(actor, (102.26, 27.89), kilometres=300, now=NOW)[0].code == "YHZ01"


def test_history_excludes_its_start_and_includes_its_end(gauges, actor_with):
    series = gauges[0].series.get().id
    found = history(actor_with("duty_officer"), series, START + timedelta(minutes=5), START + timedelta(minutes=15))
    assert found == ((START + timedelta(minutes=10), 1.0), (START + timedelta(minutes=15), 1.0))
    assert rain_between(actor_with("duty_officer"), gauges[0].id, START, START + timedelta(hours=1)) == 12.0


def test_an_hour_holds_its_end_but_not_its_start(gauges, actor_with):
    found = hourly(actor_with("duty_officer"), gauges[0].series.get().id, START, NOW)
    assert [(hour.end, hour.value, hour.count) for hour in found] == [
        (START + timedelta(hours=1), 12.0, 12),
        (START + timedelta(hours=2), 12.0, 12),
    ]


def test_a_period_that_ends_before_it_begins_is_refused(gauges, actor_with):
    with pytest.raises(InvalidValue):
        history(actor_with("duty_officer"), gauges[0].series.get().id, NOW, NOW)


@pytest.mark.parametrize(("minutes", "silent"), [(179, []), (180, []), (181, ["YHZ01"])])
def test_a_station_is_silent_after_three_of_its_hours(gauges, actor_with, minutes, silent):
    found = stations(
        actor_with("duty_officer", "513433"), StationFilter(state="silent"), now=NOW + timedelta(minutes=minutes)
    )
    assert [row.code for row in found] == silent


def test_stations_near_a_point_come_nearest_first_and_none_beyond(gauges, actor_with):
    actor = actor_with("duty_officer")
    at_yihai = (102.272, 28.722)
    assert [row.code for row in stations_near(actor, at_yihai, kilometres=50, now=NOW)] == ["YHZ01"]
    assert [row.code for row in stations_near(actor, at_yihai, kilometres=100, now=NOW)] == ["YHZ01", "XC001"]


def test_stations_are_found_by_text_level_and_state(gauges, actor_with):
    actor = actor_with("duty_officer")
    Intake().take([arrival(rain(NOW, [40.0]))], now=NOW + timedelta(minutes=5))
    now = NOW + timedelta(minutes=10)
    assert [row.code for row in stations(actor, StationFilter(level=Level.ORANGE), now=now)] == ["YHZ01"]
    assert [row.code for row in stations(actor, StationFilter(text="xichang"), now=now)] == ["XC001"]
    assert [row.code for row in stations(actor, StationFilter(state="heard", sort="-rain_1h"), now=now)] == [
        "YHZ01",
        "XC001",
    ]


def test_a_list_of_any_length_asks_the_same_number_of_questions(actor_with, django_assert_num_queries):
    for number in range(12):
        build_station(f"N{number:03d}")
    with django_assert_num_queries(5):
        assert len(stations(actor_with("duty_officer"), StationFilter(), now=NOW)) == 12


def test_a_tile_holds_only_what_the_asker_may_see(gauges, actor_with, at):
    at(NOW)
    everything, own = (tile(actor_with("duty_officer", region), (0, 0, 0)) for region in ("5134", YIHAI))
    assert b"Xichang" in everything
    assert b"Yihai" in own
    assert b"Xichang" not in own


@pytest.fixture
def held(gauges):
    Intake().take([arrival(rain(START, [1e308, -5.0])), arrival(rain(START, [1.0], station="NOBODY"))], now=NOW)
    return Quarantine.objects.get(reason="monitoring.value_out_of_range")


def test_refused_messages_are_listed_by_reason_for_those_who_may(held, actor_with):
    page = quarantine_page(actor_with("duty_officer"), state="held", reason="", start=0, size=10)
    assert page.held_by_reason == (("monitoring.unknown_station", 1, 1), ("monitoring.value_out_of_range", 1, 2))
    county = quarantine_page(actor_with("duty_officer", "513433"), state="held", reason="", start=0, size=10)
    assert [row.reason for row in county.rows] == ["monitoring.value_out_of_range"]
    with pytest.raises(NotFound):
        quarantined(actor_with("duty_officer", "513401"), held.id)


def test_refused_readings_are_replayed_once_through_the_bus(held, actor_with):
    bus = FakeBus()
    actor = actor_with("duty_officer")
    replay_quarantined(quarantine_id=held.id, bus=bus, actor=actor, now=NOW)
    assert bus.messages == [("ingest.again.any", bytes(held.raw))]
    with pytest.raises(AlreadySettled):
        replay_quarantined(quarantine_id=held.id, bus=bus, actor=actor, now=NOW)
    assert len(bus.messages) == 1


def test_a_replay_without_the_bus_changes_nothing(held, actor_with):
    with pytest.raises(BusUnavailable):
        replay_quarantined(quarantine_id=held.id, bus=FakeBus(is_away=True), actor=actor_with("duty_officer"), now=NOW)
    assert Quarantine.objects.get(id=held.id).state == "held"


def test_refused_readings_are_discarded_only_with_a_note(held, actor_with):
    actor = actor_with("duty_officer")
    with pytest.raises(InvalidValue):
        discard_quarantined(quarantine_id=held.id, note=" ", actor=actor, now=NOW)
    assert Quarantine.objects.get(id=held.id).state == "held"
    discard_quarantined(quarantine_id=held.id, note="sensor fault", actor=actor, now=NOW)
    assert Quarantine.objects.get(id=held.id).state == "discarded"
