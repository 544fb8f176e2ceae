from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import build_user, client_of
from tests.factories.command import YIHAI, an_order
from tests.factories.incidents import LEARNED, an_incident

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=5)
JSON = "application/json"


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def _client(role, region="513433"):
    return client_of(build_user(role, region))


def _post(client, path, status=200, **body):
    answer = client.post(f"/api/v1{path}", body, content_type=JSON)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_a_response_is_proposed_started_and_ended():
    incident_id = an_incident()
    leader, commander = _client("duty_leader"), _client("commander")
    body = {"level": 3, "plan_title": "Flash-flood plan", "reasons": ["Two villages must move"]}
    response_id = _post(leader, f"/incidents/{incident_id}/responses", 201, **body)["id"]
    read = commander.get(f"/api/v1/responses/{response_id}").json()
    assert "Two villages must move" in read["draft_text"]
    assert _post(commander, f"/responses/{response_id}/start")["state"] == "started"
    assert _post(commander, f"/responses/{response_id}/start", 409)["code"] == "kernel.transition_not_allowed"
    assert _post(commander, f"/responses/{response_id}/end", reason="Over.")["state"] == "ended"
    listed = commander.get(f"/api/v1/incidents/{incident_id}/responses").json()["responses"]
    assert [row["state"] for row in listed] == ["ended"]


def test_the_proposer_is_refused_by_code():
    incident_id = an_incident()
    commander = _client("commander")
    body = {"level": 3, "plan_title": "Flash-flood plan", "reasons": ["x"]}
    response_id = _post(commander, f"/incidents/{incident_id}/responses", 201, **body)["id"]
    assert _post(commander, f"/responses/{response_id}/start", 403)["code"] == "command.signer_is_proposer"


def test_an_upper_response_is_recorded():
    body = {
        "upper_region": "51",
        "issuer": "Provincial emergency department",
        "level": 2,
        "started_at": NOW.isoformat(),
        "source": "Telephone notice",
    }
    incident_id = an_incident()
    officer = _client("duty_officer")
    _post(officer, f"/incidents/{incident_id}/upper-responses", 201, **body)
    listed = officer.get(f"/api/v1/incidents/{incident_id}/responses").json()["upper_responses"]
    assert [(row["issuer"], row["level"]) for row in listed] == [("Provincial emergency department", 2)]


def test_an_order_is_issued_carried_out_and_verified():
    incident_id = an_incident()
    commander, yihai = _client("commander"), _client("township_officer", YIHAI)
    body = {
        "to_kind": "organisation",
        "to_label": "Yihai town government",
        "region": "513433102000",
        "text": "Move everybody below the stream.",
        "deadline": (NOW + timedelta(hours=1)).isoformat(),
        "token": "01900000-0000-7000-8000-000000000001",
    }
    order_id = _post(commander, f"/incidents/{incident_id}/orders", 201, **body)["id"]
    assert _post(commander, f"/incidents/{incident_id}/orders", 201, **body)["id"] == order_id
    assert [row["id"] for row in yihai.get("/api/v1/tasks").json()["orders"]] == [order_id]
    assert _post(yihai, f"/orders/{order_id}/receive")["state"] == "received"
    _post(yihai, f"/orders/{order_id}/feedback", 201, text="600 moved", longitude=102.2, latitude=28.7)
    assert _post(yihai, f"/orders/{order_id}/complete")["state"] == "completed"
    assert _post(commander, f"/orders/{order_id}/verify")["state"] == "verified"
    read = commander.get(f"/api/v1/orders/{order_id}").json()
    assert [row["text"] for row in read["feedback"]] == ["600 moved"]
    board = commander.get(f"/api/v1/incidents/{incident_id}/orders").json()
    assert (board["counts"]["total"], board["counts"]["verified"]) == (1, 1)


def test_another_township_gets_not_found():
    order_id = an_order(an_incident(), NOW)
    stranger = _client("township_officer", "513433104")
    assert stranger.get(f"/api/v1/orders/{order_id}").status_code == 404
    assert _post(stranger, f"/orders/{order_id}/receive", 404)["code"] == "kernel.not_found"


def test_a_deadline_without_time_zone_is_refused_by_name():
    incident_id = an_incident()
    body = {"to_kind": "team", "to_label": "x", "region": YIHAI, "text": "x", "deadline": "2020-06-27T08:00:00"}
    answer = _post(_client("commander"), f"/incidents/{incident_id}/orders", 422, **body)
    assert answer["data"] == {"field": "deadline", "value": "2020-06-27T08:00:00", "rule": "time_with_zone"}


def test_evacuation_numbers_are_reported_and_read():
    incident_id = an_incident()
    yihai = _client("township_officer", YIHAI)
    target = {"region": YIHAI, "households": 620, "persons": 3000, "shelter": "Yihai school"}
    _post(yihai, f"/incidents/{incident_id}/evacuation/targets", 201, **target)
    _post(yihai, f"/incidents/{incident_id}/evacuation/reports", 201, region=YIHAI, households=620, persons=3000)
    table = yihai.get(f"/api/v1/incidents/{incident_id}/evacuation").json()
    assert table["moved"] == {"households": 620, "persons": 3000}
    assert table["lines"][0]["shelter"] == "Yihai school"


def test_nobody_without_a_session_reads_anything():
    answer = client_of(build_user()).get(f"/api/v1/incidents/{an_incident()}/orders")
    assert answer.status_code == 401


def test_photos_go_up_by_the_api_too(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    order_id = an_order(an_incident(), NOW, needs_feedback=False, needs_photo=True)
    yihai = _client("township_officer", YIHAI)
    _post(yihai, f"/orders/{order_id}/receive")
    assert _post(yihai, f"/orders/{order_id}/complete", 422)["code"] == "command.photo_missing"
    picture = SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    assert yihai.post(f"/api/v1/orders/{order_id}/photos", {"photos": picture}).status_code == 201
    assert _post(yihai, f"/orders/{order_id}/complete")["state"] == "completed"
