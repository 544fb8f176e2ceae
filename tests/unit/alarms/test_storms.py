"""When many alarms of a county are one storm."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.alarms import NIGHT

from anlan.alarms.domain.storms import Place, Storm, StormRule, folded

RULE = StormRule(places=3, within=timedelta(minutes=60))


def place(minute=0, township=101, **changes):
    fields = {
        "id": uuid4(),
        "rule_family": "flash_flood",
        "region": f"513433{township}",
        "is_exercise": False,
        "raised_at": NIGHT + timedelta(minutes=minute),
        "level": 3,
        "current_level": 3,
        "member_count": 2,
        "is_waiting": True,
    }
    return Place(**{**fields, **changes})


def test_so_many_places_within_the_time_are_one_entry_where_the_first_stood():
    alone = place(0, 101, rule_family="rainstorm_signal")
    places = [alone, place(0, 101), place(30, 102, level=4), place(60, 103, current_level=0, is_waiting=False)]
    first, storm = folded(places, RULE)
    assert first is alone
    assert isinstance(storm, Storm)
    assert (storm.county, storm.sensors, storm.level, storm.standing, storm.waiting) == ("513433", 6, 4, 2, 2)
    assert storm.places == tuple(places[1:])
    assert storm.began_at == NIGHT


@pytest.mark.parametrize("minutes", [(0, 30, 61), (0, 61, 122)])
def test_places_too_far_apart_in_time_are_no_storm(minutes):
    places = [place(minute, 101 + number) for number, minute in enumerate(minutes)]
    assert folded(places, RULE) == places


def test_one_place_fewer_is_no_storm():
    places = [place(0, 101), place(0, 102)]
    assert folded(places, RULE) == places


@pytest.mark.parametrize("odd", [{"region": "513401101"}, {"rule_family": "water_level"}, {"is_exercise": True}])
def test_another_county_rule_or_an_exercise_does_not_count(odd):
    places = [place(0, 101), place(0, 102), place(0, 103, **odd)]
    assert folded(places, RULE) == places


def test_what_joins_a_storm_later_belongs_to_it():
    (storm,) = folded([place(0, 101), place(10, 102), place(20, 103), place(500, 104)], RULE)
    assert len(storm.places) == 4


def test_nothing_folds_to_nothing():
    assert folded([], RULE) == []
