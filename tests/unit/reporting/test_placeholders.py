import pytest

from anlan.reporting.api import BraceUnmatched, UnknownPlaceholder
from anlan.reporting.domain.placeholders import check_placeholders, filled, placeholders_in


def test_placeholders_are_found_once_in_their_order():
    assert placeholders_in("{b} and {a}, {b}") == ("b", "a")


def test_a_placeholder_of_no_list_is_refused_by_name():
    with pytest.raises(UnknownPlaceholder) as refusal:
        check_placeholders(["{a}", "{c}"], ["a", "b"])
    assert refusal.value.data == {"name": "c", "known": "a, b"}


@pytest.mark.parametrize("text", ["{a", "a}", "{{a}}", "}{"])
def test_a_brace_that_stands_alone_is_refused(text):
    with pytest.raises(BraceUnmatched):
        check_placeholders([text], ["a"])


def test_what_nobody_knows_shows_as_such():
    assert filled("{a} and {b}", {"a": "x", "b": ""}, "(open)") == "x and (open)"
