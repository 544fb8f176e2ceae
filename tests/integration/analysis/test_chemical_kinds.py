"""A leak and an explosion assessed on the registries; refusals by name leave nothing."""

import pytest
from tests.factories.access import client_with
from tests.factories.people import build_household
from tests.factories.places import build_divisions, build_footprint
from tests.factories.readiness import build_shelter

from anlan.analysis import api
from anlan.analysis.domain import errors
from anlan.analysis.models import Run
from anlan.kernel import clock

pytestmark = pytest.mark.django_db
VILLAGE = "513433103201"
PLANT = "102.25,28.65"
LEAK = {
    "place": PLANT,
    "substance": "液氯",
    "state": "liquefied",
    "quantity": "1",
    "hole": "3",
    "temperature": "20",
    "wind": "2",
    "wind_from": "180",
    "sky": "clear_night",
    "terrain": "rural",
    "ambient": "20",
    "pipe": "no",
}
BURST = {"place": PLANT, "event": "fire_ball", "substance": "液化石油气", "quantity": "20"}


@pytest.fixture
def county():
    build_divisions()
    build_footprint("513433", (101.8, 28.1, 102.6, 28.9))
    build_household(VILLAGE, at=(102.25, 28.655), code="h1", persons=4)
    build_household(VILLAGE, at=(102.25, 28.645), code="h2", persons=3)
    build_shelter("513433103")


@pytest.fixture
def ask(county, actor_with):
    def run(kind, given):
        actor = actor_with("duty_officer", "513433")
        return api.run(actor, api.run_analysis(kind, given, actor=actor, now=clock.now()))

    return run


def best_of(sheet, label):
    return next(each["best"] for each in sheet.result["figures"] if each["label"] == label)


def test_a_leak_counts_those_downwind_and_says_who_stays_in(ask):
    sheet = ask("leak", LEAK)
    assert sheet.row.state == "done"
    assert best_of(sheet, "Registered people where life is in danger") == 4
    row = sheet.result["tables"][0]["rows"][0]
    assert row[1] == 4
    assert row[-1]["text"] == "stay in, close everything"
    assert {layer["key"] for layer in sheet.result["layers"]} == {"zones", "turning", "points"}


def test_without_the_wind_those_all_around_are_counted(ask):
    sheet = ask("leak", {**LEAK, "wind_from": ""})
    assert best_of(sheet, "Registered people where life is in danger") == 7
    assert {layer["key"] for layer in sheet.result["layers"]} == {"zones", "points"}


def test_a_fire_ball_counts_those_around(ask):
    sheet = ask("explosion", {**BURST, "quantity": "200"})
    assert best_of(sheet, "Registered people who may be hurt") == 7
    assert best_of(sheet, "Diameter of the fire ball") == 339


@pytest.mark.parametrize(
    ("kind", "given", "refusal"),
    [
        ("leak", {**LEAK, "substance": "汽水"}, errors.InputNotRead),
        ("leak", {**LEAK, "wind": "-3"}, errors.InputOutOfRange),
        ("leak", {**LEAK, "state": "liquid"}, errors.ModelRefused),
        ("leak", {**LEAK, "place": "5,5"}, errors.ModelRefused),
        ("leak", {**LEAK, "substance": "氧", "state": "gas"}, errors.ModelRefused),
        ("explosion", {**BURST, "substance": ""}, errors.InputMissing),
        ("explosion", {**BURST, "substance": "液氯"}, errors.ModelRefused),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(ask, kind, given, refusal):
    with pytest.raises(refusal):
        ask(kind, given)
    assert Run.objects.count() == 0


@pytest.mark.parametrize("kind", ["leak", "explosion"])
def test_the_forms_are_shown(county, kind):
    answer = client_with("duty_officer", "513433").get(f"/analysis/new/{kind}/")
    assert answer.status_code == 200
