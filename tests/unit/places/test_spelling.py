"""Spelling names in pinyin."""

import pytest

from anlan.places.domain.spelling import spell


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("彝海镇", "yihaizhen", "yhz"),
        ("重庆市", "chongqingshi", "cqs"),
        ("高□村", "gao□cun", "g□c"),
    ],
)
def test_a_name_is_spelt_whole_and_by_first_letters(name, pinyin, initials):
    assert spell(name) == (pinyin, initials)
