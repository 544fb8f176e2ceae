"""The clocks of plans: working days, months, and where a clock stands at an instant."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anlan.plans.domain.clock_rules import days_off, rule_for
from anlan.plans.domain.clocks import ClockKind, ClockState, months_after, state_at
from anlan.plans.domain.files import shipped_plan
from anlan.plans.domain.working_days import working_days_after

DUE = datetime(2025, 10, 30, 15, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (date(2025, 9, 26), 1, date(2025, 9, 28)),
        (date(2025, 9, 26), 3, date(2025, 9, 30)),
        (date(2025, 9, 26), 4, date(2025, 10, 9)),
        (date(2025, 9, 26), 6, date(2025, 10, 11)),
        (date(2024, 3, 1), 5, date(2024, 3, 8)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays_and_count_worked_weekends(day, count, last):
    assert working_days_after(day, count, days_off()) == last


def test_a_year_that_nobody_entered_is_told():
    assert 2026 in days_off().years
    assert 2024 not in days_off().years


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2025, 12, 31), 6, date(2026, 6, 30)),
        (date(2025, 1, 15), 12, date(2026, 1, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(day, months, last):
    assert months_after(day, months) == last


@pytest.mark.parametrize(
    ("before_due", "state"),
    [(8, ClockState.RUNNING), (7, ClockState.WARNED), (0, ClockState.WARNED), (-1, ClockState.MISSED)],
)
def test_a_clock_warns_from_its_day_on_and_is_missed_after_its_end(before_due, state):
    now = DUE - timedelta(days=before_due)
    assert state_at(ClockState.RUNNING, warn_at=DUE - timedelta(days=7), due_at=DUE, now=now) is state


@pytest.mark.parametrize("state", [ClockState.MET, ClockState.MET_LATE, ClockState.STOPPED, ClockState.MISSED])
def test_a_clock_that_stands_stays(state):
    assert state_at(state, warn_at=DUE, due_at=DUE, now=DUE + timedelta(days=99)) is state


def test_a_filing_sent_back_has_a_limit_of_its_own_marked_as_local():
    text = shipped_plan("flash_flood")
    assert rule_for(ClockKind.FILING, text).mark == "verified"
    assert rule_for(ClockKind.FILING, text, is_again=True).mark == "doubtful"
