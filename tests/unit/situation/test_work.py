"""What was done and measured: three times beside each other, and what is missing said."""

from dataclasses import asdict
from datetime import date

import pytest

from anlan.situation.domain.periods import Days, years_ago
from anlan.situation.domain.work import Gap, Spans, compared
from anlan.situation.domain.work_wording import missing_text, shown, work_rows, work_text
from anlan.situation.selectors.day_chart import drawn, top_of
from anlan.support.tables import load_table

SAID = load_table("anlan.situation", "wording")["work"]
NOW = Days(date(2026, 7, 20), date(2026, 7, 26))
BEFORE = Days(date(2026, 7, 13), date(2026, 7, 19))
SPANS = Spans(NOW, BEFORE, years_ago(NOW, 1))


def _read(days):
    return {"visits": {NOW: 3, BEFORE: 2}.get(days, 4), "findings": 0}


@pytest.mark.parametrize(
    ("began", "numbers", "gap"),
    [
        (date(2025, 7, 20), (3, 2, 4), None),
        (date(2025, 7, 21), (3, 2, None), Gap("inspections", "no_last_year", "2025-07-21")),
        (date(2026, 7, 13), (3, 2, None), Gap("inspections", "no_last_year", "2026-07-13")),
        (date(2026, 7, 14), (3, None, None), Gap("inspections", "no_last_year", "2026-07-14")),
        (date(2026, 7, 21), (3, None, None), Gap("inspections", "begins_within", "2026-07-21")),
    ],
)
def test_a_time_before_the_records_begin_has_no_figure_and_is_named(began, numbers, gap):
    lines, found = compared("inspections", _read, SPANS, began)
    assert (lines[0].now, lines[0].before, lines[0].last_year) == numbers
    assert found == gap


@pytest.mark.parametrize("began", [None, date(2026, 7, 27)])
def test_without_records_there_is_no_line_and_no_nought(began):
    assert compared("drills", _read, SPANS, began) == ((), Gap("drills", "no_records"))


def test_an_area_of_which_nothing_was_read_is_named():
    found = compared("rain", lambda _days: {}, SPANS, date(2020, 1, 1))
    assert found == ((), Gap("rain", "nothing_read", "2020-01-01"))


def test_the_section_says_figures_standing_and_what_is_missing():
    lines, gap = compared("inspections", _read, SPANS, date(2026, 7, 14))
    work = {
        "lines": [asdict(line) for line in (*compared("inspections", _read, SPANS, date(2020, 1, 1))[0],)],
        "wettest": {"name": "彝海站", "mm": 81.5},
        "standing": {
            "silent": 1,
            "listened": 8,
            "open": 12,
            "overdue": 3,
            "teams": 2,
            "stores": 1,
            "expired": 0,
            "low": 1,
            "owed": 0,
        },
        "missing": [asdict(gap), asdict(Gap("drills", "no_records"))],
    }
    assert len(lines) == 2
    assert work_text(work, SAID).splitlines() == [
        "累计雨量最大的是彝海站，81.5毫米。在用监测站点8个，其中失联1个。",
        "目前未销号隐患12条，其中逾期3条。",
        "执法检查：检查3次（上一时段2次，上年同期4次），发现问题0项（上一时段0项，上年同期0项）。",
        "应急保障：登记救援队伍2支、物资库1座；过期物资0批、低于储备下限1项、外借未还0项。",
        "数据缺口：执法检查自2026-07-14起才有记录，无上年同期可比；应急演练在平台无记录。",
    ]
    assert work_rows(work, SAID)[0] == ("检查", "次", "3", "2", "4")
    assert missing_text([], SAID) == "以上各项均有本期和上年同期记录。"
    assert (shown(None), shown(0), shown(12.0)) == ("\u2014", "0", "12.0")


@pytest.mark.parametrize(("most", "top"), [(1, 1), (2, 2), (3, 4), (5, 5), (6, 10), (10, 10), (11, 20), (41, 50)])
def test_the_axis_ends_at_a_round_number(most, top):
    assert top_of(most) == top


def test_the_days_are_drawn_as_a_picture():
    rows = ((2, 0, 1.0), (0, 1, 0.0), (1, None, 0.5))
    picture = drawn(rows, date(2026, 7, 30))
    assert picture.startswith(b"\x89PNG")
    assert picture != drawn(((2, 0, 1.0), (0, 1, 0.0), (1, 3, 0.5)), date(2026, 7, 30))
