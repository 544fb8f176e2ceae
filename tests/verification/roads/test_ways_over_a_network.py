"""Shortest ways against another algorithm (Floyd and Warshall), great circles against their definition."""

import numpy as np
import pytest
from scipy.sparse.csgraph import floyd_warshall

from anlan.science.roads.network import minutes_by_road, nearest_minutes, network_of
from anlan.science.roads.straight import Terrain, metres_between, minutes_over

WALK = Terrain(detour=1.0, speed=6.0)  # 100 m a minute
FAR = float("inf")


def points(*pairs: tuple[float, float]) -> np.ndarray:
    return np.array(pairs, dtype=float)


def crossroads():
    """Four junctions in a square of about 10 km; the street 0 - 1 - 2 - 3 - 0, of which 3 -> 0 is one way."""
    ground = points((102.0, 28.0), (102.1, 28.0), (102.1, 28.1), (102.0, 28.1))
    starts, ends = np.array([0, 1, 1, 2, 2, 3, 3]), np.array([1, 0, 2, 1, 3, 2, 0])
    return ground, network_of(ground, starts, ends, np.array([10.0, 10, 20, 20, 10, 10, 5]))


def test_one_degree_of_a_meridian_is_a_360th_of_the_circle_of_radius_r1():
    found = metres_between(points((102, 28)), points((102, 29), (102, 28)))
    assert found[0] == pytest.approx([2 * np.pi * 6_371_008.8 / 360, 0], rel=1e-9)


def test_a_quarter_round_the_equator_and_across_the_pole():
    found = metres_between(points((0, 0)), points((90, 0), (180, 80)))
    assert found[0] == pytest.approx([np.pi / 2 * 6_371_008.8, np.radians(100) * 6_371_008.8], rel=1e-9)


def test_the_straight_line_is_made_longer_and_driven_as_the_terrain_asks():
    minutes = minutes_over(points((102, 28)), points((102, 29)), Terrain(detour=1.8, speed=30))
    assert minutes[0, 0] == pytest.approx(111.195 * 1.8 / 30 * 60, rel=1e-5)


def test_the_quickest_way_obeys_one_way_streets():
    ground, network = crossroads()
    found = minutes_by_road(network, ground, ground, farthest_metres=10, access=WALK)
    assert found[0] == pytest.approx([0, 10, 30, 40], abs=1e-3)
    assert found[3] == pytest.approx([5, 15, 10, 0], abs=1e-3)


def test_the_way_to_the_nearest_junction_counts_and_a_point_too_far_from_it_is_not_reached():
    _, network = crossroads()
    beside = points((102.0, 27.991))  # 1,000.8 m south of junction 0
    found = minutes_by_road(network, beside, points((102.1, 28.0)), farthest_metres=1001, access=WALK)
    assert found[0, 0] == pytest.approx(10 + 10.008, abs=0.01)
    assert minutes_by_road(network, beside, points((102.1, 28.0)), farthest_metres=1000, access=WALK)[0, 0] == FAR


def test_a_stretch_that_may_not_be_driven_is_driven_round_and_without_a_way_there_is_no_time():
    ground, _ = crossroads()
    starts, ends = np.array([0, 1, 2]), np.array([1, 2, 3])
    found = minutes_by_road(
        network_of(ground, starts, ends, np.array([10.0, FAR, 10])), ground, ground, farthest_metres=10, access=WALK
    )
    assert found[0] == pytest.approx([0, 10, FAR, FAR], abs=1e-3)


def test_of_two_roads_between_the_same_junctions_the_quicker_counts():
    ground, _ = crossroads()
    network = network_of(ground, np.array([0, 0]), np.array([1, 1]), np.array([30.0, 12]))
    assert minutes_by_road(network, ground[:1], ground[1:2], farthest_metres=10, access=WALK)[0, 0] == 12


def random_network(dice: np.random.Generator, size: int = 60):
    ground = dice.uniform((102, 28), (103, 29), (size, 2))
    starts, ends = dice.integers(0, size, 240), dice.integers(0, size, 240)
    minutes = dice.uniform(1, 60, 240)
    table = np.full((size, size), FAR)
    np.minimum.at(table, (starts, ends), minutes)
    np.fill_diagonal(table, 0)
    return ground, network_of(ground, starts, ends, minutes), floyd_warshall(table)


def test_ways_are_those_of_floyd_and_warshall():
    ground, network, expected = random_network(np.random.default_rng(5134))
    found = minutes_by_road(network, ground, ground, farthest_metres=1, access=WALK)
    assert np.allclose(found, expected, atol=1e-3)


def test_the_first_to_come_is_the_least_of_all_bases_also_where_two_stand_at_one_junction():
    ground, network, expected = random_network(np.random.default_rng(7))
    bases = ground[[3, 3, 17, 40]]
    found = nearest_minutes(network, bases, ground, farthest_metres=1, access=WALK)
    assert np.allclose(found, expected[[3, 17, 40]].min(axis=0), atol=1e-3)


def test_no_base_within_reach_of_a_road_comes_nowhere():
    ground, network = crossroads()
    found = nearest_minutes(network, points((110, 30)), ground, farthest_metres=5000, access=WALK)
    assert np.isinf(found).all()
