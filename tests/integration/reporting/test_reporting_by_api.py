from datetime import timedelta
from io import BytesIO

import docx
import pytest
from tests.factories.access import build_user, client_of
from tests.factories.incidents import LEARNED, an_incident

from anlan.kernel.actors import SYSTEM
from anlan.reporting import api

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=45)
JSON = "application/json"


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def _client(role, region="513433"):
    return client_of(build_user(role, region))


def _call(client, method, path, status=200, **body):
    answer = getattr(client, method)(f"/api/v1{path}", body or None, content_type=JSON)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_a_report_goes_from_draft_to_receipt():
    incident_id = an_incident()
    api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED)
    officer, leader, prefecture = _client("duty_officer"), _client("duty_leader"), _client("duty_officer", "5134")
    owed = officer.get("/api/v1/report-clocks").json()["clocks"]
    assert [(row["stage"], row["state"]) for row in owed] == [("first", "running"), ("followup", "running")]
    report_id = _call(officer, "post", f"/incidents/{incident_id}/reports", 201, stage="first")["id"]
    _call(officer, "put", f"/reports/{report_id}", title="On the flood", body="Two persons died.")
    assert _call(leader, "post", f"/reports/{report_id}/sign")["state"] == "signed"
    (sent_id,) = _call(officer, "post", f"/reports/{report_id}/send", 201, to=[])["transmissions"]
    assert _call(prefecture, "post", f"/transmissions/{sent_id}/receive") == {"received": True}
    clocks = officer.get(f"/api/v1/incidents/{incident_id}/report-clocks").json()["clocks"]
    assert [row["state"] for row in clocks] == ["met", "running"]
    document = prefecture.get(f"/api/v1/transmissions/{sent_id}/document")
    text = [line.text for line in docx.Document(BytesIO(document.content)).paragraphs]
    assert "Two persons died." in text
    (listed,) = officer.get(f"/api/v1/incidents/{incident_id}/reports").json()["reports"]
    assert (listed["state"], listed["sent"], listed["received"]) == ("sent", 1, 1)


def test_the_author_is_refused_by_code():
    incident_id = an_incident()
    leader = _client("duty_leader")
    report_id = _call(leader, "post", f"/incidents/{incident_id}/reports", 201, stage="first")["id"]
    assert _call(leader, "post", f"/reports/{report_id}/sign", 403)["code"] == "reporting.signer_is_author"


def test_another_county_gets_not_found():
    incident_id = an_incident()
    report_id = _call(_client("duty_officer"), "post", f"/incidents/{incident_id}/reports", 201, stage="first")["id"]
    assert _call(_client("duty_officer", "513401"), "get", f"/reports/{report_id}", 404)["code"] == "kernel.not_found"


def test_an_official_document_is_drafted_edited_and_issued_by_another():
    officer, leader = _client("duty_officer"), _client("duty_leader")
    paper_id = _call(officer, "post", "/papers", 201, kind="special_report", region="513433")["id"]
    said = _call(officer, "put", f"/papers/{paper_id}", title="On the flood")["content"]
    assert (said["title"], said["mark"] != "") == ("On the flood", True)
    assert _call(officer, "post", f"/papers/{paper_id}/issue", 403)["code"]
    assert _call(leader, "post", f"/papers/{paper_id}/issue") == {"number": 1}
    assert _call(officer, "put", f"/papers/{paper_id}", 409, title="Another")["code"]
    (row,) = officer.get("/api/v1/papers?state=issued").json()["papers"]
    assert (row["number"], row["content"]["title"]) == (1, "On the flood")
    assert "special_report" in officer.get("/api/v1/papers/kinds").json()["kinds"]
    document = docx.Document(BytesIO(leader.get(f"/api/v1/papers/{paper_id}/document").content))
    assert "On the flood" in [line.text for line in document.paragraphs]
    assert _client("duty_officer", "511123").get(f"/api/v1/papers/{paper_id}").status_code == 404


def test_a_suspicion_is_decided_by_api_with_its_reason():
    told = {"title": "Alarm", "since": LEARNED, "facts": {"minutes": "120"}}
    noticed = api.Noticed(rule="alarm_without_report", subject="alarm:1", region="513433", **told)
    api.suspect(noticed=noticed, actor=SYSTEM, now=LEARNED + timedelta(hours=3))
    officer, leader = _client("duty_officer"), _client("duty_leader")
    (row,) = leader.get("/api/v1/report-suspicions").json()["suspicions"]
    path = f"/report-suspicions/{row['id']}/decide"
    _call(leader, "post", path, 422, act="forget", reason="x")
    _call(leader, "post", path, 422, act="clear", reason="")
    assert leader.get("/api/v1/report-suspicions").json()["suspicions"][0]["state"] == "open"
    assert _call(leader, "post", path, act="clear", reason="Told by phone") == {"decided": "clear"}
    assert officer.get("/api/v1/report-suspicions?state=cleared").json()["total"] == 1
