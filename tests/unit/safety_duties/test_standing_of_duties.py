"""How a duty stands: by the parts of the year that are over, each for itself; the score out of what counts."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from anlan.safety_duties.domain.rhythm import Period, Rhythm, end_of, parts_of
from anlan.safety_duties.domain.standing import (
    Duty,
    Share,
    grade_of,
    score_of,
    standing_of_share,
    standing_of_times,
)
from anlan.safety_duties.domain.states import Holder
from anlan.safety_duties.selectors.tables import evidences, grades, templates

QUARTERLY = Duty(year=2026, rhythm=Rhythm.QUARTERLY, target=2, weight=20)
ONCE = Duty(year=2026, rhythm=Rhythm.YEARLY, target=1, weight=10, due=date(2026, 3, 31))
SHARE = Duty(year=2026, rhythm=Rhythm.YEARLY, target=90, weight=30)


@pytest.mark.parametrize(("rhythm", "count"), [("monthly", 12), ("quarterly", 4), ("half_yearly", 2), ("yearly", 1)])
def test_the_parts_of_a_year_follow_each_other_without_a_gap(rhythm, count):
    parts = parts_of(Rhythm(rhythm), 2028)
    assert (len(parts), parts[0].begin, parts[-1].end) == (count, date(2028, 1, 1), date(2028, 12, 31))
    assert all((after.begin - before.end).days == 1 for before, after in pairwise(parts))


def test_a_part_is_over_the_day_after_its_last_one():
    assert not standing_of_times(QUARTERLY, [], date(2026, 3, 31)).counts
    stands = standing_of_times(QUARTERLY, [], date(2026, 4, 1))
    assert (stands.counts, stands.owed, stands.points, len(stands.behind)) == (True, 2, Decimal(0), 1)


def test_what_was_done_too_much_in_one_part_does_not_make_up_for_another():
    happened = [(date(2026, 3, 31), 5), (date(2026, 4, 1), 1)]
    stands = standing_of_times(QUARTERLY, happened, date(2026, 7, 1))
    assert [(each.done, each.is_behind) for each in stands.parts[:2]] == [(5, False), (1, True)]
    assert stands.points == Decimal("15.00")
    assert (stands.owed, stands.done, stands.is_short) == (4, 6, True)


def test_a_duty_of_a_due_day_counts_what_was_done_until_that_day():
    in_time = standing_of_times(ONCE, [(date(2026, 3, 31), 1)], date(2026, 4, 1))
    late = standing_of_times(ONCE, [(date(2026, 4, 1), 1)], date(2026, 4, 2))
    assert (in_time.points, late.points) == (Decimal("10.00"), Decimal("0.00"))


@pytest.mark.parametrize(("done", "all_", "points"), [(9, 10, "30.00"), (89, 100, "29.67"), (10, 10, "30.00")])
def test_a_share_gives_full_points_from_its_target_on(done, all_, points):
    stands = standing_of_share(SHARE, Share(done, all_))
    assert (stands.points, stands.is_short) == (Decimal(points), points != "30.00")


def test_where_nothing_was_found_a_share_does_not_count():
    stands = standing_of_share(SHARE, Share(0, 0))
    assert (stands.counts, stands.is_short, score_of([stands])) == (False, False, None)


def test_the_score_is_out_of_a_hundred_of_what_counts():
    half = standing_of_times(QUARTERLY, [(date(2026, 1, 5), 1)], date(2026, 4, 1))
    full = standing_of_times(ONCE, [(date(2026, 1, 5), 1)], date(2026, 4, 1))
    later = standing_of_times(Duty(year=2026, rhythm=Rhythm.YEARLY, target=1, weight=50), [], date(2026, 4, 1))
    assert score_of([half, full, later]) == Decimal("66.7")


@pytest.mark.parametrize(
    ("score", "grade"),
    [("100", "excellent"), ("90", "excellent"), ("89.9", "good"), ("80", "good"), ("60", "passed"), ("59.9", "failed")],
)
def test_a_grade_holds_from_its_score_on(score, grade):
    assert grade_of(Decimal(score), grades()) == grade


def test_the_periods_end_with_june_and_december():
    assert [end_of(each, 2026) for each in Period] == [date(2026, 6, 30), date(2026, 12, 31)]


def test_every_shipped_duty_can_be_reckoned():
    for template in templates().values():
        assert template.holder in tuple(Holder)
        for item in template.items:
            assert item["rhythm"] in tuple(Rhythm)
            assert "evidence" in item or item["proof"], item["text"]
            if "evidence" in item:
                assert template.holder in evidences()[item["evidence"]].kinds
