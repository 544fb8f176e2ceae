"""What stands in a box: each register by its own kind, only what the reader may see."""

import pytest
from tests.factories.places import build_divisions
from tests.factories.risks import build_reservoir, build_site

from anlan.risks.api import reservoirs_in, threatening_in

pytestmark = pytest.mark.django_db
AROUND = (101.0, 27.0, 104.0, 30.0)


def test_reservoirs_and_threatening_sites_of_the_box_are_seen_in_their_regions_only(actor_with):
    build_divisions()
    reservoir = build_reservoir()
    site = build_site()
    build_site(state="eliminated")
    reader = actor_with("duty_officer", "513433")
    assert [(each.kind, each.name, each.region) for each in reservoirs_in(reader, AROUND)] == [
        ("reservoir", reservoir.name, reservoir.region)
    ]
    assert [(each.kind, each.name) for each in threatening_in(reader, AROUND)] == [(site.kind, site.name)]
    assert (reservoirs_in(reader, (1, 1, 2, 2)), threatening_in(actor_with("duty_officer", "14"), AROUND)) == ((), ())
