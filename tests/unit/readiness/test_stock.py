"""How stock moves."""

from decimal import Decimal

import pytest

from anlan.kernel.errors import InvalidValue
from anlan.readiness.domain.stock import INWARD, MoveKind, StockTooLow, balance_after

TEN = Decimal(10)


@pytest.mark.parametrize("kind", list(MoveKind))
def test_every_kind_brings_in_or_takes_out(kind):
    assert balance_after(TEN, kind, Decimal(4)) == (14 if kind in INWARD else 6)


@pytest.mark.parametrize(("wanted", "left"), [("9.99", "0.01"), ("10", "0")])
def test_all_that_is_there_can_be_taken(wanted, left):
    assert balance_after(TEN, MoveKind.ISSUE, Decimal(wanted)) == Decimal(left)


def test_more_than_is_there_cannot():
    with pytest.raises(StockTooLow) as refusal:
        balance_after(TEN, MoveKind.ISSUE, Decimal("10.01"))

    assert refusal.value.data["held"] == TEN


@pytest.mark.parametrize("quantity", ["0", "-1", "0.001", "10000000.01", "NaN", "Infinity", "1E+308"])
def test_a_quantity_that_cannot_be_is_refused(quantity):
    with pytest.raises(InvalidValue):
        balance_after(TEN, MoveKind.PURCHASE, Decimal(quantity))
