"""Surcharge and instalments, the discretion table, and the ground for closing an enterprise."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from anlan.enforcement.domain.credit import closure_ground, closure_rule_from, masked_name
from anlan.enforcement.domain.discretion import discretion_from, proposed
from anlan.enforcement.domain.errors import OutsideLaw
from anlan.enforcement.domain.facts import Pause
from anlan.enforcement.domain.money import Instalment, Payment, owed_on
from anlan.support.tables import load_table

DUE = date(2026, 3, 17)
SHARE = Decimal("0.03")
FINE = (Instalment(DUE, Decimal(10000)),)
TABLE = discretion_from(load_table("anlan.enforcement", "discretion"))
RULE = closure_rule_from(load_table("anlan.enforcement", "credit"))


def owed(days, payments=(), plan=FINE, halted=()):
    found = owed_on(DUE + timedelta(days=days), plan, payments, SHARE, halted)
    return found.fine, found.surcharge


@pytest.mark.parametrize(
    ("days", "surcharge"), [(-5, 0), (0, 0), (1, 300), (2, 600), (33, 9900), (34, 10000), (400, 10000)]
)
def test_each_late_day_adds_three_percent_up_to_the_fine_itself(days, surcharge):
    assert owed(days) == (Decimal(10000), Decimal(surcharge))


def test_what_was_paid_in_time_or_in_part_adds_nothing_any_more():
    assert owed(30, [Payment(DUE, Decimal(10000))]) == (0, 0)
    assert owed(10, [Payment(DUE + timedelta(days=5), Decimal(10000))]) == (0, Decimal(1500))
    assert owed(10, [Payment(DUE, Decimal(5000))]) == (Decimal(5000), Decimal(1500))


def test_what_is_paid_beyond_the_fine_pays_the_surcharge():
    assert owed(10, [Payment(DUE + timedelta(days=5), Decimal(11500))]) == (0, 0)


def test_instalments_are_late_each_from_its_own_day():
    plan = (Instalment(DUE, Decimal(4000)), Instalment(DUE + timedelta(days=30), Decimal(6000)))
    assert owed(30, plan=plan) == (Decimal(10000), Decimal(3600))
    assert owed(31, plan=plan) == (Decimal(10000), Decimal(3900))
    assert owed(30, [Payment(DUE, Decimal(4000))], plan) == (Decimal(6000), 0)


def test_days_of_a_review_or_a_lawsuit_add_no_surcharge():
    halt = Pause("lawsuit", DUE + timedelta(days=2), DUE + timedelta(days=12))
    assert owed(13, halted=[halt]) == (Decimal(10000), Decimal(900))


@pytest.mark.parametrize(
    ("factors", "band", "low", "high"),
    [
        ((), "ordinary", 15000, 35000),
        (("eliminated",), "lighter", 0, 15000),
        (("repeated",), "heavier", 35000, 50000),
        (("repeated", "eliminated"), "ordinary", 15000, 35000),
        (("repeated", "obstructed", "eliminated"), "heavier", 35000, 50000),
    ],
)
def test_circumstances_point_to_a_band_of_what_the_article_allows(factors, band, low, high):
    found = proposed(TABLE, "law99_signs", "found", "unit", factors)
    assert (found.band, found.low, found.high) == (band, low, high)
    assert {each.key for each in found.reasons} == set(factors)
    assert found.edition == TABLE.edition


@pytest.mark.parametrize(("amount", "outside"), [(14999, True), (15000, False), (35000, False), (35001, True)])
def test_an_amount_outside_the_band_is_told(amount, outside):
    assert proposed(TABLE, "law99_signs", "found", "unit", ()).is_outside(Decimal(amount)) is outside


def test_no_amount_beyond_the_article_and_none_below_it_without_a_mitigating_circumstance():
    ordinary = proposed(TABLE, "law94", "found", "person", ())
    for amount in (19999, 50001):
        with pytest.raises(OutsideLaw):
            ordinary.is_outside(Decimal(amount))
    milder = proposed(TABLE, "law94", "found", "person", ("eliminated",))
    assert milder.is_outside(Decimal(10000))
    corrected = proposed(TABLE, "law94", "found", "person", ("corrected_at_once",))
    with pytest.raises(OutsideLaw):
        corrected.is_outside(Decimal(10000))


def test_every_situation_of_the_table_has_a_range_and_unknown_ones_none():
    for violation in TABLE.violations.values():
        for situation in violation.situations.values():
            for party, (least, most) in situation.amounts.items():
                found = proposed(TABLE, violation.key, situation.key, party, ())
                assert least <= found.low <= found.middle <= found.high <= most
    assert proposed(TABLE, "law94", "found", "unit", ()) is None
    assert proposed(TABLE, "nothing", "found", "unit", ()) is None


TODAY = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("days", "enough"),
    [
        ((0, 90, 179), True),
        ((0, 90, 180), False),
        ((0, 90), False),
        ((0, 181, 300, 364), True),
        ((0, 181, 362, 365), False),
    ],
)
def test_three_penalties_in_180_days_or_four_in_a_year_are_a_ground(days, enough):
    first = date(2025, 12, 1)
    ground = closure_ground([first + timedelta(days=day) for day in days], TODAY, RULE, has_major_danger=True)
    assert (ground.has_enough, ground.holds) == (enough, enough)


def test_penalties_alone_are_no_ground_without_a_major_danger():
    three = [TODAY - timedelta(days=day) for day in (0, 1, 2)]
    ground = closure_ground(three, TODAY, RULE, has_major_danger=False)
    assert (ground.has_enough, ground.holds, ground.in_days) == (True, False, 3)


def test_of_a_person_the_public_reads_the_surname():
    assert masked_name("Zhang", "*") == "Z*"
