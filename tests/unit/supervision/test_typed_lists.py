"""A check list as it is typed."""

import pytest

from anlan.supervision.domain.errors import BasisMissing, ListEmpty
from anlan.supervision.domain.lists import MOST_ITEMS, items_from, typed
from anlan.supervision.selectors.tables import trades

BEFORE = ({"key": "a1", "text": "exits", "basis": "42"}, {"key": "a2", "text": "signs", "basis": "35"})


def test_an_item_that_stood_there_keeps_its_key_and_a_new_one_gets_a_fresh_one():
    found = items_from("signs | 36\n\nhelmets\uff5c45\nshoes|45\n", BEFORE)
    assert [tuple(each.values()) for each in found] == [
        ("a2", "signs", "36"),
        ("own01", "helmets", "45"),
        ("own02", "shoes", "45"),
    ]
    assert items_from(typed(BEFORE), BEFORE) == list(BEFORE)


@pytest.mark.parametrize("line", ["signs", "signs |", "| 35", "x" * 301 + "|1"])
def test_a_line_without_text_or_basis_is_refused_by_its_number(line):
    with pytest.raises(BasisMissing) as refused:
        items_from(f"exits | 42\n{line}", BEFORE)
    assert refused.value.data == {"line": 2}


def test_a_list_has_one_item_at_least_and_not_too_many():
    assert len(items_from("a|1\n" * MOST_ITEMS, ())) == MOST_ITEMS
    for text in ("", "a|1\n" * (MOST_ITEMS + 1)):
        with pytest.raises(ListEmpty):
            items_from(text, ())


def test_every_shipped_item_has_a_key_of_its_own_and_a_legal_basis():
    items = [item for trade in trades().values() for item in trade.items]
    assert len({item["key"] for item in items}) == len(items) >= 50
    assert all(item["text"] and item["basis"] for item in items)
    assert {len(trade.items) >= 8 for key, trade in trades().items() if key != "hazard_site"} == {True}
