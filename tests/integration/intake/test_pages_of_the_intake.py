"""The pages: call, inbox, matter, departments, phone, public."""

import pytest
from django.test import Client
from tests.factories.access import client_with
from tests.factories.incidents import LEARNED
from tests.factories.intake import a_matter
from tests.factories.people import build_organisation
from tests.factories.places import build_divisions

from anlan.incidents.models import Incident
from anlan.intake import api
from anlan.intake.models import Matter
from anlan.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db
COUNTY, TOWNSHIP = "513433", "513433106"


@pytest.fixture(autouse=True)
def night(at):
    at(LEARNED)
    build_divisions()


def test_a_call_is_kept_once_though_its_place_was_only_typed():
    client = client_with("duty_officer", COUNTY)
    words = {"text": "smoke", "client_token": "c-1", "region": "", "region_typed": "yhz"}
    answers = [client.post("/intake/call/", words) for _ in range(2)]
    row = Matter.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/intake/{row.id}/"] * 2
    assert (row.kind, row.region, row.place_text) == ("call", TOWNSHIP, "yhz")
    assert "smoke" in client.get("/intake/").content.decode()
    page = client.get(f"/intake/{row.id}/").content.decode()
    assert "/desk/declare/?matter=" in page
    assert "smoke" in client.get("/intake/?format=csv").getvalue().decode()


def test_nobody_but_the_desk_takes_calls_or_reads_the_inbox():
    client = client_with("village_officer", TOWNSHIP)
    for path in ("/intake/", "/intake/forwarded/", "/intake/call/", "/intake/department/"):
        assert client.get(path).status_code == 403, path
    assert client.post("/intake/call/", {"text": "smoke"}).status_code == 403
    assert Matter.objects.count() == 0


def test_the_desk_acts_on_a_matter_by_its_buttons():
    client, matter_id = client_with("duty_officer", COUNTY), a_matter(LEARNED)
    answer = client.post(f"/intake/{matter_id}/take/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Trigger"]) == (200, "alarm-handled")
    assert f'data-subject="matter:{matter_id}"' in answer.content.decode()
    assert client.post(f"/intake/{matter_id}/unknown/").status_code == 404
    assert "13800000000" in client.post(f"/intake/{matter_id}/reveal/").content.decode()
    assert client.post(f"/intake/{matter_id}/close/", {"reason": ""}).status_code == 422
    assert Matter.objects.get().state == "taken"


def test_an_incident_is_declared_once_from_a_form_that_is_sent_twice():
    client, matter_id = client_with("duty_officer", COUNTY), a_matter(LEARNED)
    page = client.get(f"/desk/declare/?matter={matter_id}").content.decode()
    token = page.split('name="token" value="')[1].split('"')[0]
    form = {"token": token, "matter": str(matter_id), "event_kind": "11A51", "region": TOWNSHIP, "missing": "3"}
    answers = [client.post("/desk/declare/", form) for _ in range(2)]
    incident = Incident.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/incidents/{incident.id}/"] * 2
    assert (incident.grade, incident.learned_at) == (2, LEARNED)
    refused = client.post("/desk/declare/", {**form, "event_kind": "99999", "token": ""})
    assert (refused.status_code, Incident.objects.count()) == (422, 1)
    beside = client.get(
        "/desk/declare/beside/", {"region": TOWNSHIP, "event_kind": "11A51", "dead": "10"}
    ).content.decode()
    assert incident.title in beside
    assert client_with("auditor", COUNTY).get("/desk/declare/").status_code == 403


def test_kinds_are_found_by_name_initials_and_code():
    client = client_with("duty_officer", COUNTY)
    for text in ("sh", "11a51"):
        codes = [each["code"] for each in client.get("/intake/kinds/", {"q": text}).json()["results"]]
        assert codes[0] == "11A51", text
    assert client.get("/intake/kinds/", {"q": ""}).json()["results"] == []


def test_a_department_answers_on_its_page():
    operator, matter_id = client_with("department_operator", COUNTY), a_matter(LEARNED)
    department = build_organisation(branch="transport", region=COUNTY)
    to = {"category": "road", "organisation_id": department.id, "note": "please"}
    forwarding_id = api.forward_matter(matter_id=matter_id, **to, actor=SYSTEM, now=LEARNED)
    assert "The river" in operator.get("/intake/department/").content.decode()
    page = operator.get(f"/intake/department/{forwarding_id}/").content.decode()
    assert "13800000000" not in page
    assert operator.post(f"/intake/department/{forwarding_id}/", {"act": "return", "reason": ""}).status_code == 422
    assert operator.post(f"/intake/department/{forwarding_id}/", {"act": "answer", "answer": "done"}).status_code == 302
    assert Matter.objects.get().state == "answered"
    listed = client_with("duty_officer", COUNTY).get("/intake/forwarded/?state=answered").content.decode()
    assert department.name in listed


def test_a_stranger_tells_and_follows_without_an_account_or_a_script():
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get("/report/").status_code == 200
    client_with("duty_officer", COUNTY)  # somebody takes what comes in
    form = {
        "client_token": "s-1",
        "text": "the slope cracks",
        "county": COUNTY,
        "place_text": "\u5f5d\u6d77\u9547 bridge",
    }
    answers = [stranger.post("/report/", form) for _ in range(2)]
    assert answers[0].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    row = Matter.objects.get()
    assert (row.kind, row.region, row.sender_id) == ("tip_off", TOWNSHIP, "public")
    page = stranger.get(answers[0]["Location"]).content.decode()
    assert row.number in page
    assert stranger.get("/report/guessed/").status_code == 404
    assert stranger.post("/report/", {**form, "county": "110101", "client_token": "s-2"}).status_code == 422
    assert Matter.objects.count() == 1


def test_a_village_tells_from_below_and_sees_what_became_of_it():
    village = client_with("village_officer", TOWNSHIP)
    form = {"client_token": "v-1", "text": "water at the door", "region": TOWNSHIP, "pressed_ago": "600000"}
    for _ in range(2):
        assert village.post("/intake/new/", form).status_code == 302
    row = Matter.objects.get()
    assert (row.kind, (row.received_at - row.told_at).total_seconds()) == ("report_from_below", 600)
    assert "water at the door" in village.get("/intake/new/").content.decode()
    assert client_with("auditor", COUNTY).get("/intake/new/").status_code == 403
