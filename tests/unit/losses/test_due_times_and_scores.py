from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from anlan.kernel.clock import CHINA
from anlan.losses.domain.states import Sort
from anlan.losses.domain.timeliness import dues, is_late, score_of, slots
from anlan.losses.domain.units import receiver_of

RULE = {"first_hours": 2, "daily": "08:00"}
OPENED = datetime(2020, 6, 27, 0, 20, tzinfo=CHINA)
WEIGHTS = {"timely": 50, "complete": 30, "right": 20}


def at(day, hour, minute=0):
    return datetime(2020, 6, day, hour, minute, tzinfo=CHINA)


def judged(told_at, now):
    return slots(dues(OPENED, now, RULE), told_at, now)


def test_figures_are_due_two_hours_after_the_opening_and_then_every_morning():
    assert dues(OPENED, at(28, 9), RULE) == (at(27, 2, 20), at(27, 8), at(28, 8), at(29, 8))


@pytest.mark.parametrize(
    ("told", "met"),
    [(at(27, 2, 20), True), (at(27, 2, 21), False)],
)
def test_what_comes_at_the_due_time_is_in_time(told, met):
    assert judged([told], at(27, 3))[0].met is met


def test_a_unit_that_keeps_silent_for_a_day_is_late_and_a_zero_report_heals_it():
    assert is_late(judged([at(27, 1), at(27, 7)], at(28, 8, 1)))
    assert not is_late(judged([at(27, 1), at(27, 7), at(28, 7, 59)], at(28, 8, 1)))
    assert not is_late(judged([], OPENED + timedelta(minutes=1)))


def test_a_score_weighs_what_there_is_to_judge():
    kept = judged([at(27, 1)], at(27, 9))
    assert score_of(kept, (5, 10), (1, 2), WEIGHTS).total == Decimal("50.0")
    assert score_of((), (10, 10), (0, 0), WEIGHTS).total == Decimal("100.0")


@pytest.mark.parametrize(
    ("region", "sort", "receiver"),
    [
        ("513433103201", Sort.OWN, "513433103"),
        ("513433103", Sort.OWN, "513433103"),
        ("513433", Sort.OWN, "513433"),
        ("513433103", Sort.SUM, "513433"),
        ("513433", Sort.SUM, "5134"),
    ],
)
def test_a_unit_tells_the_level_above(region, sort, receiver):
    assert receiver_of(region, sort) == receiver
