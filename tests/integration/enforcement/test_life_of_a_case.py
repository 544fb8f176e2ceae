"""A case from its clue to its closing, and the other ends it can come to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.factories.enforcement import (
    INSPECTOR,
    LEADER,
    MONDAY,
    a_served,
    effective,
)
from tests.factories.public_warnings import build_places

from anlan.enforcement import api
from anlan.enforcement.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places():
    build_places()


def state(case_id):
    return Case.objects.get(id=case_id).state


def test_an_ordinary_case_goes_from_its_clue_to_its_closing():
    case_id = a_served()
    payment = api.NewPayment(on=date(2026, 3, 10), amount=Decimal(20000), receipt="B1")
    later = MONDAY + timedelta(days=10)
    api.record_payment(case_id=case_id, new=payment, actor=INSPECTOR, now=later)
    api.confirm_execution(case_id=case_id, text="paid", actor=INSPECTOR, now=later)
    effective(case_id, "31", later)
    row = api.case(LEADER, case_id)
    assert (row.state, row.keep_years, row.closed_at) == ("closed", 10, later)
    numbers = {each.kind.key: each.number for each in api.documents(LEADER, case_id)}
    short = numbers["25"][1]
    assert numbers["25"] == f"（{short}）应急罚〔2026〕1号"
    assert numbers["21"] == ""
