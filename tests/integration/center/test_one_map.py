from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.access import client_with
from tests.factories.alarms import NIGHT, an_alarm
from tests.factories.incidents import an_incident

from anlan.center.layers import TILE_LAYERS

pytestmark = pytest.mark.django_db
YIHAI, OTHER = "513433106", "513433102"
TILE = "/map/tiles/{}/8/200/106.mvt"
LATER = NIGHT + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _that_night(at):
    at(NIGHT + timedelta(minutes=10))


def test_the_map_lists_only_layers_that_a_room_draws():
    config = client_with("duty_officer").get("/map/").context["config"]
    drawn = {layer.id for layer in config.layers}
    assert drawn <= set(TILE_LAYERS)
    assert {"counties", "stations", "warnings", "incidents", "alarms"} <= drawn
    assert all(layer.tiles == f"/map/tiles/{layer.id}/{{z}}/{{x}}/{{y}}.mvt" for layer in config.layers)


@pytest.mark.parametrize("layer", sorted(TILE_LAYERS))
def test_every_layer_answers_with_a_tile(layer):
    answer = client_with("duty_officer").get(TILE.format(layer))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vnd.mapbox-vector-tile")


def test_a_tile_of_another_township_simply_lacks_its_alarms_and_incidents():
    an_alarm(region=OTHER)
    an_incident(region=OTHER, now=LATER)
    own, other = client_with("township_officer", OTHER), client_with("township_officer", YIHAI)
    for layer, number in (("alarms", b"A20200626-0001"), ("incidents", b"E20200626-001")):
        assert number in own.get(TILE.format(layer)).content
        assert other.get(TILE.format(layer)).content == b""
    assert other.get("/map/counts/").json()["alarms"] == 0


def test_a_tile_that_did_not_change_is_not_sent_again():
    an_alarm()
    client = client_with("duty_officer")
    first = client.get(TILE.format("alarms"))
    again = client.get(TILE.format("alarms"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    an_alarm(level=4)
    changed = client.get(TILE.format("alarms"), headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["Cache-Control"].startswith("private")


def test_the_time_bar_shows_what_was_open_then():
    an_alarm()
    client = client_with("duty_officer")
    address = TILE.format("alarms")
    assert client.get(address + "?at=2020-06-26T15:19:59Z").content == b""
    assert b"A20200626-0001" in client.get(address + "?at=2020-06-26T15:20:00Z").content


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (TILE.format("secrets"), 404),
        ("/map/tiles/alarms/3/9/0.mvt", 422),
        ("/map/tiles/alarms/99/0/0.mvt", 422),
        (TILE.format("alarms") + "?at=yesterday", 422),
        (TILE.format("alarms") + "?at=2020-06-26T15:20:00", 422),
    ],
)
def test_a_tile_that_cannot_be_is_refused(address, status):
    assert client_with("duty_officer").get(address).status_code == status


def test_the_sides_of_another_townships_things_do_not_exist():
    alarm, incident = an_alarm(region=OTHER), an_incident(region=OTHER, now=LATER)
    other = client_with("township_officer", YIHAI)
    officer = client_with("duty_officer")
    for address in (f"/map/alarms/{alarm}/", f"/map/incidents/{incident}/"):
        assert officer.get(address).status_code == 200
        assert other.get(address).status_code == 404
    assert other.get(f"/map/?pick=alarm:{alarm}").status_code == 404
    assert officer.get(f"/map/incidents/{uuid4()}/").status_code == 404


def test_the_map_opens_on_what_the_address_picks():
    alarm = an_alarm()
    page = client_with("duty_officer").get(f"/map/?pick=alarm:{alarm}")
    assert page.context["config"].center == (102.25, 28.75)
    assert page.context["pick_url"] == f"/map/alarms/{alarm}/"
    for wrong in ("alarm:1", "thing:1", "x"):
        assert client_with("duty_officer").get(f"/map/?pick={wrong}").context["pick_url"] == ""


def test_an_incident_shows_its_alarms_and_its_place_as_far_as_the_reader_may_see_them():
    here, elsewhere = an_alarm(region=YIHAI), an_alarm(region="513401101")
    incident = an_incident(now=LATER, alarm_ids=(here, elsewhere))
    page = client_with("duty_officer", "513433").get(f"/incidents/{incident}/panels/alarms/").content.decode()
    assert str(here) in page
    assert str(elsewhere) not in page
    assert "data-map" in client_with("duty_officer").get(f"/incidents/{incident}/panels/map/").content.decode()
    for name in ("alarms", "map"):
        answer = client_with("township_officer", YIHAI).get(f"/incidents/{incident}/panels/{name}/")
        assert answer.status_code == 404


def test_search_finds_in_every_room_and_nothing_beyond_the_own_region():
    an_alarm(region=OTHER)
    an_incident(region=OTHER, now=LATER)
    officer, other = client_with("duty_officer"), client_with("township_officer", YIHAI)
    for text, found in (("A20200626", "/alarms/"), ("flash", "/incidents/")):
        address = f"/search/?q={text}"
        urls = [hit.url for group in officer.get(address).context["groups"] for hit in group.hits]
        assert found in str(urls)
        assert other.get(address).context["groups"] == ()
    assert officer.get("/search/").context["groups"] == ()
    assert officer.get("/search/?q=" + "x" * 500).status_code == 200
