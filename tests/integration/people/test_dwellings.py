"""Households in a box of the map, without names, in the reader's regions only."""

import pytest
from tests.factories.people import build_household

from anlan.people.api import dwellings_in

pytestmark = pytest.mark.django_db
AROUND = (102.0, 28.0, 103.0, 29.0)


def test_households_in_the_box_are_seen_by_who_may_see_residents(actor_with):
    home = build_household(persons=4, is_to_move_first=True)
    build_household(at=(104.0, 28.5))
    (found,) = dwellings_in(actor_with("township_officer", "513433103"), AROUND)
    assert (found.id, found.persons, found.is_to_move_first) == (home.id, 4, True)
    assert (found.longitude, found.latitude) == (102.25, 28.65)
    assert not hasattr(found, "head_name")
    assert dwellings_in(actor_with("township_officer", "513433106"), AROUND) == ()
