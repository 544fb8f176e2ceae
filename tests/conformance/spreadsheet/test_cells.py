"""Numbers and times as Chinese tables write them."""

from datetime import datetime, timedelta

import pytest

from anlan.kernel.clock import CHINA
from anlan.protocols.spreadsheet.cells import Number, is_missing_code, moment, number
from anlan.protocols.spreadsheet.errors import CellRefused

EIGHT = datetime(2026, 7, 1, 8, tzinfo=CHINA)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-01 08:00",
        "2026/7/1 8:00",
        "2026.7.1 08：00",
        "２０２６／７／１　８：００",
        "2026年7月1日8时",
        "2026年07月01日（星期三）08点00分",
        "二〇二六年七月一日八时",
        "20260701 0800",
        "20260701T080000",
        "202607010800",
        "2026070108",
        "2026-07-01 上午8:00",
        "2026-7-1 8:00:00 AM",
        "2026-07-01T00:00:00Z",
        "2026-07-01T08:00:00+08:00",
        "2026-07-01T01:00:00+0100",
        "46204.3333333333",
        "1782864000",
        "1782864000000",
        "2026-07-01 8",
    ],
)
def test_one_instant_in_many_hands(text):
    assert moment(text).at == EIGHT


def test_midnight_as_24_is_the_next_days():
    assert moment("2026-07-01 24:00").at == datetime(2026, 7, 2, tzinfo=CHINA)
    assert moment("2026年12月31日24时").at == datetime(2027, 1, 1, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("text", "hour"),
    [("下午3:00", 15), ("中午12:00", 12), ("12:00 AM", 0), ("12:00 PM", 12), ("晚上11时", 23), ("凌晨2:00", 2)],
)
def test_halves_of_the_day(text, hour):
    assert moment(f"2026-07-01 {text}").at.hour == hour


def test_a_span_has_its_end_also_over_midnight():
    found = moment("2026-07-01 08:00-09:00")
    assert (found.at, found.end) == (EIGHT, EIGHT + timedelta(hours=1))
    assert moment("2026-07-01 23时至1时").end == datetime(2026, 7, 2, 1, tzinfo=CHINA)
    assert moment("2026-07-01 08:00~2026-07-02 08:00").end == EIGHT + timedelta(days=1)


def test_parts_of_a_second_stay():
    assert moment("2026-07-01T08:00:00.250").at == EIGHT + timedelta(milliseconds=250)


def test_a_year_of_two_digits_is_asked_for():
    with pytest.raises(CellRefused, match="two_digit_year"):
        moment("26-7-1 8:00")
    assert moment("26-7-1 8:00", two_digit_years=True).at == EIGHT


def test_days_of_a_workbook_from_1904():
    assert moment("44742", from_1904=True).at == datetime(2026, 7, 1, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7/1/2026 8:00", "year_not_first"),
        ("2026-02-30", "no_such_moment"),
        ("2026-13-01", "no_such_moment"),
        ("2026-07-01 25:00", "no_such_moment"),
        ("2026-07-01 24:01", "no_such_moment"),
        ("1026-07-01", "no_such_moment"),
        ("8:00", "not_a_time"),
        ("7月1日", "not_a_time"),
        ("yesterday", "not_a_time"),
        ("2026-07-01 morning", "not_a_time"),
        ("", "not_a_time"),
    ],
)
def test_what_is_no_instant_is_refused(text, code):
    with pytest.raises(CellRefused, match=code):
        moment(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.5", Number(12.5)),
        ("１２．５", Number(12.5)),
        ("−3", Number(-3.0)),
        ("1,234.5", Number(1234.5)),
        ("1，234，567", Number(1234567.0)),
        ("1.5E-3", Number(0.0015)),
        ("12.5mm", Number(12.5, "mm")),
        ("12.5 毫米", Number(12.5, "毫米")),
        ("1.2万", Number(12000.0)),
        ("3.5万m³", Number(35000.0, "m3")),
        ("约30", Number(30.0, "", True)),
        ("35%", Number(35.0, "%")),
        ("-0.5", Number(-0.5)),
    ],
)
def test_numbers(text, expected):
    assert number(text) == expected


@pytest.mark.parametrize("text", ["", " ", "-", "--", "—", "——", "缺测", "NULL", "NaN", "*", "/", "无", "N/A"])
def test_words_for_no_value(text):
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,23", "ambiguous_number"),
        ("1.234,5", "ambiguous_number"),
        ("=1+1", "not_a_number"),
        ("+1+1", "not_a_number"),
        ("<0.01", "not_a_number"),
        ("(12)", "not_a_number"),
        ("0x10", "not_a_number"),
        ("1e999", "not_a_number"),
        ("十二", "not_a_number"),
        ("3 4", "not_a_number"),
        ("大雨", "not_a_number"),
    ],
)
def test_what_is_no_number_is_refused(text, code):
    with pytest.raises(CellRefused, match=code):
        number(text)


def test_codes_for_no_value_are_known_as_such():
    assert (is_missing_code(99999.9), is_missing_code(9999), is_missing_code(100)) == (True, True, False)
