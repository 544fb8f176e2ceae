"""The catalogue of items: codes of one of the two shapes, and national classes that say how sure they are."""

import re

from anlan.readiness.selectors.items import classes, groups, items
from anlan.support.tables import load_table

LOCAL, NATIONAL = re.compile(r"L\d{4}"), re.compile(r"[123](?:0[1-9]|[1-9]\d){3}")


def test_the_three_classes_of_the_standard_were_read():
    told = load_table("anlan.readiness", "items")["class"]
    assert sorted(classes()) == ["1", "2", "3"]
    assert {each["mark"] for each in told} == {"verified"}


def test_every_code_is_local_or_of_the_standards_shape_under_its_class():
    for code, item in items().items():
        assert LOCAL.fullmatch(code) or (NATIONAL.fullmatch(code) and code[0] == item.national_class)


def test_a_class_that_was_not_read_in_the_standards_table_is_marked_doubtful():
    for item in items().values():
        assert (item.national_class in classes(), item.group in groups()) == (True, True)
        assert item.mark == ("doubtful" if LOCAL.fullmatch(item.code) else "verified")
