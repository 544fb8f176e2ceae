"""The three limits: 60 days, 15 or 30 days, one year; more time; appraisals that do not count."""

from datetime import date, timedelta

import pytest

from anlan.investigations.domain.clocks import ClockState, Facts, appraisal_days, limits_from, running
from anlan.support.tables import load_table

LIMITS = limits_from(load_table("anlan.investigations", "limits"))
DAY = date(2026, 3, 1)


def due(key: str, today: date = DAY, **facts: object) -> date:
    found = running(Facts(**{"level": "ordinary", "happened_on": DAY, **facts}), today, LIMITS.values())
    return {one.limit.key: one for one in found}[key].due_on


def test_the_report_is_due_sixty_days_after_the_accident():
    assert due("report") == date(2026, 4, 30)


def test_an_extension_and_appraisals_move_the_report():
    taken = ((date(2026, 3, 10), date(2026, 3, 20)), (date(2026, 3, 15), date(2026, 3, 25)))
    later = date(2026, 3, 30)
    assert due("report", later, appraisals=taken) == date(2026, 5, 15)
    assert due("report", later, extensions={"report": 60}, appraisals=taken) == date(2026, 7, 14)


@pytest.mark.parametrize(
    ("appraisals", "days"),
    [
        ((), 0),
        (((DAY, DAY),), 0),
        (((DAY, DAY + timedelta(days=1)),), 1),
        (((DAY, None),), 9),
        (((DAY, DAY + timedelta(days=3)), (DAY + timedelta(days=6), None)), 6),
        (((DAY, DAY + timedelta(days=5)), (DAY + timedelta(days=2), DAY + timedelta(days=4))), 5),
    ],
)
def test_days_of_appraisals_count_once_and_up_to_today(appraisals, days):
    assert appraisal_days(appraisals, DAY + timedelta(days=9)) == days


def test_a_running_appraisal_lets_the_report_stand_still():
    facts = Facts(level="ordinary", happened_on=DAY, appraisals=((DAY, None),))
    (one,) = running(facts, DAY + timedelta(days=200), LIMITS.values())
    assert (one.is_paused, one.state(DAY + timedelta(days=200))) == (True, ClockState.RUNNING)


@pytest.mark.parametrize(
    ("level", "day"), [("ordinary", "2026-05-05"), ("grave", "2026-05-05"), ("extraordinary", "2026-05-20")]
)
def test_the_reply_is_due_in_fifteen_days_and_in_thirty_for_the_gravest(level, day):
    assert due("approval", level=level, submitted_on=date(2026, 4, 20)) == date.fromisoformat(day)


def test_the_look_back_is_due_one_year_after_the_reply_and_on_the_last_day_of_a_shorter_month():
    assert due("assessment", submitted_on=DAY, approved_on=date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("today", "met_on", "state"),
    [
        (date(2026, 4, 19), None, "running"),
        (date(2026, 4, 20), None, "warned"),
        (date(2026, 4, 30), None, "warned"),
        (date(2026, 5, 1), None, "missed"),
        (date(2026, 5, 9), date(2026, 4, 30), "met"),
        (date(2026, 5, 9), date(2026, 5, 1), "late"),
    ],
)
def test_a_limit_is_warned_of_missed_kept_or_done_late_by_the_day(today, met_on, state):
    (one, *_) = running(Facts(level="ordinary", happened_on=DAY, submitted_on=met_on), today, LIMITS.values())
    assert one.state(today) == state


def test_only_the_gravest_level_lets_the_reply_wait_longer():
    most = {level: LIMITS["approval"].most_extension(level) for level in ("ordinary", "grave", "extraordinary")}
    assert most == {"ordinary": 0, "grave": 0, "extraordinary": 30}
    assert LIMITS["report"].most_extension("ordinary") == 60
