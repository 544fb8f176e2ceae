"""Codes of enterprises and numbers of chemicals."""

import contextlib

import pytest

from anlan.enterprises.domain.chemicals import is_cas
from anlan.enterprises.domain.credit_codes import CreditCodeIsWrong, checked

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WORKED = "91350100M000100Y43"
"""The worked example of GB 32100-2015, annex."""


@pytest.mark.parametrize(
    "code", [WORKED, "9135 0100 M000 100Y 43", "91350100m000100y43", "914403001922038216", "91440300708461136T"]
)
def test_a_code_whose_check_digit_holds_is_taken(code):
    assert checked(code) == "".join(code.split()).upper()


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("91350100M000100Y44", "check"),
        ("91350100M000100Y4", "length"),
        ("91350100M000100Y430", "length"),
        ("91350100I000100Y43", "letters"),
        ("91350100M000100Y4O", "letters"),
        ("9135A100M000100Y43", "region"),
        ("", "length"),
    ],
)
def test_a_wrong_code_is_refused_by_its_rule(code, rule):
    with pytest.raises(CreditCodeIsWrong) as refusal:
        checked(code)
    assert refusal.value.data["rule"] == rule


def test_one_letter_read_wrongly_is_found():
    wrong = {WORKED[:place] + other + WORKED[place + 1 :] for place in range(17) for other in LETTERS} - {WORKED}
    taken = []
    for code in wrong:
        with contextlib.suppress(CreditCodeIsWrong):
            taken.append(checked(code))
    assert taken == []


@pytest.mark.parametrize("number", ["7782-50-5", "7664-41-7", "67-56-1", "86290-81-5", "75-21-8"])
def test_a_real_cas_number_holds(number):
    assert is_cas(number)


@pytest.mark.parametrize("number", ["7782-50-4", "7664-41", "0067-56-1", "67-56-1 ", "", "ammonia"])
def test_another_text_is_no_cas_number(number):
    assert not is_cas(number)
