"""Lists as files."""

import pytest

from anlan.web.lists import Export, csv_answer

EXPORT = Export("list", ("Name", "Count"), lambda row: row)


def written(rows) -> str:
    return b"".join(csv_answer(EXPORT, rows).streaming_content).decode()


def test_a_file_begins_with_a_byte_order_mark_and_the_heads():
    assert written([]) == "\ufeffName,Count\r\n"


def test_numbers_stay_numbers_and_nothing_stays_empty():
    assert written([("a", -3), ("b", None)]) == "\ufeffName,Count\r\na,-3\r\nb,\r\n"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_no_text_can_be_taken_for_a_formula(cell):
    assert f"'{cell}" in written([(cell, 1)])
