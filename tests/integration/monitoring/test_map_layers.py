"""Stations and vehicles on the map."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.gis.geos import Point
from tests.factories.access import client_with
from tests.factories.monitoring import arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.monitoring.models import Judgement, Position, Series
from anlan.monitoring.selectors.mapping import station_counts, tile, vehicle_count, vehicle_tile
from anlan.monitoring.services.ingesting import Intake

NOW = datetime(2020, 6, 26, 12, 0, tzinfo=UTC)
NEAR, FAR = (11, 1605, 853), (8, 200, 106)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(at):
    at(NOW)
    build_divisions()
    build_station(name="Rainy")
    build_station("GAS01", kind="gas", quantities=("combustible_gas",), name="Works")
    build_station("CAR01", kind="vehicle", quantities=("speed",), name="Coach")
    gas = {"station": "GAS01", "quantity": "combustible_gas", "time": NOW.isoformat(), "value": 12.5}
    Intake().take([arrival(rain(NOW - timedelta(hours=1), [3.0] * 12)), arrival([gas])], now=NOW)
    car = Series.objects.get(station__code="CAR01").station
    Position.objects.create(station=car, location=Point(102.28, 28.73, srid=4326), time=NOW, speed=62.0, course=90.0)


def test_near_by_a_station_bears_its_newest_value(network, actor_with):
    drawn = tile(actor_with("duty_officer"), NEAR)
    assert b"Rainy\n36 mm/h" in drawn
    assert b"Works\n12.5 %LEL" in drawn or b"Works\n12.5 " in drawn
    assert b"Coach" not in drawn


def test_far_off_the_worst_station_of_a_spot_stands_for_its_neighbours(network, actor_with):
    minute = int(NOW.timestamp()) // 60
    gas = Series.objects.get(station__code="GAS01")
    Judgement.objects.create(series=gas, rule="x", region="513433106", level=4, held_at=minute, told=4)
    drawn = tile(actor_with("duty_officer"), FAR)
    assert b"Works" in drawn
    assert b"Rainy" not in drawn


def test_a_vehicle_is_drawn_where_it_was_last_with_its_speed(network, actor_with):
    actor = actor_with("duty_officer")
    assert b"Coach\n62 km/h" in vehicle_tile(actor, NEAR)
    assert vehicle_count(actor) == 1
    assert station_counts(actor) == {"flood": 1, "gas": 1}


def test_another_county_sees_neither(network, actor_with):
    stranger = actor_with("duty_officer", "513401")
    assert (tile(stranger, NEAR), vehicle_tile(stranger, NEAR), vehicle_count(stranger)) == (b"", b"", 0)


def test_the_map_names_the_hazards_that_there_are_and_shows_a_station_beside_it(network):
    client = client_with("duty_officer")
    layer = next(each for each in client.get("/map/").context["config"].layers if each.id == "stations")
    assert set(layer.icon.words) == {"flood", "gas"}
    assert layer.is_sifted
    gas = Series.objects.get(station__code="GAS01").station_id
    beside = client.get(f"/map/stations/{gas}/").content.decode()
    assert "12.5" in beside
