"""Whether two matters tell of the same thing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from anlan.intake.domain.likeness import Account, distance_km, likeness_of, similarity

TABLE = {
    "shown_from": 5,
    "strong_from": 7,
    "same_village": 2,
    "same_township": 1,
    "same_event_kind": 2,
    "same_phone": 2,
    "text": [{"from": 0.2, "points": 2}, {"from": 0.5, "points": 3}],
    "distance": [{"within_km": 2.0, "points": 2}, {"within_km": 0.5, "points": 3}],
    "minutes": [{"within": 120, "points": 1}, {"within": 30, "points": 2}],
}
NIGHT = datetime(2020, 6, 26, 15, 0, tzinfo=UTC)
ONE = Account(text="the river took a house", region="513433106200", at=NIGHT, location=(102.2, 28.6))


def points(**changes):
    found = likeness_of(ONE, replace(ONE, **changes), TABLE)
    return found.points if found else 0


def test_the_same_told_again_is_a_strong_likeness():
    found = likeness_of(ONE, ONE, TABLE)
    assert (found.points, found.is_strong) == (8, True)
    assert [reason.key for reason in found.reasons] == ["text", "distance", "minutes"]


def test_another_place_is_another_thing_however_alike_the_words():
    assert points(location=(103.2, 28.6), event_kind="11A51") == 0


@pytest.mark.parametrize(("minutes", "expected"), [(30, 8), (31, 7), (120, 7), (121, 6)])
def test_time_counts_up_to_its_bound(minutes, expected):
    assert points(at=NIGHT + timedelta(minutes=minutes)) == expected


def test_without_points_the_village_counts_more_than_the_township():
    assert points(location=None) == 7
    assert points(location=None, region="513433106201") == 6


def test_a_county_alone_is_no_place():
    county = replace(ONE, location=None, region="513433")
    assert likeness_of(county, county, TABLE) is None


def test_the_same_phone_counts_and_an_empty_one_does_not():
    told = replace(ONE, phone="13800000000")
    assert likeness_of(told, told, TABLE).points == 10
    assert points(phone="13800000000") == 8


def test_similarity_is_symmetric_and_between_none_and_one():
    assert similarity("abcd", "abcd") == 1.0
    assert similarity("abcd", "wxyz") == 0.0
    assert similarity("a", "a") == 0.0
    assert similarity("abcd", "bcde") == similarity("bcde", "abcd") == pytest.approx(2 / 3)


def test_a_degree_of_latitude_is_111_km():
    assert distance_km((102.0, 28.0), (102.0, 29.0)) == pytest.approx(111.2, abs=0.1)
