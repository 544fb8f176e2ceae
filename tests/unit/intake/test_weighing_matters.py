"""How urgent a matter is, and why."""

import pytest

from anlan.intake.domain.urgency import Reason, Told, urgency_of
from anlan.kernel.levels import Level

TABLE = {
    "denials": ["nobody is trapped"],
    "kind": {"call": 10},
    "words": [
        {"key": "people_in_danger", "points": 40, "words": ["trapped", "buried"]},
        {"key": "violent_event", "points": 25, "words": ["flood"]},
    ],
    "hurt": [{"from": 1, "points": 30}, {"from": 3, "points": 40}],
    "repeat": {"each": 10, "most": 30},
    "pictures": {"points": 5},
    "band": [{"level": 4, "from": 70}, {"level": 3, "from": 45}, {"level": 2, "from": 25}, {"level": 1, "from": 10}],
}


def of(text="a stone", kind="call", **more):
    return urgency_of(Told(kind=kind, text=text, **more), TABLE)


def test_a_plain_call_is_blue_by_its_way_in_alone():
    found = of()
    assert (found.points, found.level, found.reasons) == (10, Level.BLUE, (Reason("kind_call", 10),))


def test_a_way_in_that_the_table_does_not_name_gives_nothing():
    assert of(kind="mail").level is Level.NONE


def test_words_of_one_group_count_once_and_are_kept():
    found = of("three trapped, one buried")
    assert found.reasons[0] == Reason("people_in_danger", 40, "trapped buried")
    assert (found.points, found.level) == (50, Level.ORANGE)


def test_a_phrase_that_denies_counts_for_nothing():
    assert of("flood, nobody is trapped").points == 35


def test_danger_in_a_flood_is_red():
    assert of("flood, two trapped").level is Level.RED


@pytest.mark.parametrize(("hurt", "points"), [(0, 10), (1, 40), (2, 40), (3, 50), (4, 50)])
def test_the_highest_bound_of_people_hurt_counts(hurt, points):
    assert of(hurt=hurt).points == points


@pytest.mark.parametrize(("repeats", "points"), [(0, 10), (1, 20), (3, 40), (4, 40)])
def test_repeats_raise_the_urgency_up_to_the_most(repeats, points):
    assert of(repeats=repeats).points == points


def test_pictures_count_once():
    assert of(pictures=4).points == 15
