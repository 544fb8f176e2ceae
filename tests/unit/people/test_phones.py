"""Phone numbers: accepted, refused, masked."""

import pytest

from anlan.people.domain.errors import PhoneNotValid
from anlan.people.domain.phones import checked, masked


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        ("11112345678", "11112345678"),
        (" 111 1234-5678 ", "11112345678"),
        ("+8611112345678", "+8611112345678"),
        ("119", "119"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_number_is_kept_without_spaces_and_dashes(phone, kept):
    assert checked(phone) == kept


@pytest.mark.parametrize("phone", ["12", "1" * 22, "111x", "--1", "\uff11\uff12\uff13", "1;2;3", "+"])
def test_what_is_no_number_is_refused_without_repeating_it(phone):
    with pytest.raises(PhoneNotValid) as refusal:
        checked(phone)
    assert refusal.value.data == {"phone": ""}


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("11112345678", "111****5678"), ("1234567890", "********90"), ("119", "*19"), ("12", "12"), ("", "")],
)
def test_the_middle_of_a_number_is_hidden(phone, shown):
    assert masked(phone) == shown
