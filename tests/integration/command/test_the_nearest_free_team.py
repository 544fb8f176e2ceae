"""Whom a plan's task goes to when several teams are free: the one that is there first, and how that was reckoned."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.gis.geos import Point
from tests.factories.incidents import an_incident
from tests.factories.readiness import build_team

from anlan.command.selectors.free_teams import free_team
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.places import api as places

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
COUNTY = "513433"
FIRE, BEHIND_THE_RIDGE, DOWN_THE_ROAD = (102.0, 28.0), (102.0, 28.05), (102.1, 28.0)
ROADS = """<osm version="0.6">
<node id="1" lon="102.0" lat="28.0" version="1"/><node id="2" lon="102.1" lat="28.0" version="1"/>
<node id="3" lon="102.2" lat="28.3" version="1"/><node id="4" lon="102.0" lat="28.05" version="1"/>
<way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="trunk"/></way>
<way id="2" version="1"><nd ref="2"/><nd ref="3"/><nd ref="4"/><tag k="highway" v="tertiary"/></way></osm>"""


@pytest.fixture
def teams():
    near, far = (
        build_team(COUNTY, kind="wildfire", location=Point(*place, srid=4326))
        for place in (BEHIND_THE_RIDGE, DOWN_THE_ROAD)
    )
    return near.id, far.id


@pytest.fixture
def fire():
    return incidents.incident(SYSTEM, an_incident(NOW, location=FIRE))


@pytest.fixture
def roads(tmp_path):
    path = tmp_path / "roads.osm"
    path.write_text(ROADS)
    places.load_roads(path=path, source="x", as_of=date(2026, 6, 1), actor=SYSTEM, now=NOW)


def test_by_road_the_team_down_the_road_is_there_before_the_one_behind_the_ridge(teams, fire, roads):
    found = free_team("wildfire", COUNTY, fire, NOW)
    assert (found.team.id, found.is_by_road) == (teams[1], True)
    assert found.minutes == pytest.approx(9.82, abs=0.05)


def test_without_roads_the_straight_line_decides_and_says_that_it_is_a_guess(teams, fire):
    found = free_team("wildfire", COUNTY, fire, NOW)
    assert (found.team.id, found.is_by_road) == (teams[0], False)
    assert found.minutes == pytest.approx(5.56 * 1.3 / 45 * 60, abs=0.05)


def test_with_every_road_closed_the_nearest_team_is_named_and_no_minutes_are_promised(teams, fire, roads):
    closing = places.Closing(region=COUNTY, place="K1", reason="slide", longitude=102, latitude=28, radius=3000)
    places.close_roads(closing=closing, actor=SYSTEM, now=NOW)
    found = free_team("wildfire", COUNTY, fire, NOW)
    assert (found.team.id, found.minutes) == (teams[0], float("inf"))


def test_where_nobody_knows_the_place_the_first_by_code_goes_and_none_where_all_are_out(teams):
    nowhere = incidents.incident(SYSTEM, an_incident(NOW, location=None))
    found = free_team("wildfire", COUNTY, nowhere, NOW)
    assert (found.team.id, found.minutes) == (teams[0], None)
    assert free_team("diving", COUNTY, nowhere, NOW) is None
