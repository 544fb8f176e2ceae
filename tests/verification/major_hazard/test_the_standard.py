"""GB 18218-2018: worked examples to the digit, every border, and what holds for all units."""

import csv
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.science.major_hazard.identify import Held, alpha_of, class_of, identify, quantity_of, shown
from anlan.science.major_hazard.tables import classes_in, hazard_classes, substance, substances
from anlan.science.refusing import Refused

TABLE = Path(__file__).parents[4] / "shared" / "cases" / "gb18218" / "worked_examples.csv"
CLASSES = {"": None, "一级": 1, "二级": 2, "三级": 3, "四级": 4}
_INPUT = re.compile(r"\[(?P<cas>[\d-]+)\] q=(?P<q>[\d.]+) Q=(?P<critical>[\d.]+) beta=(?P<beta>[\d.]+)")


def test_the_worked_examples_come_out_to_the_digit():
    if not TABLE.exists():
        pytest.skip("the examples are not beside this checkout")
    with TABLE.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 14
    for row in rows:
        parts = list(_INPUT.finditer(row["inputs (t)"]))
        held = [Held(substance=part["cas"], quantity=Decimal(part["q"])) for part in parts]
        found = identify(held, int(row["exposed people within 500 m"]))
        for share, part in zip(found.shares, parts, strict=True):
            assert (share.critical, share.beta) == (Fraction(part["critical"]), Fraction(part["beta"])), row["id"]
        assert found.alpha == Fraction(row["alpha"]), row["id"]
        assert found.s == Fraction(row["S"]), row["id"]
        assert found.hazard_class == CLASSES[row["level"]], row["id"]
        assert found.r == (Fraction(row["R"]) if row["R"] else None), row["id"]


def test_chlorine_and_ammonia_together_make_a_third_class():
    held = (Held(substance="氯", quantity=Decimal(10)), Held(substance="液氨", quantity=Decimal(20)))
    found = identify(held, 60)
    assert (found.s, found.alpha, found.r, found.hazard_class) == (4, Fraction(3, 2), 18, 3)


@pytest.mark.parametrize(
    ("people", "alpha"),
    [(0, "0.5"), (1, "1"), (29, "1"), (30, "1.2"), (49, "1.2"), (50, "1.5"), (99, "1.5"), (100, "2"), (101, "2")],
)
def test_alpha_at_its_borders(people, alpha):
    assert alpha_of(people) == Fraction(alpha)


@pytest.mark.parametrize(
    ("r", "number"),
    [
        ("100.1", 1),
        ("100", 1),
        ("99.9999999999", 2),
        ("50.1", 2),
        ("50", 2),
        ("49.9999999999", 3),
        ("10.1", 3),
        ("10", 3),
        ("9.9999999999", 4),
        ("0", 4),
    ],
)
def test_classes_at_their_borders(r, number):
    assert class_of(Fraction(r)) == number


@pytest.mark.parametrize(("quantity", "is_major"), [("9.999999999999", False), ("10", True), ("10.000000000001", True)])
def test_a_unit_is_major_from_s_one_on(quantity, is_major):
    assert identify([Held(substance="氨", quantity=Decimal(quantity))], 0).is_major is is_major


def test_tenths_that_floats_cannot_add_reach_the_border_exactly():
    held = [Held(substance="氨", quantity=Decimal("0.1"))] * 100
    assert identify(held, 0).s == 1


def test_below_one_there_is_no_class_even_where_the_weighted_sum_is_high():
    found = identify([Held(substance="氨", quantity=Decimal("9.99"))], 500)
    assert (found.s, found.r, found.hazard_class) == (Fraction("0.999"), None, None)


def test_a_mixture_of_several_classes_takes_the_smallest_critical_quantity():
    share = identify([Held(classes=("W5.3", "J2", "W10"), quantity=Decimal(5))], 0).shares[0]
    assert (share.critical, share.critical_from, share.beta) == (50, "2/J2", 1)
    share = identify([Held(classes=("J2", "W7.2", "W2"), quantity=Decimal(5))], 0).shares[0]
    assert (share.critical, share.beta, share.beta_from) == (10, Fraction(3, 2), "4/W2")


def test_given_classes_decide_beta_of_a_substance_but_never_that_of_a_named_gas():
    toluene = identify([Held(substance="甲苯", classes=("W5.1",), quantity=Decimal(500))], 0).shares[0]
    assert (toluene.critical, toluene.beta, toluene.beta_from) == (500, Fraction(3, 2), "4/W5.1")
    chlorine = identify([Held(substance="氯", classes=("W4",), quantity=Decimal(5))], 0).shares[0]
    assert (chlorine.beta, chlorine.beta_from) == (4, "3")


@pytest.mark.parametrize(
    ("held", "people", "code"),
    [
        (Held(substance="氨", quantity=Decimal(-1)), 0, "quantity_negative"),
        (Held(substance="氨", quantity=Decimal("NaN")), 0, "quantity_not_finite"),
        (Held(substance="氨", quantity=Decimal("Infinity")), 0, "quantity_not_finite"),
        (Held(substance="氨", quantity=Decimal("1E+9999")), 0, "quantity_out_of_range"),
        (Held(substance="氨", quantity=Decimal("1E-9999")), 0, "quantity_out_of_range"),
        (Held(substance="蒸馏水", quantity=Decimal(1)), 0, "substance_unknown"),
        (Held(classes=("J9",), quantity=Decimal(1)), 0, "class_unknown"),
        (Held(quantity=Decimal(1)), 0, "substance_missing"),
        (Held(substance="氨", quantity=Decimal(10)), None, "people_missing"),
        (Held(substance="氨", quantity=Decimal(1)), -1, "people_out_of_range"),
        (Held(substance="氨", quantity=Decimal(1)), 1.5, "people_not_whole"),
        (Held(substance="氨", quantity=Decimal(1)), True, "people_not_whole"),
        (Held(substance="氨", quantity=10.0), 0, "quantity_not_finite"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_by_name(held, people, code):
    with pytest.raises(Refused) as refusal:
        identify([held], people)
    assert refusal.value.code == code


def test_people_may_be_unknown_below_one():
    found = identify([Held(substance="氨", quantity=Decimal(1))], None)
    assert (found.s, found.alpha, found.hazard_class) == (Fraction(1, 10), None, None)


@pytest.mark.parametrize(("text", "code"), [("", "quantity_not_a_number"), ("12t", "quantity_not_a_number")])
def test_a_quantity_that_is_no_number_is_refused(text, code):
    with pytest.raises(Refused, match=code):
        quantity_of(text)


def test_printed_figures_are_cut_off_and_cross_no_border():
    assert [shown(Fraction(n)) for n in ("0", "12", "1.2", "99.9999999", "1/3")] == [
        "0",
        "12",
        "1.2",
        "99.999999",
        "0.333333",
    ]


def test_table_one_has_85_substances_whose_cas_numbers_hold_their_check_digit():
    assert [each.number for each in substances()] == list(range(1, 86))
    for each in substances():
        if each.cas:
            digits = each.cas.replace("-", "")
            total = sum(place * int(digit) for place, digit in enumerate(reversed(digits[:-1]), start=1))
            assert total % 10 == int(digits[-1]), each.name
        assert set(each.classes) <= set(hazard_classes())


def test_table_two_has_24_classes():
    assert len(hazard_classes()) == 24
    assert classes_in("j1, w5.3、W11") == ("J1", "W5.3", "W11")


def test_a_substance_is_found_by_name_other_name_and_cas_in_full_width_too():
    assert {substance(word).number for word in ("氯", "液氯", "7782-50-5", "７７８２－５０－５", " 氯 ")} == {12}


NAMES = st.sampled_from([each.name for each in substances()])
QUANTITIES = st.decimals(min_value=0, max_value=100_000, places=6)
ITEMS = st.lists(st.builds(Held, substance=NAMES, quantity=QUANTITIES), max_size=4)


@settings(deadline=None)
@given(ITEMS, st.integers(0, 200))
def test_the_order_of_substances_changes_nothing(items, people):
    one, other = identify(items, people), identify(reversed(items), people)
    assert (one.s, one.r, one.hazard_class) == (other.s, other.r, other.hazard_class)


@settings(deadline=None)
@given(ITEMS, st.builds(Held, substance=NAMES, quantity=QUANTITIES), st.integers(0, 200), st.integers(0, 50))
def test_more_stock_or_more_people_never_make_a_unit_safer(items, added, people, more):
    before, after = identify(items, people), identify([*items, added], people + more)
    assert after.s >= before.s
    if before.is_major:
        assert after.r >= before.r
        assert after.hazard_class <= before.hazard_class
