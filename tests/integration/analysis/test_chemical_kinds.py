"""A leak and an explosion assessed on the registries; refusals by name leave nothing."""

import re
from html import unescape

import pytest
from django.urls import reverse
from tests.factories.access import client_with
from tests.factories.major_hazards import build_unit
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
    build_footprint("513433103", (102.2, 28.6, 102.3, 28.7), "schematic")
    build_footprint("513433106", (102.3, 28.7, 102.4, 28.8), "schematic")
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
        ("leak", {**LEAK, "place": "5,5"}, errors.PlaceOutside),
        ("leak", {**LEAK, "substance": "氧", "state": "gas"}, errors.ModelRefused),
        ("explosion", {**BURST, "substance": ""}, errors.InputMissing),
        ("explosion", {**BURST, "substance": "液氯"}, errors.ModelRefused),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(ask, kind, given, refusal):
    with pytest.raises(refusal):
        ask(kind, given)
    assert Run.objects.count() == 0


def test_form_and_interface_say_in_the_readers_language_why_the_model_refused(county):
    client, sentence = client_with("duty_officer", "513433"), "在该温度下不是液体，请选择气体。"
    page = client.post(reverse("analysis:new", args=["leak"]), {**LEAK, "state": "liquid"})
    asked = {"kind": "leak", "inputs": {**LEAK, "state": "liquid"}}
    answer = client.post("/api/v1/analysis/runs/", asked, content_type="application/json")
    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    told = answer.json()
    assert (answer.status_code, told["code"], told["data"]["why"]) == (
        422,
        "analysis.model_refused",
        "liquid_above_its_boiling_point",
    )
    assert told["message"] == sentence
    assert Run.objects.count() == 0


SHELTERING = {
    "region": "513433",
    "days": "3",
    "season": "cold",
    "mode": "walk",
    "told": "15",
    "ready": "30",
    "width": "2",
    "vehicles": "600",
    "per_vehicle": "3",
}


def test_a_county_is_moved_into_its_shelters(ask):
    sheet = ask("sheltering", SHELTERING)
    assert best_of(sheet, "Registered people to move") == 7
    assert best_of(sheet, "Without a shelter place") == 0
    assert [row[2] for row in sheet.result["tables"][0]["rows"]] == [7]
    needs = {row[0]["text"]: row[2] for row in sheet.result["tables"][1]["rows"]}
    assert (needs["Quilts"], needs["Water altogether"]) == (14, 315)


def test_an_area_without_households_is_refused(ask):
    with pytest.raises(errors.ModelRefused):
        ask("sheltering", {**SHELTERING, "region": "513433106"})
    assert Run.objects.count() == 0


@pytest.mark.parametrize(("kind", "given"), [("leak", LEAK), ("explosion", BURST), ("sheltering", SHELTERING)])
def test_forms_and_runs_are_shown_in_chinese(ask, kind, given):
    client = client_with("duty_officer", "513433")
    assert client.get(f"/analysis/new/{kind}/").status_code == 200
    shown = client.get(f"/analysis/{ask(kind, given).row.id}/")
    assert shown.status_code == 200
    assert "登记" in shown.content.decode()


def test_the_page_of_a_major_hazard_leads_to_its_leak(county):
    unit = build_unit(("氯", "12.5"))
    client = client_with("duty_officer", "513433")
    page = client.get(reverse("major_hazards:unit", args=[unit])).content.decode()
    link = unescape(re.search(r'href="(/analysis/new/leak/[^"]+)"', page)[1])
    form = client.get(link).content.decode()
    assert 'value="氯"' in form
    assert 'value="12.5' in form
