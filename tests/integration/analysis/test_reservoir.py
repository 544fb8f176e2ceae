"""A flood through a reservoir of the register or a typed one; the way to it from the reservoir's page."""

from datetime import UTC, datetime

import pytest
from tests.factories.access import client_with
from tests.factories.places import build_divisions
from tests.factories.risks import build_reservoir

from anlan.analysis.api import run, run_analysis
from anlan.analysis.models import Run
from anlan.kernel.errors import AnlanError
from anlan.kernel.ids import new_id

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, tzinfo=UTC)
POOL = {"level_m": 100, "crest_m": 103, "surface_km2": 0.5, "weir_level_m": 100, "weir_m": 20}
FLOOD = {"inflow": "0 100\n24 100", "curve_number": 75, "base_m3s": 0, "doubt": 30}
GIVEN = {**POOL, **FLOOD, "valley_m": 50, "slope": 5}


@pytest.fixture
def officer(actor_with):
    build_divisions()
    return actor_with("duty_officer", "513433")


def test_a_reservoir_of_the_register_is_routed_under_its_own_name(officer):
    known = build_reservoir(flood_limit_level=99.5)
    found = run(officer, run_analysis("reservoir", {"reservoir": known.code, **GIVEN}, actor=officer, now=NOW))
    assert found.result["headline"]["values"]["name"] == known.name
    highest = next(each for each in found.result["figures"] if each["label"] == "Highest level")
    assert highest["best"] == pytest.approx(100 + (100 / 34) ** (2 / 3), abs=0.01)
    assert [each["level"] for each in found.result["advice"]] == [3]


def test_what_fits_several_reservoirs_is_refused_and_leaves_nothing(officer):
    build_reservoir()
    build_reservoir()
    with pytest.raises(AnlanError) as refused:
        run_analysis("reservoir", {"reservoir": "reservoir", **GIVEN}, actor=officer, now=NOW)
    assert refused.value.code == "analysis.reservoir_ambiguous"
    assert not Run.objects.exists()


def test_neither_a_reservoir_nor_its_place_is_refused_and_leaves_nothing(officer):
    with pytest.raises(AnlanError) as refused:
        run_analysis("reservoir", GIVEN, actor=officer, now=NOW)
    assert refused.value.code == "analysis.input_missing"
    assert not Run.objects.exists()


@pytest.mark.usefixtures("officer")
def test_the_page_of_a_reservoir_leads_to_the_form_filled_in_and_to_its_answer():
    known = build_reservoir(flood_limit_level=100)
    client = client_with("duty_officer", "513433")
    address = f"/analysis/new/reservoir/?reservoir={known.code}&amp;level_m=100"
    assert address in client.get(f"/risks/reservoirs/{known.id}/").content.decode()
    form = client.get(address.replace("&amp;", "&")).content.decode()
    assert f'value="{known.code}"' in form
    given = {**GIVEN, "reservoir": known.code, "below": "Bridge 3", "token": str(new_id())}
    page = client.post("/analysis/new/reservoir/", given, follow=True).content.decode()
    assert "洪峰到达下游各地" in page
    assert "Bridge" in page
