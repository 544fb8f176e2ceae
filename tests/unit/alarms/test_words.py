"""What data are called on the screen."""

import pytest

from anlan.alarms import api


@pytest.mark.parametrize(
    ("quantity", "window_hours", "word"),
    [
        ("rain", 1.0, "1 小时雨量"),
        ("rain", None, "雨量"),
        ("rain", 0.5, "30 分钟雨量"),
        ("level", None, "水位"),
        ("methane", None, "甲烷浓度"),
        ("unheard_of", 2.0, "2 小时unheard_of"),
    ],
)
def test_what_was_measured_is_named_with_its_window(quantity, window_hours, word):
    assert api.measured_word(quantity, window_hours) == word


def test_a_family_is_named_by_the_own_table_first_then_by_its_rule():
    assert api.family_name("flash_flood") == "山洪灾害"
    assert api.family_name("mine_methane") == "矿井甲烷"
    assert api.event_kind_of("mine_methane") == "12A01"
    codes = [code for code, _ in api.families()]
    assert codes[0] == "flash_flood"
    assert len(codes) == len(set(codes)) > 20
