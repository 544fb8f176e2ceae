"""What may be written of households, residents and devices."""

import pytest

from anlan.people.domain.errors import FieldNotValid, PhoneNotValid
from anlan.people.domain.registry import (
    DeviceDetails,
    HouseholdDetails,
    ResidentDetails,
    checked_device,
    checked_household,
    checked_id_number,
    checked_resident,
    masked_id_number,
)

HOME = {"region": "513433103201", "head_name": "Head"}
DEVICE = {"code": "S1", "name": "Speaker", "kind": "loudspeaker", "address": "speakers/1", "region": "513433103"}


@pytest.mark.parametrize("number", ["11010519491231002X", "11010519491231002x", "440524188001010014"])
def test_an_id_number_with_the_right_check_digit_is_kept(number):
    assert checked_id_number(number) == number.upper()


@pytest.mark.parametrize(
    ("number", "rule"),
    [("110105194912310021", "check_digit"), ("11010519491231002", "18_digits"), ("1101051949123100XX", "18_digits")],
)
def test_another_id_number_is_refused_without_being_repeated(number, rule):
    with pytest.raises(FieldNotValid) as refused:
        checked_id_number(number)
    assert refused.value.data == {"field": "id_number", "rule": rule}


def test_an_id_number_shows_its_region_and_two_digits():
    assert masked_id_number("11010519491231002X") == "110105**********2X"
    assert masked_id_number("") == ""


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"head_name": "  "}, "head_name", "not_empty"),
        ({"head_name": "x" * 41}, "head_name", "shorter"),
        ({"persons": 0}, "persons_count", "1_to_99"),
        ({"persons": 100}, "persons_count", "1_to_99"),
        ({"region": "5134"}, "region", "county_or_below"),
        ({"longitude": 102.2}, "place", "both_or_neither"),
        ({"longitude": 72.9, "latitude": 28.0}, "place", "within_the_country"),
        ({"longitude": float("nan"), "latitude": 28.0}, "place", "within_the_country"),
    ],
)
def test_a_household_that_breaks_a_rule_is_refused_by_field(changes, field, rule):
    with pytest.raises(FieldNotValid) as refused:
        checked_household(HouseholdDetails(**HOME | changes))
    assert refused.value.data == {"field": field, "rule": rule}


@pytest.mark.parametrize("persons", [1, 99])
def test_households_of_1_to_99_persons_are_kept(persons):
    assert checked_household(HouseholdDetails(**HOME, persons=persons)).persons == persons


def test_a_residents_ways_and_duties_are_known_words_and_stand_once():
    kept = checked_resident(ResidentDetails(name=" A  B ", phone="199 0000 0001", channels=("voice", "sms", "voice")))
    assert (kept.name, kept.phone, kept.channels) == ("A B", "19900000001", ("voice", "sms"))
    for field, changes in (("ways", {"channels": ("smoke",)}), ("duties", {"duties": ("king",)})):
        with pytest.raises(FieldNotValid) as refused:
            checked_resident(ResidentDetails(name="A", **changes))
        assert refused.value.data == {"field": field, "rule": "known_word"}
    with pytest.raises(PhoneNotValid):
        checked_resident(ResidentDetails(name="A", phone="twelve"))


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"kind": "pigeon"}, "device_kind", "known_word"),
        ({"address": ""}, "address", "not_empty"),
        ({"reach_m": 20_001}, "reach_m", "0_to_20000_m"),
        ({"reach_m": 500}, "reach_m", "with_a_place"),
    ],
)
def test_a_device_that_breaks_a_rule_is_refused_by_field(changes, field, rule):
    with pytest.raises(FieldNotValid) as refused:
        checked_device(DeviceDetails(**DEVICE | changes))
    assert refused.value.data == {"field": field, "rule": rule}
