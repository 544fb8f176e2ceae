from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from anlan.command.domain.errors import NoteMissing
from anlan.command.domain.evacuation import Count, EvacuationNumbers, check_numbers, is_unusual, total
from anlan.kernel.errors import InvalidValue

NOW = datetime(2020, 6, 26, 19, 30, tzinfo=UTC)
YIHAI = EvacuationNumbers(incident_id=UUID(int=1), region="513433101", moved=Count(620, 3000), as_of=NOW)


def test_the_published_table_of_27_june_adds_up():
    towns = (Count(600, 3000), Count(9, 36), Count(620, 3000), Count(52, 285))
    assert total(towns) == Count(1281, 6321)


@pytest.mark.parametrize(
    ("moved", "unusual"),
    [(Count(619, 2999), False), (Count(620, 3000), False), (Count(620, 3001), True), (Count(621, 3000), True)],
)
def test_more_than_planned_is_unusual(moved, unusual):
    assert is_unusual(moved, planned=Count(620, 3000), before=None) is unusual


@pytest.mark.parametrize(("moved", "unusual"), [(Count(10, 40), False), (Count(9, 40), True), (Count(10, 39), True)])
def test_fewer_than_before_is_unusual(moved, unusual):
    assert is_unusual(moved, planned=None, before=Count(10, 40)) is unusual


def test_unusual_numbers_need_a_note():
    with pytest.raises(NoteMissing):
        check_numbers(YIHAI, planned=Count(600, 2900), before=None, now=NOW)
    check_numbers(replace(YIHAI, note="Visitors were moved too."), planned=Count(600, 2900), before=None, now=NOW)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"region": "513433"}, "region"),
        ({"moved": Count(-1, 0)}, "moved_households"),
        ({"moved": Count(5, 4)}, "moved_persons"),
        ({"moved": Count(0, 10_000_001)}, "moved_persons"),
        ({"as_of": NOW + timedelta(minutes=10, seconds=1)}, "as_of"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_impossible_numbers_are_refused_by_field(change, field):
    with pytest.raises(InvalidValue) as refusal:
        check_numbers(replace(YIHAI, **change), planned=None, before=None, now=NOW)
    assert refusal.value.data["field"] == field
