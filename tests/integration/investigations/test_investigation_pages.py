"""The pages: an accident taken up from its incident, worked on by the forms, its lists, its papers, the public side."""

import zipfile
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_user, client_of
from tests.factories.enterprises import build_enterprise
from tests.factories.investigations import COUNTY, LEADER, NOW, OFFICER, an_accident, an_approved, row, with_members
from tests.factories.public_warnings import build_places

from anlan.investigations import api
from anlan.investigations.models import Investigation, Measure, Paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)
    build_places()


def client(role):
    return client_of(build_user(role, COUNTY))


def post(by, path, status=302, **fields):
    answer = by.post(path, fields)
    assert answer.status_code == status, answer.content.decode()[:600]
    return answer


def test_an_accident_is_taken_up_and_its_findings_entered_by_the_forms():
    by = client("inspector")
    page = post(
        by, "/investigations/new/", region=COUNTY, title="Fall", unit_name="Works", happened_at="2026-03-01 10:00",
        summary="It fell.", dead="1", loss="12.5", sort="production", mode="department",
    ).url  # fmt: skip
    found = Investigation.objects.get()
    assert (found.level, found.loss_yuan, page) == ("ordinary", 125_000, f"/investigations/{found.id}/")
    with_members(found.id)
    post(client("duty_leader"), f"{page}acts/form/")
    post(by, f"{page}acts/cause/", sort="direct", text="No support", evidence="Record")
    post(by, f"{page}acts/measure/", text="Support", owner="Works", due_on="2026-08-01")
    post(by, f"{page}report/", s_unit="Works", s_course="It fell.")
    shown = by.get(page).content.decode()
    assert all(text in shown for text in ("No support", "Support", "2026-04-30", "Member 0"))
    assert "No support" in by.get(f"{page}report/").content.decode()
    cause = row(found.id).causes.get()
    post(by, f"{page}acts/drop-cause/", target=str(cause.id), reason="Wrong")
    assert (row(found.id).causes.count(), set(row(found.id).sections)) == (0, set(api.sections()))


@pytest.mark.parametrize("loss", ["12.50005", "x", "NaN"])
def test_a_loss_that_is_no_whole_yuan_is_refused_and_nothing_taken_up(loss):
    fields = {"region": COUNTY, "title": "t", "unit_name": "u", "happened_at": "2026-03-01 10:00", "summary": "s"}
    post(client("inspector"), "/investigations/new/", 422, **fields, loss=loss)
    assert not Investigation.objects.exists()


def test_lists_papers_and_the_public_page():
    found = an_approved()
    by, leader = client("inspector"), client("duty_leader")
    post(leader, f"/investigations/{found}/acts/publish/")
    for path in ("", "due/", "measures/", "?state=approved&sort=-dead", f"{found}/"):
        assert "Roof fall" in by.get(f"/investigations/{path}").content.decode(), path
    assert b"Roof fall" in b"".join(by.get("/investigations/?format=csv").streaming_content)
    paper = Paper.objects.get(sort="report")
    document = zipfile.ZipFile(BytesIO(by.get(f"/investigations/papers/{paper.id}/docx/").content))
    assert "Support every face" in document.read("word/document.xml").decode()
    assert "Support every face" in by.get("/public/investigations/").content.decode()
    assert client("enterprise_officer").get(f"/investigations/{found}/").status_code in {403, 404}


def test_the_page_of_an_incident_shows_its_investigation_or_the_way_to_it():
    by = client("inspector")
    incident = "01890000-0000-7000-8000-000000000001"
    panel = f"/incidents/{incident}/panels/investigation/"
    assert f"/investigations/new/?incident={incident}" in by.get(panel).content.decode()
    found = an_approved(incident_id=incident)
    assert f"/investigations/{found}/" in by.get(panel).content.decode()


def test_the_list_asks_as_many_questions_for_six_rows_as_for_two_and_the_api_reads_the_same():
    by, asked = client("inspector"), []
    for more in (2, 4):
        for _ in range(more):
            found = an_accident()
        by.get("/investigations/")
        with CaptureQueriesContext(connection) as queries:
            assert by.get("/investigations/").content.decode().count("Roof fall") == (2 if more == 2 else 6)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert len(by.get("/api/v1/investigations").json()["investigations"]) == 6
    one = by.get(f"/api/v1/investigations/{found}").json()
    assert (one["level"], one["limits"][0]["due_on"], one["measures"]) == ("ordinary", "2026-04-30", [])
    assert client_of(build_user("inspector", "513432")).get(f"/api/v1/investigations/{found}").status_code == 404
    assert by.get("/api/v1/investigations/public").json() == {"outcomes": []}


def test_an_enterprise_shows_its_accidents():
    firm = build_enterprise("513433106")
    found = an_accident(object_id=firm.id)
    page = client("inspector").get(f"/joined/enterprise/{firm.id}/").content.decode()
    assert f"/investigations/{found}/" in page
    form = client("inspector").get(f"/investigations/new/?enterprise={firm.id}").content.decode()
    assert f'name="object_id" value="{firm.id}"' in form


def test_an_education_is_entered_by_the_form_and_stands_in_the_paper_of_the_look_back():
    found, by = an_approved(), client("inspector")
    address = f"/investigations/{found}/"
    told = {"education_form": "film", "education_day": "2026-03-02", "education_persons": "12", "text": "Supports"}
    post(by, f"{address}acts/education/", **told, audience="Night shift")
    post(by, f"{address}acts/education/", 422, **told | {"education_persons": "many"}, audience="Day shift")
    held = api.parts(OFFICER, found).educations
    assert [(each["audience"], each["persons"]) for each in held] == [("Night shift", 12)]
    assert "Night shift" in by.get(address).content.decode()
    api.judge_measure(measure_id=Measure.objects.get().id, act="fail", text="Nothing done", actor=OFFICER, now=NOW)
    api.assess(investigation_id=found, result="Not carried out", actor=LEADER, now=NOW)
    paper = (
        zipfile.ZipFile(BytesIO(bytes(Paper.objects.get(sort="assessment").file))).read("word/document.xml").decode()
    )
    assert all(word in paper for word in ("Night shift", "A fine"))
    post(by, f"{address}acts/withdraw-education/", target=str(held[0]["id"]), reason="twice")
    assert api.parts(OFFICER, found).educations[0]["withdrawn"] == "twice"
