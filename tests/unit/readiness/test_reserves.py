"""Contracts of reserves: their days, what they still give, when a call-up comes, and its table of states."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest

from anlan.kernel.errors import TransitionNotAllowed
from anlan.readiness.domain.reserves import (
    CALL_UP_STEPS,
    Called,
    CallUpAct,
    CallUpState,
    Contract,
    call_up_after,
    due_at,
    left_of,
)

NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def contract(**changes) -> Contract:
    told = {"name": "r", "item": "L0101", "lead_hours": 6.0, "begins_on": FIRST, "ends_on": LAST}
    return Contract(**(told | changes))


def called(state: CallUpState, quantity: int, received: int | None = None) -> Called:
    return Called(state, Decimal(quantity), None if received is None else Decimal(received))


@pytest.mark.parametrize(
    ("day", "holds"),
    [(FIRST - timedelta(1), False), (FIRST, True), (LAST, True), (LAST + timedelta(1), False)],
)
def test_a_contract_holds_from_its_first_to_its_last_day(day, holds):
    assert contract().is_in_force(day) is holds


def test_what_was_called_or_has_come_is_used_up_and_what_was_called_off_is_not():
    before = [
        called(CallUpState.CALLED, 30),
        called(CallUpState.RECEIVED, 30, 20),
        called(CallUpState.CANCELLED, 40),
    ]
    assert left_of(contract(quantity=Decimal(100)), before) == 50
    assert left_of(contract(per_day=Decimal(100)), before) is None


def test_an_agreement_comes_after_its_lead_time_and_a_line_makes_what_waits_before():
    assert due_at(contract(quantity=Decimal(100)), [], Decimal(50), NOW) == NOW + timedelta(hours=6)
    before = [called(CallUpState.CALLED, 100), called(CallUpState.RECEIVED, 500, 500)]
    assert due_at(contract(per_day=Decimal(50)), before, Decimal(25), NOW) == NOW + timedelta(hours=6 + 60)


@pytest.mark.parametrize(("state", "act"), list(product(CallUpState, CallUpAct)))
def test_a_call_up_goes_only_the_ways_of_its_table(state, act):
    if (state, act) in CALL_UP_STEPS:
        assert call_up_after(state, act) is CALL_UP_STEPS[state, act]
    else:
        with pytest.raises(TransitionNotAllowed):
            call_up_after(state, act)
