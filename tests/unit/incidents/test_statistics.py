from datetime import date
from decimal import Decimal

import pytest

from anlan.incidents.domain.statistics import (
    Cell,
    Count,
    a_year_before,
    coverage_of,
    figures_counted,
    rows_of,
    total_of_rows,
)

CELLS = (
    Cell(True, "A", "flood", Count(3, 1, 2, 0, Decimal(10))),
    Cell(True, "B", "flood", Count(5, 4)),
    Cell(False, "A", "flood", Count(2, 1)),
    Cell(False, "C", "fire", Count(7)),
)


def test_only_units_of_both_periods_are_compared_and_the_others_are_named():
    coverage = coverage_of(CELLS)
    assert (coverage.both, coverage.only_now, coverage.only_then) == ({"A"}, ("B",), ("C",))


def test_a_row_counts_all_units_now_and_the_same_units_in_both_years():
    fire, flood = rows_of(CELLS, frozenset({"A"}))
    assert (fire.all, fire.now, fire.then, fire.change) == (Count(), Count(), Count(), None)
    assert (flood.all, flood.now, flood.then) == (Count(8, 5, 2, 0, Decimal(10)), CELLS[0].count, CELLS[2].count)
    assert (flood.change, flood.lives_change) == (Decimal("50.0"), 2)
    assert total_of_rows([fire, flood]).all == flood.all


@pytest.mark.parametrize("month", [1, 2, 12])
def test_the_year_before_is_the_same_month(month):
    assert a_year_before(date(2020, month, 1)) == date(2019, month, 1)


def test_nothing_reported_counts_nothing_and_a_loss_keeps_its_hundredths():
    kept = figures_counted({"dead": Decimal(2), "road_km": Decimal(9), "direct_loss": Decimal("10.25")})
    assert kept == {"dead": 2, "missing": 0, "injured": 0, "loss_cents": 1025}
