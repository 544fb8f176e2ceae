"""Drawn points and areas."""

import pytest
import shapely
from shapely import Point

from anlan.places.domain.schematic import cells, scatter

OUTLINE = shapely.Polygon([(0, 0), (4, 0), (4, 1), (1, 1), (1, 4), (0, 4)])
CODES = [f"5134331{n:02}" for n in range(12)]


def test_the_same_codes_are_drawn_at_the_same_points_every_time():
    assert scatter(CODES, OUTLINE, {}) == scatter(CODES, OUTLINE, {})


def test_every_drawn_point_lies_inside_the_outline():
    assert all(OUTLINE.contains(point) for point in scatter(CODES, OUTLINE, {}).values())


def test_a_known_point_is_kept():
    assert scatter(CODES, OUTLINE, {CODES[3]: Point(0.5, 0.5)})[CODES[3]] == Point(0.5, 0.5)


def test_areas_cover_the_outline_without_overlap():
    areas = cells(scatter(CODES, OUTLINE, {}), OUTLINE)

    assert sum(area.area for area in areas.values()) == pytest.approx(OUTLINE.area)
    assert shapely.union_all(list(areas.values())).area == pytest.approx(OUTLINE.area)


def test_every_area_holds_its_own_point():
    points = scatter(CODES, OUTLINE, {})

    assert all(area.contains(points[code]) for code, area in cells(points, OUTLINE).items())


def test_a_lone_point_has_the_whole_outline():
    assert cells({"a": Point(0.5, 0.5)}, OUTLINE)["a"].equals(OUTLINE)
