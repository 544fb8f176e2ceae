"""The entry of the room: how stations stand, by hazard and by region."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.access import client_with
from tests.factories.monitoring import YIHAI, arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band
from anlan.monitoring.domain.health import Watch
from anlan.monitoring.models import Station
from anlan.monitoring.selectors.intake_state import intake_state
from anlan.monitoring.selectors.listing import StationFilter, station_slice, stations
from anlan.monitoring.selectors.standings import tally
from anlan.monitoring.selectors.telling import telling
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.rolling import roll_up
from anlan.monitoring.services.thresholds import load_demo_thresholds

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
NOW = START + timedelta(hours=2)
ORANGE = (Band(level=Level.ORANGE, window_hours=1, lower=25.0),)
XICHANG = "513401001"

pytestmark = pytest.mark.django_db


def one(code: str, quantity: str, value: float, at: datetime) -> dict:
    return {"station": code, "quantity": quantity, "time": at.isoformat(), "value": value}


@pytest.fixture
def network(at):
    """Gauges that rain, a slope that moves, a silent gas sensor, one out of service and one never heard."""
    at(NOW)
    build_divisions()
    build_station(name="彝海站")
    build_station("DRY01", name="晴站")
    build_station("GEO01", kind="landslide", quantities=("displacement",), name="滑坡")
    build_station("GAS01", kind="gas", quantities=("combustible_gas",), name="燃气", region=XICHANG)
    build_station("OUT01", kind="gas", quantities=("combustible_gas",), region=XICHANG)
    build_station("NEW01", kind="waterlogging", quantities=("water_depth",))
    Station.objects.filter(code="OUT01").update(status="out_of_service")
    load_demo_thresholds({YIHAI: ORANGE}, source="demo", since=START)
    messages = [
        rain(START, [3.0] * 24),
        rain(START, [0.1] * 24, station="DRY01"),
        [one("GEO01", "displacement", 100.0, START - timedelta(hours=25)), one("GEO01", "displacement", 112.5, NOW)],
        [one("GAS01", "combustible_gas", 5.0, NOW - timedelta(hours=20))],
    ]
    Intake().take([arrival(each) for each in messages], now=NOW)
    roll_up(actor=SYSTEM, now=NOW + timedelta(minutes=10))


def test_the_tally_counts_every_station_once_as_the_list_shows_it(network, actor_with):
    actor = actor_with("duty_officer", "5134")
    rows = stations(actor, StationFilter(), now=NOW)
    counted = {}
    for each in tally(actor, "", now=NOW):
        key = (each.kind, each.part, each.watch, each.level)
        counted[key] = counted.get(key, 0) + each.count
    listed = {}
    for row in rows:
        key = (row.kind, row.region[:6], row.watch, row.level)
        listed[key] = listed.get(key, 0) + 1
    assert counted == listed
    assert counted["gas", "513401", Watch.SILENT, Level.NONE] == 1
    assert counted["rain_gauge", "513433", Watch.HEARD, Level.ORANGE] == 1


def test_a_county_counts_by_township_and_nothing_of_its_neighbour(network, actor_with):
    found = tally(actor_with("duty_officer", "513433"), "", now=NOW)
    assert {each.part for each in found} == {YIHAI}
    assert sum(each.count for each in found) == 4
    assert tally(actor_with("duty_officer", "513433"), "513401", now=NOW) == ()


def test_the_most_telling_values_are_of_each_hazard_its_own(network, actor_with):
    found = telling(actor_with("duty_officer", "5134"), "", now=NOW)
    assert [(each.quantity, each.station, each.value) for each in found["flood"]] == [("rain", "彝海站", 36.0)]
    assert [(each.how, each.value, each.unit) for each in found["geology"]] == [("change_24h", 12.5, "mm")]
    assert [(each.quantity, each.value) for each in found["gas"]] == [("combustible_gas", 5.0)]
    assert "waterlogging" not in found


def test_the_intake_says_what_came_in_the_last_full_hours(network, actor_with):
    state = intake_state(actor_with("duty_officer", "513433"), "", now=NOW + timedelta(minutes=10))
    assert (state.lines, state.is_alive) == (0, False)
    assert (state.in_hour, state.in_day) == (25, 49)


@pytest.fixture
def page(network):
    return client_with("duty_officer", "5134").get("/monitoring/").content.decode()


def test_the_overview_shows_hazards_regions_and_ways_on(page):
    for shown in ("洪涝与山洪", "地质灾害", "燃气", "12.5", "36.0", "冕宁县", "region=513401"):
        assert shown in page
    assert 'href="/stations/?hazard=gas&amp;state=silent"' in page
    assert 'href="/quarantine/"' in page


def test_the_overview_refreshes_itself_without_its_frame(network):
    answer = client_with("duty_officer", "5134").get("/monitoring/?region=513433", headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert "<html" not in shown
    assert "513401" not in shown
    assert "彝海镇" in shown


def test_the_overview_is_a_file_by_region_and_hazard(network):
    lines = client_with("duty_officer", "5134").get("/monitoring/?format=csv").content.decode().splitlines()
    gas = next(line for line in lines if "燃气" in line)
    assert gas.startswith("513401,513401,燃气,2,0,1,0,0,0,1,0,0,0,0,2020-06-26 00:00:00")


def test_an_office_without_stations_is_told_what_to_do(at):
    at(NOW)
    build_divisions()
    page = client_with("duty_officer", "513433").get("/monitoring/").content.decode()
    assert "您的辖区内没有已登记的测站" in page


def test_a_stranger_is_sent_to_the_login_page():
    assert Client().get("/monitoring/")["Location"].startswith("/login/")


def codes_of(page: str) -> list[str]:
    return [code for code in ("YHZ01", "DRY01", "GEO01", "GAS01", "OUT01", "NEW01") if code in page]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hazard=gas", ["GAS01", "OUT01"]),
        ("hazard=gas&state=silent", ["GAS01"]),
        ("hazard=geology&sort=-displacement", ["GEO01"]),
        ("state=never_heard", ["NEW01"]),
        ("q=彝海镇", ["YHZ01", "DRY01", "GEO01", "NEW01"]),
        ("q=513401", ["GAS01", "OUT01"]),
        ("hazard=nothing", ["YHZ01", "DRY01", "GEO01", "GAS01", "OUT01", "NEW01"]),
        ("region=513401&level=orange", []),
    ],
)
def test_the_list_is_filtered_by_hazard_state_and_place(network, query, found):
    page = client_with("duty_officer", "5134").get(f"/stations/?{query}").content.decode()
    assert codes_of(page) == found


def test_a_hazard_shows_the_columns_that_it_is_measured_by(network):
    client = client_with("duty_officer", "5134")
    gas, geology = (client.get(f"/stations/?hazard={hazard}").content.decode() for hazard in ("gas", "geology"))
    assert "可燃气体" in gas
    assert "5.0" in gas
    assert "累计位移 (mm)" in geology
    assert "112.5" in geology
    assert "雨量 1 小时" not in geology


def test_a_file_of_stations_has_a_column_for_everything_measured(network):
    lines = client_with("duty_officer", "5134").get("/stations/?format=csv&sort=code").content.decode().splitlines()
    assert "累计位移 (mm)" in lines[0]
    assert [line.split(",")[0] for line in lines[1:]] == ["DRY01", "GAS01", "GEO01", "NEW01", "OUT01", "YHZ01"]
    assert ",112.5" in lines[3]


@pytest.mark.parametrize(("sort", "first"), [("-rain_24h", "YHZ01"), ("rain_24h", "DRY01"), ("-level", "YHZ01")])
def test_stations_without_the_sorting_value_stand_last(network, actor_with, sort, first):
    rows = stations(actor_with("duty_officer", "5134"), StationFilter(sort=sort), now=NOW)
    assert rows[0].code == first
    assert len(rows) == 6


def test_a_page_beyond_the_last_is_the_last(network, actor_with):
    actor = actor_with("duty_officer", "5134")
    found = station_slice(actor, StationFilter(sort="name"), number=99, size=4, now=NOW)
    assert (found.total, found.number, found.pages, len(found.rows)) == (6, 2, 2, 2)
    nothing = station_slice(actor, StationFilter(text="zzz"), number=3, size=4, now=NOW)
    assert (nothing.total, nothing.number, nothing.pages, nothing.rows) == (0, 1, 1, ())
