"""Values of a grid as rain: units, layers, what is no rain."""

import numpy as np
import pytest

from anlan.analysis.domain.rain import EACH, ONE, RUNNING, by_steps, in_millimetres, largest_cell, total
from anlan.kernel.errors import AnlanError


def refusal(act, *given):
    with pytest.raises(AnlanError) as refused:
        act(*given)
    return refused.value.code


@pytest.mark.parametrize(
    ("told", "chosen", "factor"),
    [("", None, 1), ("mm", None, 1), ("kg m-2", "mm", 1), ("m", None, 1000), ("", "m", 1000), ("0.1mm", None, 0.1)],
)
def test_values_become_millimetres_by_the_unit_of_the_file_or_the_form(told, chosen, factor):
    assert float(in_millimetres(np.array(2.0), told, chosen)) == pytest.approx(2.0 * factor)


@pytest.mark.parametrize(("told", "chosen"), [("m", "mm"), ("mm", "m"), ("K", None)])
def test_a_unit_against_that_of_the_file_is_refused(told, chosen):
    assert refusal(in_millimetres, np.array(2.0), told, chosen) == "analysis.rain_unit_differs"


def test_layers_since_the_beginning_become_steps_and_both_make_one_whole():
    running = np.array([[[10.0, np.nan]], [[30.0, np.nan]], [[30.0, np.nan]]])
    steps = by_steps(running, RUNNING)
    assert [float(each) for each in steps[:, 0, 0]] == [10.0, 20.0, 0.0]
    assert float(total(steps)[0, 0]) == float(total(by_steps(steps, EACH))[0, 0]) == 30.0
    assert np.isnan(total(steps)[0, 1])
    assert largest_cell(total(steps)) == (0, 0)


def test_a_little_less_than_nothing_is_nothing():
    assert float(by_steps(np.array([[[-0.04, 3.0]]]), ONE)[0, 0, 0]) == 0.0


@pytest.mark.parametrize(
    ("values", "layers", "code"),
    [
        ([[[1.0]], [[2.0]]], ONE, "analysis.rain_has_steps"),
        ([[[30.0]], [[10.0]]], RUNNING, "analysis.rain_implausible"),
        ([[[-0.06]]], ONE, "analysis.rain_implausible"),
        ([[[3000.1]]], ONE, "analysis.rain_implausible"),
        ([[[np.nan]]], ONE, "analysis.rain_implausible"),
    ],
)
def test_what_is_no_rain_is_refused(values, layers, code):
    assert refusal(by_steps, np.array(values), layers) == code
