"""InfluxDB line protocol, element by element (InfluxDB v2 reference: syntax, types, quotes, special characters)."""

import pytest

from anlan.protocols.line_protocol.reading import BadLine, Point, read


def one(line: str, precision: str = "ns") -> Point:
    ((_, point),) = read(line, precision)
    return point


def test_a_point_has_measurement_tags_fields_and_time():
    assert one("m,site=A,kind=rain value=1.5,total=12i 1593165900000000000") == Point(
        "m", {"site": "A", "kind": "rain"}, {"value": 1.5, "total": 12.0}, 1593165900.0
    )


def test_tags_and_timestamp_may_be_left_out():
    assert one("m value=1") == Point("m", {}, {"value": 1.0}, None)


@pytest.mark.parametrize(
    ("precision", "stamp"), [("ns", 10**18), ("us", 10**15), ("ms", 10**12), ("s", 10**9), ("m", 10**9 // 60 + 1)]
)
def test_the_precision_says_what_the_timestamp_counts(precision, stamp):
    assert one(f"m v=1 {stamp}", precision).time == pytest.approx(10**9, abs=60)


@pytest.mark.parametrize(
    ("written", "value"),
    [("1", 1.0), ("-1.5", -1.5), ("1e3", 1000.0), ("7i", 7.0), ("7u", 7.0), ("t", 1.0), ("FALSE", 0.0)],
)
def test_numbers_and_truths(written, value):
    assert one(f"m v={written}").fields == {"v": value}


def test_text_fields_are_left_out_with_what_they_quote():
    assert one('m a="x, y=1 z",b="say \\"no\\"",v=2 5').fields == {"v": 2.0}


def test_special_characters_stand_behind_a_backslash():
    assert one("my\\ m\\,x,si\\=te=a\\ b v\\ 1=2").tags == {"si=te": "a b"}
    assert one("my\\ m\\,x v\\ 1=2") == Point("my m,x", {}, {"v 1": 2.0}, None)


def test_comments_and_empty_lines_are_passed_over_and_lines_keep_their_numbers():
    assert [number for number, _point in read("# c\n\nm v=1\r\nm v=2\n")] == [3, 4]


@pytest.mark.parametrize(
    "line",
    ["m", "m v", "m v=", "m v=1i5", "m v=1.5i", "m v=abc", 'm v="open', "m,t v=1", "m v=1 12.5", "m v=1 2 3", "m =1"],
)
def test_a_line_that_is_no_point_is_told_with_its_number(line):
    good, bad = read(f"m v=1\n{line}")
    assert good[0] == 1
    assert isinstance(bad, BadLine)
    assert (bad.number, bad.text) == (2, line)
