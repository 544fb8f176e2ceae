"""Extracts by the tags of OpenStreetMap: highway, oneway, junction, access (wiki.openstreetmap.org, Key pages)."""

import pytest

from anlan.protocols.osm_roads import NoRoads, read_roads

NODES = "".join(
    f'<node id="{n}" lat="{28 + n / 10000}" lon="{102 + n / 10000}" version="1"/>' for n in range(1, 8) if n != 6
)


def way(number: int, nodes: str, **tags: str) -> str:
    refs = "".join(f'<nd ref="{n}"/>' for n in nodes)
    said = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
    return f'<way id="{number}" version="1">{refs}{said}</way>'


@pytest.fixture
def read(tmp_path):
    def read_ways(*ways: str):
        path = tmp_path / "extract.osm"
        path.write_text(f'<?xml version="1.0"?><osm version="0.6">{NODES}{"".join(ways)}</osm>')
        return list(read_roads(path))

    return read_ways


def ends(roads) -> list[tuple[int, int]]:
    return [(road.start, road.end) for road in roads]


def test_a_way_is_cut_where_another_meets_it_and_nowhere_else(read):
    roads = read(way(1, "12345", highway="primary", name="G108"), way(2, "37", highway="track"))
    assert ends(roads) == [(1, 3), (3, 5), (3, 7)]
    assert roads[0].points == ((102.0001, 28.0001), (102.0002, 28.0002), (102.0003, 28.0003))
    assert (roads[0].kind, roads[0].name, roads[2].kind) == ("primary", "G108", "track")


@pytest.mark.parametrize(("steps", "stretches"), [(9, 1), (10, 2)])
def test_a_stretch_is_cut_at_the_node_after_a_kilometre(tmp_path, steps, stretches):
    step = 0.001  # of latitude: 111.2 m; nine of them are 1,000.8 m
    nodes = "".join(f'<node id="{n}" lon="102" lat="{28 + n * step:.4f}" version="1"/>' for n in range(steps + 1))
    path = tmp_path / "long.osm"
    path.write_text(f'<osm version="0.6">{nodes}{way(1, [str(n) for n in range(steps + 1)], highway="track")}</osm>')
    assert len(list(read_roads(path))) == stretches


@pytest.mark.parametrize(
    ("tags", "direction"),
    [
        ({}, 0),
        ({"oneway": "yes"}, 1),
        ({"oneway": "-1"}, -1),
        ({"oneway": "no"}, 0),
        ({"junction": "roundabout"}, 1),
        ({"highway": "motorway"}, 1),
        ({"highway": "motorway", "oneway": "no"}, 0),
    ],
)
def test_the_direction_is_that_of_oneway_of_motorways_and_of_roundabouts(read, tags, direction):
    assert [road.direction for road in read(way(1, "12", **{"highway": "tertiary", **tags}))] == [direction]


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "footway"},
        {"highway": "primary", "access": "private"},
        {"highway": "primary", "motor_vehicle": "no"},
        {"waterway": "river"},
        {"highway": "service", "area": "yes"},
    ],
)
def test_what_cars_may_not_use_is_left_out(read, tags):
    assert ends(read(way(1, "12", highway="primary"), way(2, "34", **tags))) == [(1, 2)]


def test_an_access_for_vehicles_goes_before_the_general_one(read):
    assert ends(read(way(1, "12", highway="primary", access="no", motor_vehicle="yes"))) == [(1, 2)]


def test_a_way_that_leaves_the_extract_ends_at_its_edge(read):
    assert ends(read(way(1, "1267", highway="primary"), way(2, "23", highway="primary"))) == [(1, 2), (2, 3)]


@pytest.mark.parametrize("text", ["", "no xml", "<osm version='0.6'></osm>", "<osm version='0.6'><way"])
def test_a_file_without_roads_is_refused(tmp_path, text):
    path = tmp_path / "broken.osm"
    path.write_text(text)
    with pytest.raises(NoRoads):
        list(read_roads(path))
