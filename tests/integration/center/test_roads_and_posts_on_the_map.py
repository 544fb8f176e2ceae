"""The map's layers of roads, closures and command posts: in place, in time, in the reader's regions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.incidents import an_incident

from anlan.command.models import CommandPost
from anlan.kernel.actors import SYSTEM
from anlan.places import api as places

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
COUNTY, OTHER = "513433", "513401"
TILE = "/map/tiles/{}/8/200/106.mvt"
ROADS = """<osm version="0.6"><node id="1" lon="102.0" lat="28.5" version="1"/>
<node id="2" lon="102.1" lat="28.5" version="1"/><node id="3" lon="102.2" lat="28.5" version="1"/>
<way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="trunk"/><tag k="name" v="G108"/></way>
<way id="2" version="1"><nd ref="2"/><nd ref="3"/><tag k="highway" v="track"/><tag k="name" v="lane"/></way></osm>"""


def tile(client, layer: str, **asked: str) -> bytes:
    return client.get(TILE.format(layer), asked).content


def test_great_roads_are_drawn_from_afar_and_small_ones_are_not(tmp_path, at):
    at(NOW)
    path = tmp_path / "roads.osm"
    path.write_text(ROADS)
    places.load_roads(path=path, source="x", as_of=date(2026, 6, 1), actor=SYSTEM, now=NOW)
    drawn = tile(client_with("duty_officer", COUNTY), "roads")
    assert (b"G108" in drawn, b"lane" in drawn) == (True, False)


def test_a_closure_is_drawn_while_it_holds_and_for_those_of_its_region(at):
    closing = places.Closing(
        region=COUNTY,
        place="K12",
        reason="slide",
        longitude=102,
        latitude=28.5,
        radius=5000,
        until=NOW + timedelta(hours=2),
    )
    places.close_roads(closing=closing, actor=SYSTEM, now=NOW)
    at(NOW + timedelta(hours=1))
    own, other = client_with("duty_officer", COUNTY), client_with("duty_officer", OTHER)
    assert b"K12" in tile(own, "closures")
    assert tile(other, "closures") == b""
    assert [each.get("/map/counts/").json()["closures"] for each in (own, other)] == [1, 0]
    at(NOW + timedelta(hours=2))
    assert tile(own, "closures") == b""


def test_a_command_post_is_drawn_while_it_stands(at):
    at(NOW)
    incident = an_incident(NOW)
    post = CommandPost.objects.create(
        incident_id=incident, region=COUNTY, name="Post 1", location="POINT(102 28.5)", set_up_at=NOW
    )
    own = client_with("duty_officer", COUNTY)
    assert b"Post 1" in tile(own, "command_posts")
    assert tile(client_with("duty_officer", OTHER), "command_posts") == b""
    CommandPost.objects.filter(id=post.id).update(state="stood_down")
    assert tile(own, "command_posts") == b""
