"""Sites that still threaten, with their own rain, in the reader's regions only."""

import pytest
from tests.factories.places import build_divisions
from tests.factories.risks import build_site

from anlan.risks.api import threatening

pytestmark = pytest.mark.django_db


def test_sites_come_with_their_own_rain_where_it_is_a_number(actor_with):
    build_divisions()
    own = build_site(kind="flash_flood_zone", facts={"prepare_mm": "30", "move_mm": 50})
    bad = build_site(kind="flash_flood_zone", facts={"prepare_mm": "much", "move_mm": -1})
    build_site(kind="flash_flood_zone", state="eliminated")
    build_site(kind="dyke")
    reader = actor_with("duty_officer", "513433")
    found = {site.id: (site.prepare_mm, site.move_mm) for site in threatening(reader, "513433", ("flash_flood_zone",))}
    assert found == {own.id: (30.0, 50.0), bad.id: (None, None)}
    assert threatening(actor_with("duty_officer", "14"), "513433", ("flash_flood_zone",)) == ()
