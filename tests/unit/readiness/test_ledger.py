"""Which batches go first, and what a quantity may be."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anlan.kernel.errors import InvalidValue
from anlan.readiness.domain.ledger import (
    INWARD,
    SIDES,
    SIGNS,
    AccountKind,
    Held,
    MoveKind,
    StockTooLow,
    checked_quantity,
    is_expired,
    pick,
)

TODAY = date(2020, 6, 27)
FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))


def held(lot, quantity, expires_on=None) -> Held:
    return Held(lot, expires_on, Decimal(quantity))


def test_every_kind_brings_in_or_takes_out():
    for kind in MoveKind:
        source, target = SIDES[kind]
        assert (target is AccountKind.STOCK, source is AccountKind.STOCK) == (kind in INWARD, kind not in INWARD)


def test_only_debts_are_bounded_from_above():
    assert [kind for kind, sign in SIGNS.items() if sign == -1] == [AccountKind.OWED]


def test_what_expires_first_goes_first_and_what_never_expires_last():
    stock = [held(FIRST, 5), held(SECOND, 5, date(2021, 1, 1)), held(THIRD, 5, date(2020, 12, 31))]

    assert pick(stock, Decimal(11), TODAY) == ((THIRD, 5), (SECOND, 5), (FIRST, 1))


def test_of_two_batches_with_one_date_the_older_goes_first():
    assert pick([held(SECOND, 5), held(FIRST, 5)], Decimal(6), TODAY) == ((FIRST, 5), (SECOND, 1))


@pytest.mark.parametrize(("day", "gone"), [(26, True), (27, False), (28, False)])
def test_goods_are_good_on_the_day_of_their_expiry(day, gone):
    assert is_expired(date(2020, 6, day), TODAY) is gone


def test_what_is_expired_is_not_issued():
    stock = [held(FIRST, 5, date(2020, 6, 26)), held(SECOND, 3)]

    with pytest.raises(StockTooLow) as refusal:
        pick(stock, Decimal(4), TODAY)

    assert refusal.value.data["held"] == 3
    assert pick(stock, Decimal(4), TODAY, takes_expired=True) == ((FIRST, 4),)


@pytest.mark.parametrize("quantity", ["0", "-1", "0.001", "10000000.01", "NaN", "Infinity", "1E+308"])
def test_a_quantity_that_cannot_be_is_refused(quantity):
    with pytest.raises(InvalidValue):
        checked_quantity(Decimal(quantity))


days = st.none() | st.dates(date(2020, 1, 1), date(2021, 1, 1))
lots = st.lists(st.builds(held, st.uuids(), st.integers(0, 20), days), max_size=8, unique_by=lambda each: each.lot_id)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lots, st.integers(1, 60))
def test_a_picking_takes_what_was_wanted_from_what_is_there_or_nothing(stock, wanted):
    usable = {each.lot_id: each for each in stock if not is_expired(each.expires_on, TODAY)}
    total = sum(each.quantity for each in usable.values())
    if total < wanted:
        with pytest.raises(StockTooLow):
            pick(stock, Decimal(wanted), TODAY)
        return

    taken = pick(stock, Decimal(wanted), TODAY)

    assert sum(part for _, part in taken) == wanted
    assert all(0 < part <= usable[lot].quantity for lot, part in taken)
    left_early = [each for lot, each in usable.items() if each.quantity > dict(taken).get(lot, 0)]
    latest = max(usable[lot].expires_on or date.max for lot, _ in taken)
    assert all((each.expires_on or date.max) >= latest for each in left_early)
