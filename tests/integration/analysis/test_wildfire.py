"""A fire on the page: asked, reckoned by a job, told with its map; what cannot be is refused and leaves nothing."""

import pytest
from tests.factories.access import client_with
from tests.factories.places import build_divisions, build_footprint

from anlan.analysis import api
from anlan.analysis.domain import errors
from anlan.analysis.domain.fire.errors import FireMissing, FireOutside, HotspotsUnreadable
from anlan.analysis.models import Run
from anlan.analysis.services.reckoning import reckon_run
from anlan.kernel import clock
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
FIRE = {
    "point": "102.17, 28.55",
    "fuel": "rothermel/short_grass",
    "temperature": "28",
    "humidity": "25",
    "wind": "6",
    "wind_from": "270",
    "hours": "1",
    "slope": "20",
    "started_at": "2026-04-01 20:30",
}


@pytest.fixture
def county():
    build_divisions()
    build_footprint("513433", (101.8, 28.1, 102.4, 28.9))


def test_a_fire_is_reckoned_by_a_job_and_told_on_its_page(county, actor_with, client):
    actor = actor_with("duty_officer", "513433")
    run_id = api.run_analysis("wildfire", FIRE, actor=actor, now=clock.now())
    assert api.run(actor, run_id).row.state == "waiting"
    reckon_run(run_id, now=clock.now())
    sheet = api.run(actor, run_id)
    assert sheet.row.state == "done"
    assert [each["package"] for each in sheet.models_used] == ["fire_spread"]
    page = client_with("duty_officer", "513433").get(f"/analysis/{run_id}/")
    text = page.content.decode()
    assert page.status_code == 200
    for told in ("火头每分钟约", "夜间等可视度差", "飞火能越过道路"):
        assert told in text


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"point": ""}, FireMissing),
        ({"point": "125, 25"}, FireOutside),
        ({"hotspots": "x,y\n1,2"}, HotspotsUnreadable),
        ({"wind": "-3"}, errors.InputOutOfRange),
        ({"fuel": "wang/conifers", "wind": "12.1"}, errors.InputOutOfRange),
        ({"fuel": "wang/straw"}, errors.InputNotAChoice),
    ],
)
def test_a_fire_that_cannot_be_is_refused_and_leaves_nothing(county, actor_with, other, refusal):
    with pytest.raises(refusal):
        api.run_analysis("wildfire", FIRE | other, actor=actor_with("duty_officer", "513433"), now=clock.now())
    assert (Run.objects.count(), JournalEntry.objects.filter(kind__startswith="analysis.").count()) == (0, 0)
