"""Organisations are addressed by region, kind and branch."""

import pytest
from tests.factories.people import build_organisation

from anlan.people import api as people

pytestmark = pytest.mark.django_db


def test_a_department_is_found_by_what_it_is_for():
    water = build_organisation("department", "513433", branch="water")
    build_organisation("department", "513433", branch="health")
    build_organisation("department", "513434", branch="water")
    assert [each.id for each in people.organisations_in(("513433",), kind="department", branch="water")] == [water.id]
