"""Inputs are read by their field's kind and range, or refused by the field's name."""

import pytest

from anlan.analysis.domain import errors
from anlan.analysis.domain.comparing import Change, changes
from anlan.analysis.domain.inputs import Field, read_inputs
from anlan.analysis.domain.numbers import plain, written
from anlan.analysis.domain.states import Act, RunState, after
from anlan.kernel.errors import TransitionNotAllowed

MAGNITUDE = Field(name="magnitude", label="Magnitude", low=3, high=8.9)


@pytest.mark.parametrize(("given", "value"), [("3", 3.0), ("8.9", 8.9), ("６．８", 6.8), (" 10 ", 10.0), (6.8, 6.8)])
def test_a_number_is_read_as_it_is_typed(given, value):
    wide = Field(name="n", label="N", low=3, high=10)
    assert read_inputs((wide,), {"n": given}) == {"n": value}


@pytest.mark.parametrize("given", ["2.999", "8.901", "12", "-3"])
def test_a_number_outside_the_range_is_refused_by_name(given):
    with pytest.raises(errors.InputOutOfRange) as refusal:
        read_inputs((MAGNITUDE,), {"magnitude": given})
    assert refusal.value.data["field"] == "Magnitude"
    assert (refusal.value.data["low"], refusal.value.data["high"]) == ("3", "8.9")


@pytest.mark.parametrize(
    ("field", "given", "refusal"),
    [
        (MAGNITUDE, "", errors.InputMissing),
        (MAGNITUDE, None, errors.InputMissing),
        (MAGNITUDE, "strong", errors.InputNotRead),
        (MAGNITUDE, "0,5", errors.InputNotRead),
        (MAGNITUDE, "1_0", errors.InputNotRead),
        (MAGNITUDE, "\u0663", errors.InputNotRead),
        (MAGNITUDE, "nan", errors.InputNotRead),
        (MAGNITUDE, "inf", errors.InputNotRead),
        (MAGNITUDE, True, errors.InputNotRead),
        (MAGNITUDE, [6.8], errors.InputNotRead),
        (Field(name="magnitude", label="M", kind="whole"), "1.5", errors.InputNotRead),
        (Field(name="magnitude", label="M", kind="choice", choices=(("a", "A"),)), "b", errors.InputNotAChoice),
        (Field(name="magnitude", label="M", kind="moment"), "yesterday", errors.InputNotRead),
        (Field(name="magnitude", label="M", kind="moment"), "9999-12-31T23:59+00:00", errors.InputNotRead),
        (Field(name="magnitude", label="M", kind="moment"), "0001-01-01T00:00+14:00", errors.InputNotRead),
        (Field(name="magnitude", label="M", kind="region"), "51343", errors.InputNotRead),
        (Field(name="magnitude", label="M", kind="point"), "102.2", errors.InputNotRead),
        (Field(name="magnitude", label="M", kind="point"), "102.2,91", errors.InputNotRead),
        (Field(name="magnitude", label="M", kind="text", longest=3), "four", errors.InputNotRead),
    ],
)
def test_what_cannot_be_read_is_refused(field, given, refusal):
    with pytest.raises(refusal):
        read_inputs((field,), {"magnitude": given})


def test_other_kinds_become_values_that_can_be_kept():
    fields = (
        Field(name="at", label="At", kind="moment"),
        Field(name="point", label="Point", kind="point"),
        Field(name="soil", label="Soil", kind="choice", choices=(("a", "A"),), is_needed=False),
    )
    found = read_inputs(fields, {"at": "2026-07-01 20:00", "point": "102.25, 28.55"})
    assert found == {"at": "2026-07-01T20:00:00+08:00", "point": [102.25, 28.55], "soil": None}


def test_a_name_that_no_field_has_is_refused():
    with pytest.raises(errors.InputUnknown):
        read_inputs((MAGNITUDE,), {"magnitude": "6", "password": "x"})


@pytest.mark.parametrize(
    ("state", "act", "then"),
    [
        (RunState.WAITING, Act.BEGIN, RunState.RUNNING),
        (RunState.RUNNING, Act.FINISH, RunState.DONE),
        (RunState.RUNNING, Act.FAIL, RunState.FAILED),
        (RunState.WAITING, Act.CANCEL, RunState.CANCELLED),
    ],
)
def test_a_run_goes_its_way(state, act, then):
    assert after(state, act) is then


@pytest.mark.parametrize("state", [RunState.DONE, RunState.FAILED, RunState.CANCELLED])
@pytest.mark.parametrize("act", list(Act))
def test_an_ended_run_changes_no_more(state, act):
    with pytest.raises(TransitionNotAllowed):
        after(state, act)


def test_what_differs_is_told_by_inputs_data_and_figures():
    before = {
        "inputs": {"m": 6.8},
        "versions": {"villages": "3"},
        "figures": [{"label": "Dead", "best": 2, "unit": ""}],
    }
    after_ = {
        "inputs": {"m": 7.0},
        "versions": {"villages": "3"},
        "figures": [{"label": "Dead", "best": 9, "unit": ""}],
    }
    assert changes(before, after_, {"m": "Magnitude"}) == (
        Change(part="input", label="Magnitude", before=6.8, after=7.0),
        Change(part="figure", label="Dead", before=2, after=9),
    )
    assert changes(before, before, {}) == ()


def test_thousands_may_have_commas_and_a_minus_may_be_the_printed_one():
    assert (written("1,500"), written("12,345.5"), written("\u22125"), written("1e3")) == (
        1500.0,
        12345.5,
        -5.0,
        1000.0,
    )


@pytest.mark.parametrize(
    ("value", "said"), [(1e6, "1,000,000"), (0.0001, "0.0001"), (12345.678, "12,350"), (0.5, "0.5")]
)
def test_a_number_is_said_without_exponents(value, said):
    assert plain(value, 4) == said
