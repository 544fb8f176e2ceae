"""Periods of duties, and how many are open."""

from datetime import date

import pytest

from anlan.major_hazards.domain.duties import Duty, Every, Role, open_duties, period_of
from anlan.major_hazards.selectors.responsible import roles


@pytest.mark.parametrize(
    ("day", "every", "period"),
    [
        (date(2026, 12, 31), Every.WEEK, "2026-W53"),
        (date(2027, 1, 3), Every.WEEK, "2026-W53"),
        (date(2027, 1, 4), Every.WEEK, "2027-W01"),
        (date(2026, 3, 31), Every.QUARTER, "2026-Q1"),
        (date(2026, 4, 1), Every.QUARTER, "2026-Q2"),
        (date(2026, 12, 31), Every.QUARTER, "2026-Q4"),
        (date(2026, 5, 1), Every.MONTH, "2026-05"),
        (date(2026, 5, 1), Every.YEAR, "2026"),
    ],
)
def test_a_day_lies_in_one_period_of_each_length(day, every, period):
    assert period_of(day, every) == period


def test_a_duty_of_another_period_is_open_again():
    role = (Role("operating", "x", (Duty("search", Every.WEEK, "x"), Duty("mend", Every.MONTH, "x"))),)
    done = {("operating", "search", "2026-W18"), ("operating", "mend", "2026-05")}
    assert open_duties(role, done, date(2026, 5, 3)) == 0
    assert open_duties(role, done, date(2026, 5, 4)) == 1
    assert open_duties(role, done, date(2026, 6, 1)) == 2


def test_the_table_has_three_roles_whose_duties_are_named_once():
    assert [role.key for role in roles()] == ["main", "technical", "operating"]
    for role in roles():
        keys = [duty.key for duty in role.duties]
        assert len(keys) == len(set(keys)) > 3
