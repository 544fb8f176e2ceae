"""Self-checks: periods, lists drawn from the trade and the measures, and what an answer must say."""

from datetime import date

import pytest

from anlan.enterprises.domain.self_checks import (
    Answer,
    Cycle,
    FailureNeedsNote,
    Item,
    ListHasChanged,
    answered,
    begin_of,
    last_begin,
    measure_items,
    template_items,
)
from anlan.support.tables import load_table

TABLE = load_table("anlan.enterprises", "self_checks")["self_checks"]
SATURDAY = date(2024, 6, 1)
ITEMS = [Item("a", "doors free"), Item("b", "dyke whole", "yard", 4)]


@pytest.mark.parametrize(
    ("cycle", "begins_on", "last"),
    [
        (Cycle.DAY, SATURDAY, date(2024, 5, 31)),
        (Cycle.WEEK, date(2024, 5, 27), date(2024, 5, 20)),
        (Cycle.MONTH, SATURDAY, date(2024, 5, 1)),
    ],
)
def test_a_period_begins_on_the_day_its_monday_or_the_first_of_its_month(cycle, begins_on, last):
    assert (begin_of(cycle, SATURDAY), last_begin(cycle, SATURDAY)) == (begins_on, last)


def test_a_list_holds_what_every_trade_checks_and_what_this_one_does():
    keys = [item.key for item in template_items(TABLE["item"], "chemicals", Cycle.DAY)]
    assert keys == ["exits", "on_duty", "hot_work", "gas_alarms"]


def test_each_line_of_each_measure_is_an_item():
    items = measure_items("p", "yard tank", 4, {"management": "rounds", "engineering": "dyke whole\n\nhoses "})
    assert [(item.key, item.text) for item in items] == [
        ("p:engineering:0", "dyke whole"),
        ("p:engineering:2", "hoses"),
        ("p:management:0", "rounds"),
    ]


def test_every_item_has_its_answer():
    found = answered(ITEMS, {"a": Answer("fine"), "b": Answer("failed", " cracked ")})
    assert [answer for _item, answer in found] == [Answer("fine"), Answer("failed", "cracked")]


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ({"a": Answer("fine")}, ListHasChanged),
        ({"a": Answer("fine"), "b": Answer("fine"), "c": Answer("fine")}, ListHasChanged),
        ({"a": Answer("fine"), "b": Answer("perhaps")}, ListHasChanged),
        ({"a": Answer("fine"), "b": Answer("failed", " ")}, FailureNeedsNote),
    ],
)
def test_another_list_and_a_failure_without_a_word_are_refused(answers, refusal):
    with pytest.raises(refusal):
        answered(ITEMS, answers)


def test_the_table_says_where_it_comes_from_and_names_each_item_once():
    assert {"source", "edition", "unit", "boundary", "mark"} <= TABLE.keys()
    assert len({each["key"] for each in TABLE["item"]}) == len(TABLE["item"])
