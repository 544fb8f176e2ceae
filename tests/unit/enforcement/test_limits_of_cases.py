"""Every limit at its border: the day before, the day, the day after; by the State Council's calendar of 2026."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from anlan.duty.domain.calendar import DayKind, calendar_from
from anlan.enforcement.domain.days import add_working_days, rolled, working_days_between
from anlan.enforcement.domain.errors import LateWithoutReason, OutsideLimit
from anlan.enforcement.domain.facts import CaseFacts, Pause
from anlan.enforcement.domain.limits import days_left, last_day, limits_from, refuse_outside, running
from anlan.enforcement.domain.states import CaseState
from anlan.kernel.clock import CHINA
from anlan.kernel.days import add_months
from anlan.support.tables import load_table

CALENDAR = calendar_from(load_table("anlan.duty", "holidays"))
LIMITS = {limit.key: limit for limit in limits_from(load_table("anlan.enforcement", "limits"))}


def works(day: date) -> bool:
    return CALENDAR.kind_of(day) is DayKind.WORKDAY


def at(text: str, hour: int = 9) -> datetime:
    day = datetime.fromisoformat(text)
    return day.replace(tzinfo=CHINA) if "T" in text else day.replace(hour=hour, tzinfo=CHINA)


# limit, act, the fact that it counts from, its day, the day that counts. Borders lie over holidays and worked weekends:
# in 2026 May 1 to 5 are off and Saturday May 9 is worked; February 15 to 23 off, Saturdays 14 and 28 worked;
# October 1 to 7 off, Sunday September 20 and Saturday October 10 worked.
BORDERS = [
    ("limitation_2y", "file", "ended", "2024-03-02", "2026-03-02"),
    ("limitation_5y", "file", "ended", "2021-02-28", "2026-02-28"),
    ("decision_90d", "25", "filed", "2026-03-02", "2026-05-31"),
    ("decision_90d", "26", "filed", "2026-03-02", "2026-05-31"),
    ("extend_in_time", "extend", "filed", "2026-03-02", "2026-05-31"),
    ("evidence_7wd", "7", "approved:6", "2026-04-27", "2026-05-09"),
    ("evidence_7wd", "8", "approved:6", "2026-02-12", "2026-02-28"),
    ("statement_5wd", "21", "served:15", "2026-04-29", "2026-05-09"),
    ("statement_5wd", "25", "served:15", "2026-04-29", "2026-05-09"),
    ("statement_5wd", "26", "served:15", "2026-04-29", "2026-05-09"),
    ("hearing_ask_5wd", "ask_hearing", "served:17", "2026-09-30", "2026-10-13"),
    ("hearing_wait_5wd", "21", "served:17", "2026-09-30", "2026-10-13"),
    ("hearing_wait_5wd", "25", "served:17", "2026-09-30", "2026-10-13"),
    ("hearing_wait_5wd", "26", "served:17", "2026-09-30", "2026-10-13"),
    ("hearing_notice_7wd", "18", "now", "2026-04-27", "2026-05-09"),
    ("hearing_served_7wd", "19", "served:18", "2026-04-27", "2026-05-09"),
    ("service_7wd", "serve:25", "decided", "2026-04-27", "2026-05-09"),
    ("service_7wd", "serve:26", "decided", "2026-04-27", "2026-05-09"),
    ("dunning_after_payment", "27", "served:decision", "2026-04-20", "2026-05-06"),
    ("dunning_10wd", "30", "served:27", "2026-09-18", "2026-10-09"),
    ("court_not_before", "30", "appeal_over", "2026-03-02", "2026-03-02"),
    ("court_3m", "30", "appeal_over", "2026-01-05", "2026-04-07"),
    ("seal_30d", "13", "now", "2026-04-01", "2026-05-01"),
    ("seal_longer_in_time", "seal_longer", "approved:13", "2026-04-01", "2026-05-01"),
    ("seal_60d", "seal_longer", "approved:13", "2026-04-01", "2026-05-31"),
    ("rectify_30d", "11", "now", "2026-04-01", "2026-05-01"),
    ("recheck_10d", "12", "rectify_by", "2026-04-01", "2026-04-11"),
    ("publish_7wd", "publish", "decided", "2026-02-12", "2026-02-28"),
    ("withdraw_3wd", "withdraw", "revoked", "2026-09-30", "2026-10-10"),
]
CLOCKS_ALONE = {
    "payment_15d": ("2026-04-20", "2026-05-06"),
    "court_takes_5wd": ("2026-09-30", "2026-10-13"),
    "seal_ends": ("2026-04-01", "2026-05-31"),
}


def outcome(key: str, act: str, facts: CaseFacts, now: datetime) -> str:
    try:
        refuse_outside(act, facts, now, [LIMITS[key]], works)
    except (OutsideLimit, LateWithoutReason) as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(("key", "act", "since", "start", "border"), BORDERS)
def test_a_limit_holds_the_day_before_its_border_on_it_and_after_it(key, act, since, start, border):
    limit, found = LIMITS[key], []
    for shift in (-1, 0, 1):
        day = at(border) + timedelta(days=shift)
        known = {since: at(start), "published": at(start)} if since != "now" else {}
        now = day
        if limit.measured != "now":
            known[limit.measured], now = day, at(start)
        facts = CaseFacts(state=CaseState.NOTIFIED, at=known, has_harm=limit.only_harm)
        found.append(outcome(key, act, facts, now))
    code = {"refuse": "enforcement.outside_limit", "reason": "enforcement.late_without_reason"}[limit.effect]
    assert found == {"until": ["", "", code], "from": [code, "", ""], "after": [code, code, ""]}[limit.boundary]


@pytest.mark.parametrize(("key", "start", "border"), [(key, *days) for key, days in CLOCKS_ALONE.items()])
def test_a_limit_that_is_only_shown_ends_on_its_day(key, start, border):
    assert last_day(LIMITS[key], date.fromisoformat(start), works) == date.fromisoformat(border)


def test_the_report_of_an_emergency_measure_is_due_within_24_hours_to_the_minute():
    facts = CaseFacts(state=CaseState.OPENED, at={"content:taken_at": at("2026-03-02T08:30")})
    for moment, code in (("2026-03-03T08:29", ""), ("2026-03-03T08:30", "")):
        assert outcome("emergency_24h", "13", facts, at(moment)) == code
    assert outcome("emergency_24h", "13", facts, at("2026-03-03T08:31")) == "enforcement.late_without_reason"
    assert refuse_outside("13", facts, at("2026-03-03T08:31"), [LIMITS["emergency_24h"]], works, has_reason=True)


def test_every_limit_and_every_act_of_it_stands_in_a_test():
    tried = {(key, act) for key, act, *_ in BORDERS} | {("emergency_24h", "13")}
    assert {(limit.key, act) for limit in LIMITS.values() for act in limit.acts} == tried
    assert {limit.key for limit in LIMITS.values() if not limit.acts} == set(CLOCKS_ALONE)


def test_the_limitation_of_two_or_five_years_hangs_on_harm():
    known = {"ended": at("2023-03-02"), "found": at("2026-03-02")}
    plain = CaseFacts(state=CaseState.OPENED, at=known)
    harmed = CaseFacts(state=CaseState.OPENED, at=known, has_harm=True)
    codes = [
        outcome(key, "file", facts, at("2026-03-03"))
        for facts in (plain, harmed)
        for key in LIMITS
        if "limitation" in key
    ]
    assert codes == ["enforcement.outside_limit", "", "", ""]


@pytest.mark.parametrize("sort", ["hearing", "test", "publication"])
def test_days_of_a_hearing_a_test_or_a_publication_do_not_count_for_the_90_days(sort):
    pause = Pause(sort, date(2026, 4, 1), date(2026, 4, 21))
    facts = CaseFacts(state=CaseState.NOTIFIED, at={"filed": at("2026-03-02")}, pauses=(pause,))
    assert [outcome("decision_90d", "25", facts, at(day)) for day in ("2026-06-20", "2026-06-21")] == [
        "",
        "enforcement.outside_limit",
    ]


def test_days_that_pause_twice_count_once_and_a_review_pauses_nothing_here():
    pauses = (
        Pause("hearing", date(2026, 4, 1), date(2026, 4, 11)),
        Pause("test", date(2026, 4, 6), date(2026, 4, 16)),
        Pause("review", date(2026, 4, 20), date(2026, 4, 30)),
    )
    facts = CaseFacts(state=CaseState.NOTIFIED, at={"filed": at("2026-03-02")}, pauses=pauses)
    assert [outcome("decision_90d", "25", facts, at(day)) for day in ("2026-06-15", "2026-06-16")] == [
        "",
        "enforcement.outside_limit",
    ]


def test_an_open_pause_stops_the_clock_as_long_as_it_lasts():
    pause = Pause("test", date(2026, 3, 10), None)
    facts = CaseFacts(state=CaseState.INVESTIGATING, at={"filed": at("2026-03-02")}, pauses=(pause,))
    (clock,) = running(facts, at("2026-09-01"), [LIMITS["decision_90d"]], works)
    assert (clock.is_paused, clock.due) == (True, date(2026, 5, 31) + (date(2026, 9, 1) - date(2026, 3, 10)))


def test_an_extension_adds_its_days_to_the_decision():
    facts = CaseFacts(state=CaseState.NOTIFIED, at={"filed": at("2026-03-02")}, extended_days=30)
    assert [outcome("decision_90d", "25", facts, at(day)) for day in ("2026-06-30", "2026-07-01")] == [
        "",
        "enforcement.outside_limit",
    ]


@pytest.mark.parametrize(("key", "lifting"), [("statement_5wd", "approved:16"), ("statement_5wd", "objection_waived"),
                                              ("hearing_wait_5wd", "approved:20")])  # fmt: skip
def test_waiting_ends_when_the_party_has_spoken_or_gives_up(key, lifting):
    since = LIMITS[key].since
    waits = CaseFacts(state=CaseState.NOTIFIED, at={since: at("2026-04-29")})
    assert outcome(key, "21", waits, at("2026-04-30")) == "enforcement.outside_limit"
    assert outcome(key, "21", waits.with_facts({lifting: at("2026-04-30")}), at("2026-04-30")) == ""


def test_a_clock_is_met_by_its_fact_and_tells_when():
    known = {"decided": at("2026-04-27"), "served:decision": at("2026-05-08")}
    (clock,) = running(CaseFacts(state=CaseState.SERVED, at=known), at("2026-05-20"), [LIMITS["service_7wd"]], works)
    assert (clock.due, clock.met_at) == (date(2026, 5, 9), at("2026-05-08"))


def test_days_left_are_of_the_limits_own_sort():
    assert days_left(LIMITS["service_7wd"], date(2026, 5, 9), date(2026, 4, 30), works) == 4
    assert days_left(LIMITS["decision_90d"], date(2026, 5, 9), date(2026, 4, 30), works) == 9
    assert days_left(LIMITS["service_7wd"], date(2026, 5, 9), date(2026, 5, 12), works) == -2


def test_working_days_agree_with_counting_them_one_by_one_through_the_whole_year():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    for start in days[:300:7]:
        for amount in (1, 3, 5, 7, 10):
            end = add_working_days(start, amount, works)
            assert works(end)
            assert working_days_between(start, end, works) == amount
    assert all(add_working_days(one, 5, works) <= add_working_days(two, 5, works) for one, two in pairwise(days[:300]))


def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month():
    assert [add_months(date(2026, 8, 31), number) for number in (1, 3, 6)] == [
        date(2026, 9, 30),
        date(2026, 11, 30),
        date(2027, 2, 28),
    ]
    assert rolled(date(2026, 10, 1), works) == date(2026, 10, 8)
