"""The board: what is open by urgency, a storm as one row, the same cost for many as for few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_user, client_of, client_with
from tests.factories.alarms import NIGHT, a_fall, an_alarm
from tests.factories.places import build_divisions

from anlan.alarms import api
from anlan.center.queue import QueueFilter, queue
from anlan.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db
STORM = "flash_flood:513433:0"


@pytest.fixture(autouse=True)
def _that_night(at):
    at(NIGHT + timedelta(minutes=30))


def storm(places=6, first=101):
    return [an_alarm(region=f"513433{first + number}", level=1 + number % 3) for number in range(places)]


def test_six_places_are_one_row_that_opens_to_the_worst_first():
    ids = storm()
    alone = an_alarm(region="513401101", level=4)
    client = client_with("duty_officer")
    closed = client.get("/alarms/").content.decode()
    assert f"/alarms/{alone}/" in closed
    assert not any(f"/alarms/{each}/" in closed for each in ids)
    opened = client.get(f"/alarms/?storm={STORM}").content.decode()
    places = [opened.index(f"/alarms/{each}/") for each in ids]
    assert max(places[2], places[5]) < min(places[0], places[3])
    flat = client.get("/alarms/?flat=1").content.decode()
    assert all(f"/alarms/{each}/" in flat for each in ids)


def test_five_places_are_five_rows():
    ids = storm(5)
    page = client_with("duty_officer").get("/alarms/").content.decode()
    assert all(f"/alarms/{each}/" in page for each in ids)


def test_the_desk_has_one_entry_for_a_storm_and_its_part_leads_to_the_worst(actor_with):
    ids = storm()
    (entry,) = queue(actor_with("duty_officer"), NIGHT, QueueFilter()).entries
    assert (entry.item.subject, entry.item.level, entry.times, entry.is_decided) == (f"storm:{STORM}", 3, 6, False)
    client = client_with("duty_officer")
    part = client.get(entry.work_url).content.decode()
    assert part.index(f"/alarms/{ids[2]}/") < part.index(f"/alarms/{ids[0]}/")
    assert "<html" not in part
    assert client.get("/alarms/storm/?key=flash_flood:513401:0").status_code == 404
    assert client_with("township_officer", "513433101").get(entry.work_url).status_code == 404


def test_a_township_sees_its_own_place_and_no_storm():
    ids = storm()
    page = client_with("township_officer", "513433101").get("/alarms/").content.decode()
    assert f"/alarms/{ids[0]}/" in page
    assert "513433102" not in page


def test_marks_and_columns_narrow_and_order_the_board():
    down, up = an_alarm(region="513433101"), an_alarm(region="513433102", level=4)
    api.ease_alarm(fall=a_fall(region="513433101"), actor=SYSTEM, now=NIGHT + timedelta(minutes=10))
    client = client_with("duty_officer")
    for address, found in {
        "?mark=eased": [down],
        "?mark=standing": [up],
        "?mark=flapping": [],
        "?sort=level": [down, up],
        "?sort=-level": [up, down],
        "?sort=-region": [up, down],
        "?sort=nonsense": [up, down],
    }.items():
        page = client.get(f"/alarms/{address}").content.decode()
        shown = sorted((page.index(f"/alarms/{each}/"), each) for each in (down, up) if f"/alarms/{each}/" in page)
        assert [each for _, each in shown] == found, address


def test_the_board_goes_into_a_file():
    storm()
    lines = client_with("duty_officer").get("/alarms/?format=csv").getvalue().decode().splitlines()
    assert len(lines) == 7
    assert "A20200626-0003" in lines[1]


def questions(client, address):
    """Return how many questions a page asks when it is opened for the second time."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum("support_clocksetting" not in each["sql"] and 'MAX("places_' not in each["sql"] for each in asked)


def test_pages_ask_as_often_for_many_as_for_few():
    build_divisions(
        {"51": "四川省", "5134": "凉山州", "513433": "冕宁县"}
        | {f"513433{number}": f"{number}镇" for number in range(101, 140)}
    )
    client = client_of(build_user("duty_officer"))
    alarm_id = an_alarm(station_id="S-0")
    storm(7)
    pages = ["/alarms/", f"/alarms/?storm={STORM}", f"/alarms/{alarm_id}/", "/alarms/statistics/"]
    few = {each: questions(client, each) for each in pages}
    storm(30, 110)
    for number in range(1, 60):
        an_alarm(station_id=f"S-{number}")
    assert {each: questions(client, each) for each in pages} == few


def test_the_sensors_of_an_alarm_come_in_pages_in_the_order_asked_for():
    alarm_id = an_alarm(station_id="S-0", station_label="gauge 000")
    for number in range(1, 40):
        an_alarm(station_id=f"S-{number}", station_label=f"gauge {number:03}", value=50.0 + number)
    client = client_with("duty_officer")
    first = client.get(f"/alarms/{alarm_id}/?sort=-value").context["members"]
    second = client.get(f"/alarms/{alarm_id}/?sort=-value&page=2").context["members"]
    assert [len(first.object_list), len(second.object_list)] == [25, 15]
    assert (first.object_list[0].value, second.object_list[-1].value) == (89.0, 50.0 + 1)
    listed = client.get(f"/api/v1/alarms/{alarm_id}/members?sort=station").json()
    assert (listed["total"], listed["members"][1]["station_label"]) == (40, "gauge 001")


def test_statistics_go_into_files_and_a_miss_is_recorded_by_the_form():
    an_alarm()
    client = client_with("duty_officer")
    body = {"family": "flash_flood", "miss_region": "513433104000", "happened_at": "2020-06-26 23:30", "note": "Bridge"}
    assert client.post("/alarms/missed/", body).status_code == 302
    page = client.get("/alarms/statistics/").content.decode()
    assert "Bridge" in page
    rules = client.get("/alarms/statistics/?format=csv&by=rule").getvalue().decode().splitlines()
    assert rules[1].split(",")[1:4] == ["1", "0.0%", "1"]
    stations = client.get("/alarms/statistics/?format=csv&by=station").getvalue().decode().splitlines()
    assert stations[1].startswith("Yihai gauge,1,0,0,1")
    assert client.post("/alarms/missed/", {**body, "happened_at": "soon"}).status_code == 422
    for odd in ("?from=x&to=y", "?from=2030-01-01", "?from=0001-01-01", "?page=999", "?region=%27"):
        assert client.get(f"/alarms/statistics/{odd}").status_code == 200, odd


def test_the_alarms_page_names_the_rules_source_where_its_edition_judged(at):
    judged = an_alarm(rule_family="rainstorm_signal", rule="rainstorm_signal", edition="rainstorm_signal:2007")
    other = an_alarm(rule_family="rainstorm_signal", edition="rainstorm_signal:1999", region="513433102")
    client = client_with("duty_officer")
    assert client.get(f"/alarms/{judged}/").context["basis"].source != ""
    assert client.get(f"/alarms/{other}/").context["basis"].source == ""
