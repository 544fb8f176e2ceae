"""Which region's relation of ground motion holds at a place."""

import pytest
from shapely import Polygon

from anlan.science.ground_motion.regions import region_at, rings
from anlan.science.ground_motion.tables import regions

PLACES = {
    "Luding": (102.1, 29.6, "qinghai_tibet"),
    "Lanzhou": (103.8, 36.1, "qinghai_tibet"),
    "Beichuan": (104.45, 31.83, "qinghai_tibet"),
    "Kunming": (102.7, 25.0, "qinghai_tibet"),
    "Changning": (104.9, 28.3, "moderate"),
    "Guangzhou": (113.3, 23.1, "moderate"),
    "Harbin": (126.6, 45.8, "moderate"),
    "Tangshan": (118.2, 39.6, "east_strong"),
    "Haicheng": (122.7, 40.7, "east_strong"),
    "Urumqi": (87.6, 43.8, "xinjiang"),
    "Taipei": (121.5, 25.0, ""),
}


@pytest.mark.parametrize("name", sorted(PLACES))
def test_a_place_lies_in_the_region_that_its_earthquakes_belong_to(name):
    longitude, latitude, word = PLACES[name]
    assert region_at(longitude, latitude).word == word


def test_near_a_border_the_neighbour_is_named_and_far_from_it_nobody():
    assert region_at(104.9, 28.34).near == ("qinghai_tibet",)
    assert region_at(105.7, 34.85).near == ("east_strong", "moderate")
    assert region_at(116.4, 39.9).near == ()


def test_every_ring_closes_has_coefficients_and_overlaps_no_other():
    found = [(word, Polygon(ring)) for word, ring in rings()]
    assert {word for word, _ in found} == set(regions())
    assert all(shape.is_valid for _, shape in found)
    for at, (_, one) in enumerate(found):
        assert all(one.intersection(other).area < 1e-9 for _, other in found[at + 1 :])
