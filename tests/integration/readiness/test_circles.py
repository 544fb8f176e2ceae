"""Rescue circles: people reached within 30, 60 and 120 minutes, and whom none reaches in an hour."""

from datetime import UTC, datetime

import pytest
from django.contrib.gis.geos import Point
from tests.factories.access import client_with
from tests.factories.places import build_divisions
from tests.factories.readiness import build_force, build_team

from anlan.kernel.errors import InvalidValue, NotFound
from anlan.places.models import Footprint, Population
from anlan.readiness import api

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
COUNTY, TOWNSHIP = "513433", "513433101"
WEST, LATITUDE = 102.0, 28.0
KM = 1 / 98.18  # degrees of longitude at 28 degrees north
PLAIN_KM_A_MINUTE = 45 / 60 / 1.3


@pytest.fixture(autouse=True)
def county():
    names = {COUNTY: "County", TOWNSHIP: "Township"}
    build_divisions(names | {f"{TOWNSHIP}{number}": f"Village {number}" for number in (201, 202, 203, 204)})
    for number, minutes, persons in ((201, 29, 100), (202, 59, 200), (203, 61, 400), (204, 121, 800)):
        place_village(f"{TOWNSHIP}{number}", minutes, persons)


def place_village(code: str, minutes: float, persons: int) -> None:
    """Put a village that many minutes of straight driving east of the team."""
    east = WEST + minutes * PLAIN_KM_A_MINUTE * KM
    Footprint.objects.filter(code=code).delete()
    Footprint.objects.create(code=code, level=5, point=Point(east, LATITUDE, srid=4326), point_source="schematic")
    Population.objects.create(code=code, persons=persons, households=1, source="test")


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", COUNTY)


def a_team(**fields):
    team = build_team(**({"readiness_minutes": 0} | fields))
    team.location = Point(WEST, LATITUDE, srid=4326)
    team.save()
    return team


def test_people_count_in_the_circle_of_the_first_team_that_is_there(officer):
    team = a_team()
    found = api.rescue_circles(officer, COUNTY, NOW)
    assert (found.whole.persons, found.whole.within, found.whole.beyond) == (1500, (100, 300, 700), 800)
    assert found.whole.percent_in_an_hour == 20
    assert [(each.code, each.within) for each in found.parts] == [(TOWNSHIP, (100, 300, 700))]
    assert [(each.code[-3:], each.persons, each.team, each.is_by_road) for each in found.gap] == [
        ("204", 800, team.name, False),
        ("203", 400, team.name, False),
    ]
    assert found.is_guess


def test_the_time_until_a_team_leaves_counts(officer):
    a_team(readiness_minutes=2)
    assert api.rescue_circles(officer, COUNTY, NOW).whole.within == (0, 100, 700)


def test_teams_that_are_out_or_lack_the_skill_reach_nobody(officer):
    a_team(state="out", skills=["flood"])
    a_team(skills=["search"])
    assert api.rescue_circles(officer, COUNTY, NOW, skill="flood").whole.within == (0, 0, 0)
    assert api.rescue_circles(officer, COUNTY, NOW, skill="search").whole.within == (100, 300, 700)


def test_without_any_team_all_villages_are_in_the_gap(officer):
    found = api.rescue_circles(officer, COUNTY, NOW)
    assert (found.whole.within, found.whole.beyond, len(found.gap), found.teams) == ((0, 0, 0), 1500, 4, 0)


def test_a_helicopter_reaches_by_air_whom_no_road_reaches_in_the_hour(officer):
    a_team()
    base = build_force("landing", COUNTY, kind="base")
    base.location = Point(WEST, LATITUDE, srid=4326)
    base.save()
    found = api.rescue_circles(officer, COUNTY, NOW)
    assert (found.bases, found.whole.by_air_only) == (1, 1200)


def test_villages_without_a_position_are_counted_out_and_said(officer):
    Footprint.objects.filter(code=f"{TOWNSHIP}204").delete()
    found = api.rescue_circles(officer, COUNTY, NOW)
    assert (found.unplaced, found.whole.persons) == (1, 700)


def test_another_county_and_a_whole_province_are_refused(officer, actor_with):
    with pytest.raises(NotFound):
        api.rescue_circles(officer, "513401", NOW)
    with pytest.raises(InvalidValue):
        api.rescue_circles(actor_with("duty_officer", "51"), "51", NOW)


def test_the_page_shows_the_circles_and_gives_the_gap_as_a_file(at):
    at(NOW)
    a_team()
    client = client_with("duty_officer", COUNTY)
    page = client.get("/readiness/circles/").content.decode()
    assert "20.0 %" in page
    assert "Village 204" in page
    lines = client.get("/readiness/circles/?format=csv").getvalue().decode().splitlines()
    assert len(lines) == 3
    assert client.get("/readiness/circles/?region=513401").status_code == 404
    assert client.get("/readiness/circles/?skill=magic").status_code == 200
