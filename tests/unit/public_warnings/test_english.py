"""English names of places, from outside: the spelling that atlases print."""

import pytest

from anlan.public_warnings.domain import english


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("\u5195\u5b81\u53bf", "Mianning County"),
        ("\u51c9\u5c71\u5f5d\u65cf\u81ea\u6cbb\u5dde", "Liangshan Yi Autonomous Prefecture"),
        ("\u5f5d\u6d77\u9547", "Yihai Town"),
        ("\u6210\u90fd\u5e02", "Chengdu City"),
        ("\u5927\u9a6c\u4e4c\u6751\u6751\u6c11\u59d4\u5458\u4f1a", "Damawu Village"),
        ("Yihai", "Yihai"),
    ],
)
def test_a_place_is_spelled_as_atlases_print_it(name, expected):
    assert english.place_name(name) == expected


def test_a_line_begins_with_the_innermost_place_and_ends_with_the_chinese():
    names = ("\u5195\u5b81\u53bf", "\u5f5d\u6d77\u9547")
    assert english.place_line(names) == "Yihai Town, Mianning County (\u5195\u5b81\u53bf\u5f5d\u6d77\u9547)"
