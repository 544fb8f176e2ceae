"""What a unit amounts to, when a sensor's change is told, and what is owed until when."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from anlan.major_hazards.domain.dues import Due, DueKind, next_due
from anlan.major_hazards.domain.errors import ClassUnknown, PeopleRefused, QuantityRefused, SubstanceUnknown
from anlan.major_hazards.domain.units import (
    NO_CLASS_YET,
    NOT_MAJOR,
    checked_people,
    checked_stock,
    held_by_sensor,
    is_worth_a_line,
    result_of,
)
from anlan.science.major_hazard.identify import Held

LEAST = Decimal("0.01")


def ammonia(quantity: str, people: int | None = 60):
    return result_of([Held(substance="氨", quantity=Decimal(quantity))], people)


def test_a_unit_without_people_is_major_from_s_one_on_but_has_no_class():
    found = ammonia("10", None)
    assert (found.gravity, found.is_major, found.s, found.r) == (NO_CLASS_YET, True, 1, None)
    assert ammonia("9.999999", None).gravity == NOT_MAJOR


def test_the_worksheet_names_every_factor_and_its_table():
    line = ammonia("25").lines[0]
    told = (line.name, line.quantity, line.critical, line.beta, line.ratio, line.weighted)
    assert told == ("氨", "25", "10", "2", "2.5", "5")
    assert (line.critical_from, line.beta_from) == ("1/1", "3")


@pytest.mark.parametrize(
    ("substance", "classes", "quantity", "refusal"),
    [
        ("蒸馏水", "", "1", SubstanceUnknown),
        ("", "J7", "1", ClassUnknown),
        ("氨", "", "-0.1", QuantityRefused),
        ("氨", "", "NaN", QuantityRefused),
        ("氨", "", "", QuantityRefused),
    ],
)
def test_stock_that_cannot_be_reckoned_is_refused_by_name(substance, classes, quantity, refusal):
    with pytest.raises(refusal):
        checked_stock(substance, classes, quantity)


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "10000001"])
def test_people_that_are_no_number_of_people_are_refused(text):
    with pytest.raises(PeopleRefused):
        checked_people(text)


def test_an_empty_field_says_that_people_are_not_known():
    assert checked_people(" ") is None


@pytest.mark.parametrize(
    ("value", "tonnes"),
    [(2.5, "27.500"), (-9.0, "0"), (0.1 + 0.2, "5.500"), (float("nan"), None), (float("inf"), None)],
)
def test_a_reading_becomes_tonnes_to_a_kilogram_and_never_less_than_nothing(value, tonnes):
    found = held_by_sensor(value, Decimal(10), Decimal("2.5"))
    assert found == (None if tonnes is None else Decimal(tonnes))


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ("20", "20.199", False),
        ("20", "20.2", True),
        ("20", "19.8", True),
        ("20", "20", False),
        ("10", "9.999", True),
        ("9.999", "10", True),
        ("0", "0.0009", False),
        ("0", "0.001", True),
    ],
)
def test_within_a_class_a_sensor_is_told_from_one_per_cent_on_and_another_class_always(before, after, is_told):
    assert is_worth_a_line(ammonia(before), ammonia(after), LEAST) is is_told


DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("major_since", "identified", "filed", "due"),
    [
        (None, None, None, None),
        (None, DAY, DAY, None),
        (DAY, None, None, Due(DueKind.IDENTIFICATION, DAY)),
        (DAY, DAY, None, Due(DueKind.FILING, date(2026, 5, 16))),
        (DAY, DAY, date(2026, 4, 30), Due(DueKind.FILING, date(2026, 5, 16))),
        (DAY, DAY, DAY, Due(DueKind.IDENTIFICATION, date(2029, 5, 1))),
        (DAY, date(2024, 2, 29), DAY, Due(DueKind.IDENTIFICATION, date(2027, 2, 28))),
    ],
)
def test_what_a_major_hazard_owes_next(major_since, identified, filed, due):
    found = next_due(major_since=major_since, identified_on=identified, filed_on=filed, years=3, filing_days=15)
    assert found == due


def test_the_lightest_change_of_the_sum_is_exact():
    assert ammonia("0.1").s + ammonia("0.2").s == Fraction(3, 100)
