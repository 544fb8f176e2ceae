"""How often an object is inspected follows from its standing, with every part named."""

import pytest

from anlan.supervision.api import due_frequency
from anlan.supervision.domain.frequency import Standing, months_of


def told(**standing) -> tuple[int, str]:
    found = due_frequency(Standing(**standing))
    return found.times, found.share


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ({}, (1, "general")),
        ({"colour": "blue"}, (1, "general")),
        ({"colour": "yellow", "credit": "good"}, (1, "general")),
        ({"colour": "orange"}, (2, "key")),
        ({"colour": "red"}, (3, "key")),
        ({"colour": "yellow", "hazard_class": 2}, (2, "key")),
        ({"colour": "yellow", "hazard_class": 3}, (2, "general")),
        ({"colour": "blue", "major_dangers": 1}, (3, "key")),
        ({"colour": "blue", "major_dangers": 9}, (3, "key")),
        ({"colour": "blue", "overdue_dangers": 4}, (2, "general")),
        ({"colour": "blue", "penalties": 2}, (3, "key")),
        ({"colour": "blue", "penalties": 9}, (3, "key")),
        ({"colour": "red", "hazard_class": 1, "major_dangers": 2, "penalties": 3}, (6, "key")),
    ],
)
def test_the_number_follows_from_what_is_known(standing, expected):
    assert told(**standing) == expected


def test_the_parts_add_up_to_the_number_where_it_is_not_cut():
    found = due_frequency(Standing(colour="orange", overdue_dangers=2, penalties=1))
    assert [(each.key, each.adds) for each in found.reasons] == [
        ("colour", 2),
        ("overdue_dangers", 1),
        ("penalties", 1),
    ]
    assert sum(each.adds for each in found.reasons) == found.times == 4


@pytest.mark.parametrize(
    ("times", "place", "months"), [(1, 0, (1,)), (1, 13, (2,)), (2, 0, (1, 7)), (4, 2, (3, 6, 9, 12))]
)
def test_inspections_lie_evenly_in_the_year(times, place, months):
    assert months_of(times, place) == months
