"""A refusal's sentence: by its code, with the range where there is one, never without words."""

import pytest

from anlan.science.bounds import within
from anlan.science.refusing import Refused, all_within
from anlan.science.refusing import within as one_within
from anlan.science.saying import said_by, said_of


@pytest.mark.parametrize(
    "call", [lambda: one_within("wind", 0.2, 0.5, 30), lambda: all_within("wind", [1, 0.2], 0.5, 30)]
)
def test_a_range_is_told_with_the_value_and_its_ends(call):
    with pytest.raises(Refused) as refused:
        call()
    said = said_by(refused.value)
    assert said.text % said.values == "Wind 0.2 lies outside 0.5 to 30, for which the model holds."


@pytest.mark.parametrize(("value", "shown"), [(0.4, "0.4"), (31, "31")])
def test_a_bound_of_arrays_is_told_alike(value, shown):
    with pytest.raises(Refused) as refused:
        within("slope_deg", [5.0, value], 0.5, 30)
    said = said_by(refused.value)
    assert said.text % said.values == f"Slope (degrees) {shown} lies outside 0.5 to 30, for which the model holds."


def test_what_is_no_number_is_told_as_such():
    with pytest.raises(Refused) as refused:
        within("slope_deg", [float("nan")], 0.5, 30)
    assert said_by(refused.value).text == "%(field)s is not a number."


@pytest.mark.parametrize(
    ("code", "name", "sentence"),
    [
        ("too_few_rates", "", "Too few rates to reckon a time of failure: 1."),
        ("missing", "width_m_of_my_own", "width_m_of_my_own is missing in the row."),
        ("people_out_of_range", "", "Number of people lies outside the range for which the model holds."),
        ("not_a_number", "", "A value is not a number."),
        ("of_no_table", "", "The model does not hold for this: it lies outside the range of its formulas."),
    ],
)
def test_a_code_has_its_sentence_and_an_unknown_one_the_general(code, name, sentence):
    said = said_of(code, name, "1")
    assert said.text % said.values == sentence
