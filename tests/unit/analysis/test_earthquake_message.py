"""A typed line or the network's report, read into figures."""

from datetime import datetime

import pytest

from anlan.analysis.domain.earthquake.message import read_message
from anlan.kernel.clock import CHINA

REPORT = (
    "中国地震台网正式测定：9月5日12时52分在四川甘孜州泸定县（北纬29.59度，东经102.08度）发生6.8级地震，震源深度16千米。"
)


def test_the_report_of_the_network_gives_everything():
    found = read_message(REPORT)
    assert (found.magnitude, found.latitude, found.longitude, found.depth_km) == (6.8, 29.59, 102.08, 16.0)
    assert (found.names, found.hour, found.strike_deg) == (("四川甘孜州", "泸定县"), 12, None)


@pytest.mark.parametrize(
    ("told", "year"),
    [((2022, 9, 5, 13), 2022), ((2023, 1, 1, 0), 2022), ((2022, 9, 5, 12), 2021)],
)
def test_the_day_said_is_the_last_one_before_it_was_told(told, year):
    found = read_message(REPORT).moment(datetime(*told, tzinfo=CHINA))
    assert found == datetime(year, 9, 5, 12, 52, tzinfo=CHINA)


@pytest.mark.parametrize("text", ["地震 6.8 级 泸定", "12时52分 泸定", "2月30日1时1分 泸定", "9月5日25时 泸定"])
def test_half_a_time_is_no_moment(text):
    assert read_message(text).moment(datetime(2022, 9, 5, 13, tzinfo=CHINA)) is None


@pytest.mark.parametrize(
    ("text", "magnitude", "names"),
    [
        ("地震 6.8 级 泸定", 6.8, ("泸定",)),
        ("泸定6.8级地震", 6.8, ("泸定",)),
        ("冕宁县发生 5级 地震", 5.0, ("冕宁县",)),
        ("M6.5 云南省昭通市鲁甸县", 6.5, ("云南省", "昭通市", "鲁甸县")),
        ("地震 12 级 泸定", 12.0, ("泸定",)),
        ("地震", None, ()),
        ("", None, ()),
        ("泸定", None, ("泸定",)),
    ],
)
def test_a_few_words_give_magnitude_and_place(text, magnitude, names):
    found = read_message(text)
    assert (found.magnitude, found.names) == (magnitude, names)


def test_a_depth_in_metres_becomes_kilometres_and_the_strike_is_read():
    found = read_message("九寨沟县 7.0级 33.20N 103.82E 深度 20000米 走向340度 21时19分")
    assert (found.depth_km, found.latitude, found.longitude, found.strike_deg, found.hour) == (
        20.0,
        33.2,
        103.82,
        340.0,
        21,
    )
    assert found.names == ("九寨沟县",)
