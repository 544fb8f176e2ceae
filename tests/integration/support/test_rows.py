"""Rows that are read only as far as they are looked at."""

import pytest
from tests.factories.places import build_divisions

from anlan.places.models import Division
from anlan.support.rows import Rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> Rows[str]:
    build_divisions({f"51340{n}": f"{n}" for n in range(1, 8)})
    return Rows(Division.objects.order_by("code"), lambda found: [row.name for row in found])


def test_a_length_is_one_count(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert (len(rows), len(rows)) == (7, 7)


def test_a_slice_is_one_read_of_no_more_than_it(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert rows[2:4] == ["3", "4"]


def test_one_row_is_read_alone(rows):
    assert rows[0] == "1"
    with pytest.raises(IndexError):
        rows[7]


def test_all_rows_come_in_order(rows):
    assert list(rows) == ["1", "2", "3", "4", "5", "6", "7"]
