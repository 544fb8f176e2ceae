"""The pages of stations, local values and refused messages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.access import client_with
from tests.factories.monitoring import YIHAI, arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band
from anlan.monitoring.models import Quarantine, ThresholdEdition
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.thresholds import load_demo_thresholds

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
NOW = START + timedelta(hours=2)
BANDS = (
    Band(level=Level.ORANGE, window_hours=1, lower=25.0),
    Band(level=Level.RED, window_hours=1, lower=45.0),
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at(NOW)


@pytest.fixture
def gauges():
    build_divisions()
    here = build_station(stands_for=(YIHAI,), name="彝海站")
    build_station("DYP01", kind="level_gauge", quantities=("level",), warning_level=588.46, name="=1+1")
    load_demo_thresholds({YIHAI: BANDS, YIHAI + "200": BANDS}, source="demo", since=START)
    levels = [
        each | {"quantity": "level"} for each in rain(NOW - timedelta(minutes=10), [588.0, 589.0], station="DYP01")
    ]
    refused = rain(START, [1e308], station="YHZ01")
    Intake().take([arrival(rain(START, [3.0] * 24)), arrival(levels), arrival(refused)], now=NOW)
    return here


def text_of(client: Client, path: str, **more) -> str:
    answer = client.get(path, **more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_rain_level_and_state(gauges):
    page = text_of(client_with("duty_officer"), "/stations/")
    assert "彝海站" in page
    assert "36.0" in page
    assert "准备转移" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=YHZ", ["YHZ01"]),
        ("q=zzz", []),
        ("state=silent", []),
        ("kind=level_gauge", ["DYP01"]),
        ("level=orange", ["YHZ01"]),
        ("level=yellow", ["YHZ01", "DYP01"]),
        ("region=513401", []),
        ("sort=-water_level&page=99", ["DYP01", "YHZ01"]),
        ("region=%27--&level=purple&sort=nothing", ["YHZ01", "DYP01"]),
    ],
)
def test_filters_live_in_the_address(gauges, query, found):
    page = text_of(client_with("duty_officer"), f"/stations/?{query}", headers={"HX-Request": "true"})
    assert {code for code in ("YHZ01", "DYP01") if code in page} == set(found)


def test_a_file_holds_all_rows_and_nothing_that_a_spreadsheet_calculates(gauges):
    lines = text_of(client_with("duty_officer"), "/stations/?format=csv&sort=name").splitlines()
    assert len(lines) == 3
    assert "DYP01,'=1+1," in lines[1]
    assert ",36.0,72.0,72.0,," in lines[2]


@pytest.mark.parametrize("query", ["", "period=3d", "period=own&since=2020-06-26T18:00&until=2020-06-26T20:00"])
def test_a_station_shows_its_hours_and_thresholds(gauges, query):
    page = text_of(client_with("duty_officer"), f"/stations/{gauges.id}/?{query}")
    assert "彝海站" in page
    assert "准备转移" in page
    assert "36.0" in page


def test_a_station_gives_its_readings_as_a_file(gauges):
    lines = text_of(client_with("duty_officer"), f"/stations/{gauges.id}/?format=csv").splitlines()
    assert lines[1] == "2020-06-26 18:05:00,3.0"
    assert len(lines) == 25


def test_a_station_elsewhere_does_not_exist(gauges):
    assert client_with("township_officer", "513401001").get(f"/stations/{gauges.id}/").status_code == 404


@pytest.mark.parametrize("path", ["/stations/", "/stations/thresholds/", "/quarantine/"])
def test_a_stranger_is_sent_to_the_login_page(path):
    assert Client().get(path)["Location"].startswith("/login/")


def test_refused_messages_are_listed_shown_and_discarded_with_a_note(gauges):
    client = client_with("duty_officer")
    row = Quarantine.objects.get()
    assert "数值超出范围" in text_of(client, "/quarantine/")
    assert "1e308" in text_of(client, f"/quarantine/{row.id}/")
    assert client.post(f"/quarantine/{row.id}/discard/", {"note": ""}).status_code == 422
    assert Quarantine.objects.get().state == "held"
    assert client.post(f"/quarantine/{row.id}/discard/", {"note": "传感器故障"}).status_code == 302
    assert Quarantine.objects.get().state == "discarded"
    assert client.post(f"/quarantine/{row.id}/discard/", {"note": "again"}).status_code == 409


def test_bytes_that_are_markup_are_shown_and_not_run(gauges):
    Intake().take([arrival(b"<script>alert(1)</script>")], now=NOW)
    row = Quarantine.objects.get(reason="monitoring.malformed")
    page = text_of(client_with("duty_officer"), f"/quarantine/{row.id}/")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_quarantine_is_closed_to_a_village_officer(gauges):
    assert client_with("village_officer", YIHAI + "200").get("/quarantine/").status_code == 403


def test_values_are_proposed_on_the_page_and_approved_by_another(gauges):
    officer, leader = client_with("duty_officer", "513433"), client_with("duty_leader", "513433")
    path = f"/stations/thresholds/{YIHAI}/"
    assert "25" in text_of(officer, "/stations/thresholds/?region=513433")
    values = {"orange_1": "20", "red_1": "35", "reason": "踏勘后下调"}
    assert officer.post(path, values).status_code == 302
    edition = ThresholdEdition.objects.get(number=2)
    assert "踏勘后下调" in text_of(leader, path)
    assert "彝海镇" in text_of(leader, "/stations/thresholds/")
    assert officer.post(f"/stations/thresholds/{edition.id}/approve/").status_code == 403
    assert leader.post(f"/stations/thresholds/{edition.id}/approve/").status_code == 302
    assert ThresholdEdition.objects.get(number=2).state == "approved"


def test_values_that_contradict_each_other_are_refused_on_the_page(gauges):
    path = f"/stations/thresholds/{YIHAI}/"
    values = {"orange_1": "40", "red_1": "35", "reason": "x"}
    assert client_with("duty_officer").post(path, values).status_code == 422
    assert ThresholdEdition.objects.filter(number=2).count() == 0


def test_a_page_of_another_county_shows_no_values(gauges):
    assert client_with("duty_officer", "513401").get(f"/stations/thresholds/{YIHAI}/").status_code == 404
    assert client_with("duty_officer", "513401").get("/stations/thresholds/?region=513433").status_code == 404


def test_the_api_answers_with_the_same(gauges):
    client = client_with("duty_officer")
    listed = client.get("/api/v1/stations").json()
    assert [(each["code"], each["rain_1h"], each["level"]) for each in listed["stations"]] == [
        ("DYP01", None, "yellow"),
        ("YHZ01", 36.0, "orange"),
    ]
    one = client.get("/api/v1/stations/YHZ01").json()
    series = one["series"][0]["id"]
    period = {"since": START.isoformat(), "until": NOW.isoformat()}
    assert len(client.get(f"/api/v1/series/{series}/readings", period).json()) == 24
    assert [hour["value"] for hour in client.get(f"/api/v1/series/{series}/hours", period).json()] == [36.0, 36.0]
    assert client.get(f"/api/v1/thresholds/{YIHAI}").json()[0]["values"] == [
        {"window_hours": 1, "level": "orange", "value": 25.0},
        {"window_hours": 1, "level": "red", "value": 45.0},
    ]
    naive = client.get(f"/api/v1/series/{series}/readings", {"since": "2020-06-26T10:00:00", "until": NOW.isoformat()})
    assert (naive.status_code, naive.json()["code"]) == (422, "kernel.invalid_value")
