"""Periods, the tests of counts, and the words that are made of them."""

from datetime import date

import pytest

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.situation.domain.judging import by_day, course_of, lines_of, spots_of, total_of
from anlan.situation.domain.periods import Days, ReportKind, after, before, days_of, in_earlier_years, so_far
from anlan.situation.domain.states import ReportAct, ReportState, report_after
from anlan.situation.domain.wording import sections_of, title_of
from anlan.support.tables import load_table

WORDS = load_table("anlan.situation", "wording")


def test_the_days_of_each_kind():
    assert days_of(ReportKind.DAILY, date(2026, 7, 22)) == Days(date(2026, 7, 22), date(2026, 7, 22))
    assert days_of(ReportKind.WEEKLY, date(2026, 7, 22)) == Days(date(2026, 7, 20), date(2026, 7, 26))
    assert days_of(ReportKind.MONTHLY, date(2026, 2, 10)) == Days(date(2026, 2, 1), date(2026, 2, 28))
    festival = days_of(ReportKind.FESTIVAL, date(2026, 10, 1), date(2026, 10, 7))
    assert festival.count == 7


@pytest.mark.parametrize("last", [None, date(2026, 9, 30), date(2026, 11, 1)])
def test_a_festival_ends_within_a_month_of_its_beginning(last):
    with pytest.raises(InvalidValue):
        days_of(ReportKind.FESTIVAL, date(2026, 10, 1), last)


def test_before_and_after():
    july = days_of(ReportKind.MONTHLY, date(2026, 3, 5))
    assert before(july, ReportKind.MONTHLY) == Days(date(2026, 2, 1), date(2026, 2, 28))
    assert after(july, ReportKind.MONTHLY) == Days(date(2026, 4, 1), date(2026, 4, 30))
    day = days_of(ReportKind.DAILY, date(2026, 3, 1))
    assert before(day, ReportKind.DAILY).first == date(2026, 2, 28)
    assert after(day, ReportKind.DAILY) == Days(date(2026, 3, 2), date(2026, 3, 8))


def test_earlier_years_count_only_where_the_records_reach_their_first_day():
    days = Days(date(2028, 2, 29), date(2028, 2, 29))
    assert [each.first for each in in_earlier_years(days, date(2026, 2, 28))] == [date(2027, 2, 28), date(2026, 2, 28)]
    assert [each.first.year for each in in_earlier_years(days, date(2026, 3, 1))] == [2027]
    assert in_earlier_years(days, None) == ()


def test_what_is_unusual_is_so_after_correction_for_many():
    now = ["a"] * 12 + ["b"] * 3
    lines = lines_of(now, ["a"], ["a"] * 9 + ["b"] * 9, (31, 93))
    assert [(line.key, line.now, line.before, line.earlier, line.is_unusual) for line in lines] == [
        ("a", 12, 1, 9, True),
        ("b", 3, 0, 9, False),
    ]
    assert (lines[0].ratio, lines[0].p_value) == (4.0, 0.00337)
    assert lines_of(now, [], [], (31, 0))[0].p_value is None
    assert total_of((12, 1, 9), (31, 93)).p_value == 0.00169
    assert total_of((1, 0, 0), (7, 21)).ratio is None


def test_few_or_scattered_places_have_no_hot_spot_and_say_why():
    assert spots_of([(102, 28)] * 4) == ((), "too_few")
    assert spots_of([(80, 28), *[(102, 28)] * 5]) == ((), "places_too_far_apart")
    (spot,), why = spots_of([(102 + step / 1000, 28) for step in range(9)])
    assert (spot.count, why) == (9, "")


def test_the_course_of_months_needs_four():
    assert course_of({"2026-01": 1, "2026-02": 2, "2026-03": 3}) == {}
    assert course_of({f"2026-0{month}": month for month in range(1, 7)})["s"] == 15


def _facts(**changes):
    line = {"key": "", "now": 0, "before": 0, "earlier": 0, "ratio": None, "p_value": None}
    return {
        "days": {"first": "2026-07-20", "last": "2026-07-26", "count": 7},
        "passed": {"first": "2026-07-20", "last": "2026-07-26", "count": 7},
        "before": {"first": "2026-07-13", "last": "2026-07-19", "count": 7},
        "ahead": {"first": "2026-07-27", "last": "2026-08-02", "count": 7},
        "earlier_years": 0,
        "total": {**line, "last_year": None, "dead": 0, "missing": 0, "injured": 0},
        "kinds": [],
        "units": [],
        "spots": [],
        "why_no_spots": "too_few",
        "months": {"counts": {}, "course": {}},
        "alarms": {"raised": 3, "verified": 1, "dismissed": 1, "waiting": 1},
        "warnings": {"3": 1, "1": 2},
        "season": {"years": 0, "kinds": []},
        "work": {
            "last_year": {"first": "2025-07-20", "last": "2025-07-26"},
            "lines": [],
            "wettest": {},
            "standing": {},
            "missing": [],
        },
        "holidays": [{"name": "建军节", "first": "2026-08-01", "last": "2026-08-01"}],
        **changes,
    }


def _texts(**changes):
    found = sections_of(_facts(**changes), WORDS, "冕宁县", {"11A": "水旱灾害"}, {"513433101": "彝海镇"})
    return {section["key"]: section["text"] for section in found}


def test_without_records_nothing_is_claimed_and_a_person_judges():
    texts = _texts()
    assert texts["overview"].startswith("2026年7月20日—7月26日，冕宁县未记录到突发事件。")
    assert "平台尚无历年同期记录" in texts["overview"]
    assert "橙色1条、蓝色2条" in texts["watch"]
    assert "建军节（8月1日至8月1日）" in texts["ahead"]
    assert (texts["judgement"], texts["advice"]) == ("", "")


def test_a_period_that_runs_is_compared_with_as_many_days_and_says_so():
    days = Days(date(2026, 7, 1), date(2026, 7, 31))
    assert so_far(days, date(2026, 7, 10)).count == 10
    assert so_far(days, date(2026, 8, 2)) == days
    passed = {"first": "2026-07-20", "last": "2026-07-22", "count": 3}
    assert "本时段尚未结束，以上截至7月22日" in _texts(passed=passed)["overview"]
    assert "尚未结束" not in _texts()["overview"]


def test_what_differs_from_earlier_years_is_named_with_its_test():
    line = {"key": "11A", "now": 12, "before": 1, "earlier": 9, "ratio": 4.0, "p_value": 0.002}
    texts = _texts(
        earlier_years=3,
        total={**line, "last_year": 4, "dead": 1, "missing": 0, "injured": 2},
        kinds=[line],
        units=[{**line, "key": "513433101"}],
        spots=[{"region": "513433101", "count": 8}],
        why_no_spots="",
        months={"counts": {"2026-05": 1, "2026-06": 2}, "course": {"s": 15, "p_value": 0.003, "slope": 1.0}},
        season={"years": 3, "kinds": [["11A", 5]]},
    )
    assert "共记录突发事件12起，死亡1人" in texts["overview"]
    assert "增加11起" in texts["overview"]
    assert "上年同期（2025年7月20日至7月26日）4起，同比增加8起（200.0%）。" in texts["overview"]
    assert "差异显著，高于历年（p=0.002）" in texts["overview"]
    assert "呈上升趋势" in texts["overview"]
    assert "水旱灾害（12起，历年同期3年共9起，p=0.002）" in texts["kinds"]
    assert "彝海镇附近（8起）" in texts["places"]
    assert "主要为：水旱灾害5起" in texts["ahead"]


def test_titles_name_place_and_days():
    days = (date(2026, 7, 20), date(2026, 7, 26))
    assert title_of("weekly", days, "", "冕宁县", WORDS) == "冕宁县2026年7月20日至7月26日安全风险研判周报"
    assert title_of("monthly", days, "", "冕宁县", WORDS) == "冕宁县2026年7月安全风险研判月报"


def test_what_was_signed_has_no_further_step():
    assert report_after(ReportState.SUBMITTED, ReportAct.SIGN) is ReportState.SIGNED
    with pytest.raises(TransitionNotAllowed):
        report_after(ReportState.SIGNED, ReportAct.WRITE)


def test_each_day_stands_beside_the_same_day_before_and_the_mean_of_earlier_years():
    assert by_day((3, 2), [0, 0, 2], [1], [[0], [0, 2]]) == ((2, 0, 1.0), (0, 1, 0.0), (1, None, 0.5))
    assert by_day((1, 1), [], [], []) == ((0, 0, None),)


@pytest.mark.parametrize("year", [1, 1899, 2201, 9999])
def test_a_day_that_no_record_can_have_is_refused(year):
    with pytest.raises(InvalidValue) as refused:
        days_of(ReportKind.WEEKLY, date(year, 1, 1))
    assert refused.value.data["field"] == "day"
