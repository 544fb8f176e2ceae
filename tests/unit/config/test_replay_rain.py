import tomllib
from collections import defaultdict
from importlib import resources

import pytest

from anlan.config.replay.rain import all_readings, split_exactly

SCENARIO = tomllib.loads(
    (resources.files("anlan.config") / "scenarios" / "mianning-2020-06-26.toml").read_text("utf-8")
)


@pytest.mark.parametrize(("tenths", "shares"), [(0, [1, 2]), (1, [1, 1, 1]), (710, [9, 11, 13, 13]), (7, [5, 5])])
def test_the_parts_add_up_exactly(tenths, shares):
    parts = split_exactly(tenths, shares)
    assert sum(parts) == tenths
    assert len(parts) == len(shares)
    assert all(abs(part - tenths * share / sum(shares)) < 1 for part, share in zip(parts, shares, strict=True))


def test_lingshansi_gets_its_published_211_millimetres_between_18_and_1_oclock():
    mine = [reading for reading in all_readings(SCENARIO) if reading.station == "LSS01"]
    assert round(sum(reading.value for reading in mine), 1) == 211.0
    assert [mine[0].time.strftime("%d %H:%M"), mine[-1].time.strftime("%d %H:%M")] == ["26 18:05", "27 01:00"]


def test_no_other_gauge_has_more_than_the_largest_published():
    totals = defaultdict(float)
    for reading in all_readings(SCENARIO):
        totals[reading.station] += reading.value
    assert max(totals, key=totals.get) == "LSS01"


def test_a_year_later_daqiao_has_67_8_millimetres_by_19_oclock_and_140_6_in_all():
    mine = all_readings(SCENARIO, year_later=True)
    by_seven = sum(r.value for r in mine if r.time.strftime("%H:%M") <= "19:00" and r.time.day == 18)
    assert (round(by_seven, 1), round(sum(r.value for r in mine), 1)) == (67.8, 140.6)


def test_two_thirds_of_the_burst_hour_falls_before_23_40():
    hour = [r for r in all_readings(SCENARIO) if r.station == "YHZ01" and r.time.strftime("%d %H") >= "26 23"][:13]
    first_forty = sum(r.value for r in hour if "23:00" < r.time.strftime("%H:%M") <= "23:40")
    assert round(first_forty, 1) == 66.4  # 85 of 100 shares of 78.0 mm, in whole tenths
