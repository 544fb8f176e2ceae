"""Figures and days of an accident are read strictly."""

from datetime import datetime

import pytest
from django.test import RequestFactory

from anlan.investigations.pages.reading import harm_of
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue
from anlan.web.forms import typed_moment


def sent(**given):
    return RequestFactory().post("/", given)


def test_a_loss_is_typed_in_ten_thousand_yuan():
    assert harm_of(sent(loss="1,234.5")).loss_yuan == 12_345_000
    assert harm_of(sent()).loss_yuan == 0


@pytest.mark.parametrize("loss", ["1e999999", "1e3", "sNaN", "Infinity", "9" * 30, "1_0", "abc", "0.00001"])
def test_a_loss_that_is_no_amount_is_refused_by_its_field(loss):
    with pytest.raises(InvalidValue) as refused:
        harm_of(sent(loss=loss))
    assert refused.value.data["field"] == "loss"


def test_a_time_before_all_records_is_refused():
    with pytest.raises(InvalidValue):
        typed_moment("0001-01-01", "happened_at")
    assert typed_moment("2020-06-27 03:30", "happened_at") == datetime(2020, 6, 27, 3, 30, tzinfo=CHINA)
