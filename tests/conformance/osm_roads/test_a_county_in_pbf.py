"""A small county written as .osm.pbf by the reference library, with what real extracts have that is awkward.

Tags by wiki.openstreetmap.org: Key:oneway, Tag:junction=roundabout, Key:access, Key:maxspeed, Tag:route=ferry,
Relation:restriction.
"""

from pathlib import Path

import osmium
import pytest

from anlan.protocols.osm_roads import LeftOut, Road, read_roads

NODES = range(1, 13)
MISSING = 99
WAYS = {
    1: ("1 2 3", {"highway": "trunk", "maxspeed": "40 mph", "name": "G108"}),
    2: ("3 4", {"highway": "primary", "oneway": "-1", "maxspeed": "CN:rural"}),
    3: ("4 5 6 4", {"highway": "tertiary", "junction": "roundabout"}),
    4: ("6 7", {"highway": "unclassified", "access": "private"}),
    5: ("6 8", {"highway": "service", "access": "no", "emergency": "yes", "maxspeed": "20;30"}),
    6: ("8 9", {"highway": "track", "access": "no", "motor_vehicle": "yes", "maxspeed": "walk"}),
    7: (f"9 10 {MISSING} 11 12", {"highway": "residential", "maxspeed": "30 km/h"}),
    8: ("10 12", {"route": "ferry", "motor_vehicle": "yes"}),
    9: ("1 12", {"highway": "footway"}),
    10: ("5 5", {"highway": "service", "area": "yes"}),
}


@pytest.fixture(scope="module")
def extract(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("extract") / "county.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for number in NODES:
            place = (102.0 + number / 1000, 28.5)
            writer.add_node(osmium.osm.mutable.Node(id=number, version=1, location=place))
        for number, (nodes, tags) in WAYS.items():
            refs = [int(each) for each in nodes.split()]
            writer.add_way(osmium.osm.mutable.Way(id=number, version=1, nodes=refs, tags=tags))
        members = [("w", 1, "from"), ("n", 3, "via"), ("w", 2, "to")]
        tags = {"type": "restriction", "restriction": "no_left_turn"}
        writer.add_relation(osmium.osm.mutable.Relation(id=1, version=1, members=members, tags=tags))
    return path


@pytest.fixture(scope="module")
def read(extract) -> tuple[dict[int, list[Road]], LeftOut]:
    left, found = LeftOut(), {}
    for road in read_roads(extract, left):
        found.setdefault(road.way, []).append(road)
    return found, left


def test_every_way_that_rescue_vehicles_may_use_is_read_and_no_other(read):
    assert sorted(read[0]) == [1, 2, 3, 5, 6, 7]


def test_directions_are_those_of_the_tags(read):
    assert {way: {road.direction for road in roads} for way, roads in read[0].items()} == {
        1: {0},
        2: {-1},
        3: {1},
        5: {0},
        6: {0},
        7: {0},
    }


def test_a_roundabout_is_cut_where_roads_meet_it(read):
    assert [(road.start, road.end) for road in read[0][3]] == [(4, 6), (6, 4)]


def test_speed_limits_are_read_in_both_units_and_words_are_not_guessed(read):
    limits = {way: roads[0].limit for way, roads in read[0].items()}
    assert limits == {1: pytest.approx(64.37, abs=0.01), 2: None, 3: None, 5: 20, 6: None, 7: 30}


def test_a_way_with_a_missing_node_goes_on_behind_it(read):
    assert [(road.start, road.end) for road in read[0][7]] == [(9, 10), (11, 12)]


def test_what_is_left_out_is_counted(read):
    assert read[1] == LeftOut(closed=1, ferries=1, restrictions=1, cut=1, speeds=2)
