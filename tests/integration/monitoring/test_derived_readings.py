"""Intensity and fire weather are reckoned from readings, once each, told by the bus; what is missing is said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.fake_bus import FakeBus
from tests.factories.monitoring import YIHAI, arrival, build_station
from tests.factories.places import build_divisions

from anlan.monitoring.domain.intake import Arrival
from anlan.monitoring.domain.messages import decode
from anlan.monitoring.models import FireWeatherDay, LatestValue, Station
from anlan.monitoring.selectors.fire_weather import fire_weather_days
from anlan.monitoring.selectors.quantities import quantity_label
from anlan.monitoring.services.deriving import derive_intensity
from anlan.monitoring.services.fire_weather import reckon_fire_weather
from anlan.monitoring.services.ingesting import Intake
from anlan.support.models import JournalEntry

NOON = datetime(2020, 3, 26, 4, 0, tzinfo=UTC)
NOW = NOON + timedelta(minutes=20)
WEATHER = ("temperature", "humidity", "wind_speed", "rain")

pytestmark = pytest.mark.django_db


def reading(station, quantity, at, value):
    return {"station": station, "quantity": quantity, "time": at.isoformat(), "value": value}


def take(readings, now=NOW):
    Intake().take([arrival(readings)], now=now)


def deliver(bus, now):
    Intake().take([Arrival("nats", subject, data, "") for subject, data in bus.messages], now=now)


def sent(bus):
    batches = [decode(data) for _subject, data in bus.messages]
    return [row for b in batches for row in zip(b.stations, b.quantities, b.values, strict=True)]


@pytest.fixture
def accelerograph():
    build_station("SM01", kind="strong_motion", quantities=("pga", "pgv", "intensity"))


def test_the_intensity_follows_when_both_peaks_have_come(accelerograph):
    bus = FakeBus()
    take([reading("SM01", "pga", NOON, 1.35)])
    assert derive_intensity(bus=bus, now=NOW) == 0
    take([reading("SM01", "pgv", NOON + timedelta(seconds=2), 0.12)])
    assert derive_intensity(bus=bus, now=NOW) == 1
    assert sent(bus) == [("SM01", "intensity", 7.0)]
    deliver(bus, NOW)
    told = JournalEntry.objects.get(kind="monitoring.threshold_reached")
    assert (told.payload["rule"], told.payload["level"], told.region) == ("seismic_intensity", 4, "513433")
    assert derive_intensity(bus=FakeBus(), now=NOW) == 0


@pytest.mark.parametrize(("apart", "count"), [(60, 1), (61, 0)])
def test_peaks_of_two_shakings_give_no_intensity(accelerograph, apart, count):
    take([reading("SM01", "pga", NOON, 1.0), reading("SM01", "pgv", NOON + timedelta(seconds=apart), 0.1)])
    assert derive_intensity(bus=FakeBus(), now=NOW) == count


def test_where_the_bus_is_away_the_next_look_finds_the_same_peaks(accelerograph):
    take([reading("SM01", "pga", NOON, 1.0), reading("SM01", "pgv", NOON, 0.1)])
    assert derive_intensity(bus=FakeBus(is_away=True), now=NOW) == 0
    assert derive_intensity(bus=FakeBus(), now=NOW) == 1


def a_day(noon, *, without=(), rain=0.0, station="WS01"):
    found = []
    for hour in range(24):
        at = noon - timedelta(hours=23 - hour)
        values = {"temperature": 17.0, "humidity": 42.0, "wind_speed": 25 / 3.6, "rain": rain / 24}
        found += [reading(station, name, at, value) for name, value in values.items() if name not in without]
    return found


@pytest.fixture
def weather_station():
    build_divisions()
    build_station("WS01", kind="weather", quantities=WEATHER)


def test_the_days_index_and_class_become_readings_of_the_countys_own_station(weather_station):
    bus = FakeBus()
    take(a_day(NOON))
    assert reckon_fire_weather(bus=bus, now=NOW - timedelta(minutes=1)) == 0
    assert reckon_fire_weather(bus=bus, now=NOW) == 1
    row = FireWeatherDay.objects.get()
    assert (row.region, row.day, row.missing, row.dry_days) == ("513433", date(2020, 3, 26), "", 1)
    assert row.ffmc == pytest.approx(87.65, abs=0.01)
    assert row.index == pytest.approx(9.9, abs=0.3)
    assert row.grade == 2
    assert [each[:2] for each in sent(bus)] == [
        ("FW-513433", "fire_weather_index"),
        ("FW-513433", "fire_danger_class"),
    ]
    deliver(bus, NOW)
    values = dict(
        LatestValue.objects.filter(series__station__kind="fire_weather").values_list("series__quantity", "value")
    )
    assert values == {"fire_weather_index": round(row.index, 2), "fire_danger_class": 2.0}
    assert reckon_fire_weather(bus=bus, now=NOW + timedelta(hours=1)) == 0


def test_the_codes_carry_over_to_the_next_day(weather_station):
    take(a_day(NOON))
    reckon_fire_weather(bus=FakeBus(), now=NOW)
    tomorrow = NOON + timedelta(days=1)
    take(a_day(tomorrow, rain=12.0), now=tomorrow)
    reckon_fire_weather(bus=FakeBus(), now=NOW + timedelta(days=1))
    first, second = FireWeatherDay.objects.order_by("day")
    assert second.dc < first.dc
    assert second.ffmc < first.ffmc
    assert second.dry_days == 0


@pytest.mark.parametrize("quantity", WEATHER)
def test_what_is_missing_is_said_and_nothing_is_invented(weather_station, at, quantity):
    at(NOW)
    bus = FakeBus()
    take(a_day(NOON, without=(quantity,)))
    assert reckon_fire_weather(bus=bus, now=NOW) == 1
    row = FireWeatherDay.objects.get()
    assert (row.missing, row.index, row.grade, row.dc, bus.messages) == (quantity, None, None, 15.0, [])
    page = client_with("auditor", "513433").get("/monitoring/fire-weather/").content.decode()
    assert f"缺: {quantity_label(quantity)}" in page


def test_where_the_bus_is_away_the_day_is_reckoned_later(weather_station):
    take(a_day(NOON))
    assert reckon_fire_weather(bus=FakeBus(is_away=True), now=NOW) == 0
    assert not FireWeatherDay.objects.exists()
    assert reckon_fire_weather(bus=FakeBus(), now=NOW) == 1


def test_another_county_sees_none_of_it(weather_station, actor_with):
    take(a_day(NOON))
    reckon_fire_weather(bus=FakeBus(), now=NOW)
    assert len(fire_weather_days(actor_with("auditor", "513433"), since=date(2020, 3, 1))) == 1
    assert fire_weather_days(actor_with("auditor", "513401"), since=date(2020, 3, 1)) == ()
    assert Station.objects.get(kind="fire_weather").region == YIHAI[:6]
