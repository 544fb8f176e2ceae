"""Exposed elements along lines: read with their corners by whoever may see them, and not once more as points."""

import pytest
from django.contrib.gis.geos import LineString, MultiLineString
from tests.factories.places import build_divisions
from tests.factories.risks import PLACE, build_exposed

from anlan.risks import api

pytestmark = pytest.mark.django_db
CORNERS = ((PLACE.x, PLACE.y), (PLACE.x + 0.01, PLACE.y + 0.02))
BOX = (PLACE.x - 0.001, PLACE.y - 0.001, PLACE.x + 0.001, PLACE.y + 0.001)


@pytest.fixture
def elements():
    build_divisions()
    line = LineString(CORNERS, srid=4326)
    school, power, road = build_exposed(), build_exposed(kind="power"), build_exposed(kind="road")
    for row, shape in ((power, line), (road, MultiLineString(line, line, srid=4326))):
        row.shape = shape
        row.save()
    return school, power, road


def test_lines_come_with_their_corners_and_points_alone_where_asked(elements, actor_with):
    school, power, _ = elements
    officer = actor_with("duty_officer", "513433")
    found = {each.kind: each for each in api.exposed_lines_in(officer, BOX)}
    assert (found["power"].name, found["power"].parts) == (power.name, (CORNERS,))
    assert found["road"].parts == (CORNERS, CORNERS)
    assert [each.name for each in api.exposed_in(officer, BOX, with_lines=False)] == [school.name]
    assert len(api.exposed_in(officer, BOX)) == 3


def test_lines_of_another_region_or_beyond_the_box_are_not_read(elements, actor_with):
    assert api.exposed_lines_in(actor_with("duty_officer", "513401"), BOX) == ()
    away = tuple(each + 1 for each in BOX)
    assert api.exposed_lines_in(actor_with("duty_officer", "513433"), away) == ()
