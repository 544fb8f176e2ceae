"""Editions of rules in words."""

import pytest

from anlan.alarms.words import edition_word


@pytest.mark.parametrize(
    ("edition", "word"),
    [
        ("rainstorm_signal:2007", "2007 年版"),
        ("flash_flood:default-1", "缺省值"),
        ("water_level:2020-05", "2020-05"),
        ("flash_flood:513433106#2", "本地预警值 第 2 版"),
    ],
)
def test_an_edition_is_written_in_words(edition, word):
    assert edition_word(edition) == word
