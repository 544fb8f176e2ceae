"""Leaving, placing and needs: limits, invariants, refusals by name."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from anlan.science.evacuation.leaving import Moving, driven_per_minute, leaving, walked_per_minute
from anlan.science.evacuation.placing import place
from anlan.science.refusing import Refused
from anlan.science.relief_needs.needs import hands, relief_needs

VILLAGE = Moving(people=300, told_minutes=10, ready_minutes=30, distance_km=2, mode="walk", per_minute=10_000)


def refusal(act, error=Refused) -> str:
    with pytest.raises(error) as found:
        act()
    return found.value.code


def test_on_a_wide_way_the_slowest_are_those_who_get_ready_last():
    found = leaving(VILLAGE)
    assert found.most == pytest.approx(10 + 30 + 30, abs=0.5)
    assert found.waiting < 0.1


def test_through_a_narrow_stretch_the_queue_decides():
    found = leaving(replace(VILLAGE, people=3000, per_minute=10))
    assert found.most == pytest.approx(10 + 30 + 0.95 * 300, abs=12)
    assert found.waiting > 200


def test_more_people_never_leave_sooner_and_nobody_before_being_told():
    times = [leaving(replace(VILLAGE, people=people, per_minute=20)).last for people in (10, 100, 1000, 5000)]
    assert times == sorted(times)
    assert leaving(replace(VILLAGE, distance_km=0)).half > 10


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"people": 0}, "people_out_of_range"),
        ({"told_minutes": float("nan")}, "told_minutes_out_of_range"),
        ({"mode": "boat"}, "mode_unknown"),
        ({"people": 1_000_000, "per_minute": 1}, "way_too_narrow"),
        ({"distance_km": 2000}, "distance_out_of_range"),
    ],
)
def test_what_cannot_be_left_is_refused_by_name(change, code):
    assert refusal(lambda: leaving(replace(VILLAGE, **change))) == code


def test_capacities():
    assert walked_per_minute(2.0) == pytest.approx(156)
    assert driven_per_minute(600, 3) == 30
    assert refusal(lambda: walked_per_minute(0.1)) == "width_out_of_range"


def test_the_placing_is_the_best_of_all_and_leaves_out_as_few_as_possible():
    random = np.random.default_rng(7)
    for _ in range(20):
        people, room = random.integers(0, 4, 2), random.integers(0, 4, 2)
        minutes = random.uniform(1, 60, (2, 2))
        found = place(people, room, minutes)
        assert np.all(found.persons.sum(axis=0) <= room)
        assert np.all(found.persons.sum(axis=1) + found.unplaced == people)
        every = [np.array(each).reshape(2, 2) for each in product(range(4), repeat=4)]
        sound = [each for each in every if np.all(each.sum(0) <= room) and np.all(each.sum(1) <= people)]
        most = max(each.sum() for each in sound)
        assert found.unplaced.sum() == people.sum() - most
        least = min(float((each * minutes).sum()) for each in sound if each.sum() == most)
        assert found.person_minutes == pytest.approx(least)


def test_where_there_is_no_way_nobody_is_sent():
    found = place(np.array([5, 5]), np.array([20]), np.array([[10.0], [np.inf]]))
    assert found.persons.tolist() == [[5], [0]]
    assert found.unplaced.tolist() == [0, 5]


def test_tables_that_do_not_fit_are_refused():
    one = np.array([1])
    assert refusal(lambda: place(one, one, np.ones((2, 1)))) == "table_of_minutes_does_not_fit"
    assert refusal(lambda: place(one, one, np.array([[-1.0]]))) == "negative_or_missing_number"
    assert refusal(lambda: place(one, one, np.array([[np.nan]]))) == "negative_or_missing_number"


def test_needs_grow_with_people_and_days_as_the_norms_say():
    needs = {need.key: need for need in relief_needs(1000, 3)}
    assert needs["water"].best == 45_000
    assert needs["toilets"].best == 50
    assert needs["covered_area"].best == 3500
    assert needs["food"].best == 6_300_000
    assert all(need.low <= need.best <= need.high for need in needs.values())
    assert {need.key: need.best for need in relief_needs(1000, 3, is_cold=True)}["quilts"] == 2000


def test_hands_are_a_range_of_half_to_twice():
    found = {need.key: need for need in hands(10_000, 200, 50)}
    assert found["self_rescue"].best == pytest.approx(0.807 * 200 + 0.16 * 10_000)
    assert found["mutual_aid"].high == pytest.approx(2 * (50 + 2.94 * 50))
    assert refusal(lambda: hands(-1, 0, 0), Refused) == "people_out_of_range"
    assert refusal(lambda: relief_needs(10, 0), Refused) == "days_out_of_range"
