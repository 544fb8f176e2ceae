"""Classes of major hazards."""

import pytest

from anlan.enterprises.domain.major_hazards import class_of
from anlan.support.tables import load_table

TABLE = load_table("anlan.enterprises", "major_hazards")


@pytest.mark.parametrize(
    ("r_value", "hazard_class"),
    [(0, 4), (9.99, 4), (10, 3), (18, 3), (49.99, 3), (50, 2), (99.99, 2), (100, 1)],
)
def test_a_major_hazard_s_class_follows_from_r(r_value, hazard_class):
    assert class_of(r_value, TABLE["major_hazard"]["band"]) == hazard_class


def test_the_table_says_where_it_comes_from():
    assert {"source", "edition", "unit", "boundary", "mark"} <= TABLE["major_hazard"].keys()
