"""Whether a person is trained by the hours of the law, and whether a firm has the insurance it must have."""

from datetime import date
from decimal import Decimal

import pytest

from anlan.enterprises.domain.insurance import Asked, InsuranceState, Policy, insurance_of
from anlan.enterprises.domain.trainings import Attended, Hours, TrainingKind, TrainingState, state_of, trained
from anlan.enterprises.selectors.training_rules import asked_hours, insurance_rule

MINER = Hours(72, 20)
TODAY = date(2026, 6, 30)
RULE = Asked(40, 30)


def first(hours, day):
    return Attended(TrainingKind.FIRST, day, Decimal(hours))


def yearly(hours, day):
    return Attended(TrainingKind.YEARLY, day, Decimal(hours))


@pytest.mark.parametrize(
    ("post", "industry", "hours"),
    [
        ("principal", "commerce", (32, 12)),
        ("principal", "chemicals", (48, 16)),
        ("safety_manager", "mine", (48, 16)),
        ("worker", "commerce", (24, 0)),
        ("worker", "metallurgy", (72, 20)),
    ],
)
def test_the_hours_are_those_of_the_rule(post, industry, hours):
    found = asked_hours(post, industry)
    assert (found.first, found.yearly) == hours


def test_the_first_hours_are_summed_up_and_hold_for_a_year():
    begun = [first(40, date(2026, 1, 1)), first("31.5", date(2026, 1, 5))]
    assert trained(MINER, begun, TODAY).missing == Decimal("0.5")
    done = trained(MINER, [*begun, first("0.5", date(2026, 1, 6))], TODAY)
    assert (done.since, done.until, done.missing) == (date(2026, 1, 6), date(2027, 1, 6), 0)


def test_yearly_hours_hold_from_the_day_on_which_those_of_a_year_are_reached():
    begun = first(72, date(2024, 1, 1))
    short = trained(MINER, [begun, yearly(12, date(2025, 12, 1)), yearly(7, date(2026, 3, 1))], TODAY)
    assert (short.until, short.missing) == (date(2025, 1, 1), Decimal(1))
    enough = trained(MINER, [begun, yearly(12, date(2025, 12, 1)), yearly(8, date(2026, 3, 1))], TODAY)
    assert (enough.until, enough.missing) == (date(2027, 3, 1), Decimal(0))
    apart = trained(MINER, [begun, yearly(12, date(2025, 3, 1)), yearly(8, date(2026, 3, 1))], TODAY)
    assert (apart.until, apart.missing) == (date(2025, 1, 1), Decimal(12))


def test_who_owes_no_yearly_hours_stays_trained_and_what_is_to_come_does_not_count():
    assert trained(Hours(24, 0), [first(24, date(2020, 2, 29))], TODAY).until is None
    assert trained(MINER, [first(72, date(2026, 7, 1))], TODAY).since is None
    assert trained(MINER, [first(72, date(2024, 2, 29))], TODAY).until == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (date(2026, 6, 29), TrainingState.LAPSED),
        (date(2026, 6, 30), TrainingState.ENDING),
        (date(2026, 7, 30), TrainingState.ENDING),
        (date(2026, 7, 31), TrainingState.VALID),
        (None, TrainingState.VALID),
    ],
)
def test_the_last_day_still_holds(until, state):
    assert state_of(date(2025, 1, 1), until, TODAY, 30) is state
    assert state_of(None, until, TODAY, 30) is TrainingState.UNTRAINED


def policy(until=date(2027, 1, 1), persons=100, amount=40, since=date(2026, 1, 1)):
    return Policy(since, until, persons, amount)


@pytest.mark.parametrize(
    ("policies", "state"),
    [
        ([], "missing"),
        ([policy(until=date(2026, 6, 29))], "lapsed"),
        ([policy(since=date(2026, 7, 1))], "lapsed"),
        ([policy(amount=39.9)], "too_low"),
        ([policy(amount=None)], "too_low"),
        ([policy(persons=99)], "too_few"),
        ([policy(persons=None)], "too_few"),
        ([policy(persons=60), policy(persons=40)], "insured"),
        ([policy(until=date(2026, 7, 30))], "ending"),
        ([policy(until=date(2026, 7, 30)), policy(since=date(2026, 7, 31))], "insured"),
        ([policy(until=date(2026, 7, 31))], "insured"),
        ([policy(since=None)], "insured"),
    ],
)
def test_the_worst_thing_about_the_insurance_is_told(policies, state):
    assert insurance_of(policies, 100, RULE, TODAY) is InsuranceState(state)


def test_the_rule_names_trades_and_the_least_sum():
    assert (insurance_rule()["least_amount"], "chemicals" in insurance_rule()["trades"]) == (40, True)
