"""Registering stations and taking them out of service."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.monitoring import YIHAI, arrival, build_station, rain

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.monitoring.domain.errors import StationExists
from anlan.monitoring.models import Quarantine, Reading, Station
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.registering import NewStation, register_station, register_stations, set_service
from anlan.support.models import JournalEntry

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
NOW = START + timedelta(hours=2)
NEW = NewStation(code="MY-01", name="My own", kind="rain_gauge", region=YIHAI, longitude=102.2, latitude=28.7)

pytestmark = pytest.mark.django_db


def test_a_registered_station_is_journalled_and_its_readings_are_taken(actor_with):
    register_station(station=NEW, actor=actor_with("department_operator"), now=NOW)
    assert Intake().take([arrival(rain(START, [1.0], station="MY-01"))], now=NOW).stored == 1
    assert JournalEntry.objects.filter(kind="monitoring.station_registered").count() == 1


def test_a_code_is_given_once(actor_with):
    actor = actor_with("department_operator")
    register_station(station=NEW, actor=actor, now=NOW)
    with pytest.raises(StationExists):
        register_station(station=NEW, actor=actor, now=NOW)
    assert register_stations([NEW]) == 0
    assert Station.objects.count() == 1


def test_a_station_of_another_county_is_not_registered(actor_with):
    with pytest.raises(NotAllowed):
        register_station(station=NEW, actor=actor_with("department_operator", "513401"), now=NOW)
    assert Station.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"code": "a/b"},
        {"code": ""},
        {"longitude": 181.0},
        {"latitude": float("nan")},
        {"kind": "unknown"},
        {"quantities": ("wind",)},
        {"region": "5134x"},
    ],
)
def test_a_station_with_a_wrong_value_is_refused(change):
    values = {name: getattr(NEW, name) for name in NEW.__dataclass_fields__} | change
    with pytest.raises(InvalidValue):
        register_stations([NewStation(**values)])
    assert Station.objects.count() == 0


def test_readings_of_a_station_out_of_service_are_put_aside_until_it_is_back(actor_with):
    station = build_station()
    actor, intake = actor_with("department_operator"), Intake()
    set_service(station_id=station.id, status="out_of_service", actor=actor, now=NOW)
    assert intake.take([arrival(rain(START, [1.0]))], now=NOW).refused == 1
    assert (Reading.objects.count(), Quarantine.objects.get().reason) == (0, "monitoring.not_in_service")
    with pytest.raises(TransitionNotAllowed):
        set_service(station_id=station.id, status="out_of_service", actor=actor, now=NOW)
    set_service(station_id=station.id, status="in_service", actor=actor, now=NOW)
    assert intake.take([arrival(rain(START, [1.0]))], now=NOW).stored == 1


@pytest.mark.parametrize(
    ("role", "region", "error"),
    [("department_operator", "513401", NotFound), ("duty_officer", "5134", NotAllowed)],
)
def test_others_may_not_take_a_station_out_of_service(actor_with, role, region, error):
    station = build_station()
    with pytest.raises(error):
        set_service(station_id=station.id, status="out_of_service", actor=actor_with(role, region), now=NOW)
    assert Station.objects.get().status == "in_service"


def test_a_station_is_registered_and_taken_out_by_the_api():
    client = client_with("department_operator")
    body = {name: getattr(NEW, name) for name in ("code", "name", "kind", "region", "longitude", "latitude")}
    answer = client.post("/api/v1/stations", body, content_type="application/json")
    assert (answer.status_code, answer.json()["stands_for"]) == (201, [YIHAI])
    again = client.post("/api/v1/stations", body, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "monitoring.station_exists")
    path = "/api/v1/stations/MY-01/service"
    answer = client.post(path, {"status": "out_of_service"}, content_type="application/json")
    assert answer.json()["status"] == "out_of_service"


def test_a_station_is_taken_out_on_its_page():
    station = build_station()
    client = client_with("department_operator")
    assert "停用该测站" in client.get(f"/stations/{station.id}/").content.decode()
    assert client.post(f"/stations/{station.id}/service/", {"status": "out_of_service"}).status_code == 302
    assert Station.objects.get().status == "out_of_service"
