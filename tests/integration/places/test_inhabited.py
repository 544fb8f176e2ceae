"""Where people live around a point: townships where they are counted, else the county."""

import pytest
from tests.factories.places import build_divisions, build_footprint

from anlan.kernel.actors import SYSTEM
from anlan.places.api import PopulationFigure, inhabited_in, set_populations

pytestmark = pytest.mark.django_db
NAMES = {"513433": "冕宁县", "513433001": "高阳街道", "513433106": "彝海镇", "513322": "泸定县", "513324": "九龙县"}


def test_counted_townships_stand_for_their_county_and_an_uncounted_county_for_itself():
    build_divisions(NAMES)
    for code, west in (("513433", 102.0), ("513433001", 102.1), ("513433106", 102.2), ("513322", 102.1)):
        build_footprint(code, (west, 28.5, west + 0.1, 28.6))
    build_footprint("513324", (101.0, 28.5, 101.1, 28.6))
    figures = [
        PopulationFigure(code="513433", persons=400000, households=120000),
        PopulationFigure(code="513433001", persons=30000, households=9000),
    ]
    set_populations(figures=figures, source="count", is_demonstration=True, actor=SYSTEM)
    found = inhabited_in((102.0, 28.0, 103.0, 29.0))
    assert [(each.code, each.name, each.persons, each.is_invented) for each in found] == [
        ("513322", "泸定县", None, False),
        ("513433001", "高阳街道", 30000, True),
    ]
    assert (found[1].longitude, found[1].latitude) == pytest.approx((102.15, 28.55))
    assert inhabited_in((90.0, 20.0, 91.0, 21.0)) == ()
