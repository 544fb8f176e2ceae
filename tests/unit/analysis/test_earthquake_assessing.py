"""What an earthquake does around: field, stations, drawn maps, people by degree."""

from dataclasses import replace

import numpy as np
import pytest

from anlan.analysis.domain.earthquake.assessing import Around, Drawn, Facility, Place, Station, assess
from anlan.science.earthquake_intensity.source import Source

LUDING = Source(longitude=102.08, latitude=29.59, magnitude=6.8, depth_km=16, strike_deg=325)
NEAR = Place(code="1", name="near", longitude=102.1, latitude=29.6, persons=7000, households=2500, is_invented=False)
FAR = replace(NEAR, code="2", longitude=103.0, latitude=29.2, persons=20000, households=7000)
SCHOOL = Facility(kind="school", name="school", region="1", longitude=102.1, latitude=29.6)
SQUARE = ((102.0, 29.5), (102.2, 29.5), (102.2, 29.7), (102.0, 29.7))


def around(**changed):
    return Around(**{"places": (NEAR, FAR), "facilities": (SCHOOL,), **changed})


def test_people_are_counted_by_degree_and_above_with_their_bounds():
    found = assess(LUDING, "", around(), mix=None, hour=12)
    assert [zone.degree for zone in found.zones] == [6, 7, 8, 9]
    assert found.by.word == "west"
    assert {degree: bounds[1] for degree, bounds in found.people.items()} == {6: 7000, 7: 7000, 8: 7000, 9: 0}
    assert all(low <= best <= high for low, best, high in found.people.values())
    assert found.people[9][2] == 7000
    assert found.at_facilities == pytest.approx(found.at_places[:1])


def test_stations_move_zones_places_and_bounds_together():
    plain = assess(LUDING, "", around(), mix=None, hour=12)
    strong = assess(
        LUDING,
        "",
        around(stations=(Station(name="s", longitude=102.1, latitude=29.6, intensity=9.5),)),
        mix=None,
        hour=12,
    )
    shift = strong.correction.degrees
    assert shift > 0.3
    assert np.allclose(strong.at_places, plain.at_places + shift)
    areas = {zone.degree: zone.area_km2 for zone in plain.zones}
    assert all(zone.area_km2 > areas[zone.degree] for zone in strong.zones if zone.degree in areas)
    assert strong.correction.uncertainty < plain.correction.uncertainty


def test_a_drawn_map_takes_the_place_of_the_relation():
    found = assess(LUDING, "", around(drawn=(Drawn(degree=9, ring=SQUARE),)), mix=None, hour=12)
    assert found.at_places.tolist() == [9.5, 5.5]
    assert found.people == dict.fromkeys((6, 7, 8, 9), (7000, 7000, 7000))
    assert found.is_drawn
    assert found.zones[0].area_km2 == pytest.approx(19.34 * 22.24, rel=0.01)


def test_a_great_earthquake_with_a_strike_is_a_line():
    found = assess(replace(LUDING, magnitude=8.0), "", around(), mix=None, hour=None)
    assert len(found.source.trace) == 2
    assert found.losses.dead.total()[2] > found.losses.dead.total()[0]


def test_nobody_around_gives_zones_and_no_figures():
    found = assess(LUDING, "", Around(), mix=None, hour=12)
    assert (found.people, found.losses.dead.total()) == ({}, (0, 0, 0))
    assert len(found.zones) == 4
