"""A hazard chain on the registries: what is read, refused, shown, and how other analyses lead to it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from tests.factories.access import build_user, client_with
from tests.factories.places import build_divisions, build_footprint
from tests.factories.risks import PLACE, build_reservoir, build_site

from anlan.access.api import actor_of_user
from anlan.analysis import api
from anlan.analysis.models import Run
from anlan.analysis.pages.following import chain_address
from anlan.kernel import clock
from anlan.kernel.errors import AnlanError

pytestmark = pytest.mark.django_db
POINT = f"{PLACE.x},{PLACE.y}"
QUAKE = {"start": "earthquake", "point": POINT, "magnitude": "6.5"}


@pytest.fixture
def officer(actor_with):
    build_divisions()
    build_footprint("513433", (101.7, 28.2, 103.1, 29.4))
    return actor_with("duty_officer", "513433")


def test_an_earthquake_is_followed_over_the_registers_and_read_on_its_page(officer):
    site, lake = build_site(), build_reservoir()
    id_ = api.run_analysis("chain", QUAKE, actor=officer, now=clock.now())
    rows = api.run(officer, id_).result["tables"][0]["rows"]
    assert {row[0] for row in rows} >= {site.name, lake.name}
    text = client_with("duty_officer", "513433").get(f"/analysis/{id_}/").content.decode()
    for told in ("没有任何依据说明某一步有多大可能", "波及路径", "存疑", site.name):
        assert told in text


def test_places_that_the_asker_may_not_see_are_not_followed(officer):
    build_site(region="513401")
    id_ = api.run_analysis("chain", QUAKE, actor=officer, now=clock.now())
    assert api.run(officer, id_).result["tables"][0]["rows"] == []


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"magnitude": ""}, "analysis.input_missing"),
        ({"start": "rainstorm", "radius_km": "9"}, "analysis.input_missing"),
        ({"start": "rainstorm", "rain_mm": "90"}, "analysis.input_missing"),
        ({"start": "wildfire"}, "analysis.input_missing"),
        ({"start": "meteor"}, "analysis.input_not_a_choice"),
        ({"point": "125, 25"}, "analysis.place_outside"),
        ({"radius_km": "501"}, "analysis.input_out_of_range"),
    ],
)
def test_a_chain_that_cannot_be_followed_is_refused_and_leaves_nothing(officer, other, code):
    with pytest.raises(AnlanError) as refused:
        api.run_analysis("chain", QUAKE | other, actor=officer, now=clock.now())
    assert refused.value.code == code
    assert not Run.objects.exists()


def test_an_earthquake_and_a_rain_open_the_chain_with_the_form_filled_in(officer):
    build_site()
    message = {"longitude": str(PLACE.x), "latitude": str(PLACE.y), "magnitude": "6.5"}
    rain = {"region": "513433", "rain_mm": "90", "hours": "24", "decay": "0.65", "curve": "caine"}
    asked = {"earthquake": message, "rain": rain}
    runs = {word: api.run_analysis(word, given, actor=officer, now=clock.now()) for word, given in asked.items()}
    given = {word: parse_qs(urlsplit(chain_address(api.run(officer, id_))).query) for word, id_ in runs.items()}
    assert given["earthquake"] == {
        "start": ["earthquake"],
        "point": [f"{PLACE.x:.5f},{PLACE.y:.5f}"],
        "magnitude": ["6.5"],
    }
    assert given["rain"]["rain_mm"] == ["90.0"]
    client = client_with("duty_officer", "513433")
    page = client.get(f"/analysis/{runs['earthquake']}/").content.decode()
    assert "后续可能发生什么" in page
    form = client.get(chain_address(api.run(officer, runs["earthquake"]))).content.decode()
    assert 'value="6.5"' in form
    chain = api.run_analysis("chain", QUAKE, actor=officer, now=clock.now())
    assert chain_address(api.run(officer, chain)) == ""


@pytest.mark.usefixtures("officer")
def test_a_run_is_not_outdated_by_what_its_asker_may_not_see_but_by_what_the_asker_does():
    asker = actor_of_user(build_user("duty_officer", "513433"))
    build_site(region="513401")
    id_ = api.run_analysis("chain", QUAKE, actor=asker, now=clock.now())
    assert not api.mark_outdated(id_, now=clock.now())
    build_site()
    assert api.mark_outdated(id_, now=clock.now())
