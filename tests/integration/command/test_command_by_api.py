from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import build_user, client_of
from tests.factories.command import YIHAI, an_order
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.readiness import build_team

from anlan.command import api
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM

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


def test_a_command_post_is_set_up_filled_moved_and_stood_down():
    incident_id, leader = an_incident(), _client("duty_leader")
    post_id = _post(leader, f"/incidents/{incident_id}/posts", 201, name="Front post", place="School")["id"]
    seat_id = _post(leader, f"/posts/{post_id}/seats", 201, name="Drone pilot", key="pilot")["id"]
    assert _post(leader, f"/seats/{seat_id}/fill", name="Jimu")["holder"]["name"] == "Jimu"
    assert _post(leader, f"/seats/{seat_id}/relieve", reason="Rest")["holder"] is None
    assert _post(leader, f"/posts/{post_id}/move", place="Town hall")["place_text"] == "Town hall"
    assert _post(_client("township_officer", YIHAI), f"/posts/{post_id}/move", 404, place="x")["code"]
    assert _post(_client("duty_officer"), f"/posts/{post_id}/move", 403, place="x")["code"] == "kernel.not_allowed"
    assert _post(leader, f"/posts/{post_id}/stand-down", reason="Over")["state"] == "stood_down"
    assert _post(leader, f"/posts/{post_id}/move", 409, place="x")["code"] == "kernel.transition_not_allowed"
    (listed,) = leader.get(f"/api/v1/incidents/{incident_id}/posts").json()["posts"]
    assert listed["place_text"] == "Town hall"


def test_the_command_is_offered_and_accepted():
    incident_id, county = an_incident(), _client("commander")
    offer = _post(county, f"/incidents/{incident_id}/handovers", 201, to_region="5134", reason="It grows")["id"]
    assert _post(county, f"/handovers/{offer}/answer", 403, act="accept")["code"] == "kernel.not_allowed"
    assert _post(_client("commander", "5134"), f"/handovers/{offer}/answer", act="accept") == {"act": "accept"}


def test_a_team_in_danger_says_its_word():
    incident_id, officer = an_incident(), _client("duty_officer")
    body = {"team_id": str(build_team().id), "members": 8, "every_minutes": 20, "place": "gorge"}
    watch_id = _post(officer, f"/incidents/{incident_id}/watches", 201, **body)["id"]
    assert _post(officer, f"/watches/{watch_id}/words", members=8)["state"] == "well"
    assert _post(officer, f"/watches/{watch_id}/words", 422, members=9)["code"] == "kernel.invalid_value"
    assert _post(officer, f"/watches/{watch_id}/words", 422, members=8, happened_at="2020-06-26T23:00:00")["code"]
    assert _post(officer, f"/watches/{watch_id}/words", members=8, is_out=True)["state"] == "out"
    assert len(officer.get(f"/api/v1/watches/{watch_id}").json()["words"]) == 2
    assert _client("duty_officer", "513434").get(f"/api/v1/watches/{watch_id}").status_code == 404


def test_a_consultation_is_called_written_and_closed_into_orders():
    incident_id, leader = an_incident(), _client("duty_leader")
    body = {"title": "First", "held_at": NOW.isoformat(), "chair": "C", "participants": [{"name": "A"}]}
    path = f"/consultations/{_post(leader, f'/incidents/{incident_id}/consultations', 201, **body)['id']}"
    written = {"text": "It rises.", "version": 0}
    assert leader.put(f"/api/v1{path}/minutes", written, content_type=JSON).json() == {"version": 1}
    assert leader.put(f"/api/v1{path}/minutes", written, content_type=JSON).json()["code"] == "command.minutes_changed"
    order = {"text": "Move all", "to_label": "Yihai", "region": YIHAI, "within_minutes": 30}
    _post(leader, f"{path}/conclusions", 201, **order)
    assert len(_post(leader, f"{path}/close")["orders"]) == 1
    assert _post(leader, f"{path}/cancel", 409, reason="x")["code"] == "kernel.transition_not_allowed"
    assert leader.get(f"/api/v1{path}").json()["state"] == "closed"
    assert len(leader.get(f"/api/v1/incidents/{incident_id}/consultations").json()["consultations"]) == 1


def test_a_review_is_compiled_judged_signed_and_its_lesson_closed():
    incident_id, officer, leader = an_incident(), _client("duty_officer"), _client("duty_leader")
    assert officer.get(f"/api/v1/incidents/{incident_id}/review").status_code == 404
    review = _post(officer, f"/incidents/{incident_id}/review", 201)["id"]
    officer.put(f"/api/v1/reviews/{review}/judgement", {"text": "Late"}, content_type=JSON)
    assert _post(leader, f"/reviews/{review}/sign", 409)["code"] == "command.incident_still_open"
    incidents.close_incident(incident_id=incident_id, note="Over", actor=SYSTEM, now=NOW)
    assert _post(leader, f"/reviews/{review}/sign")["state"] == "signed"
    task = {"finding": "Late", "task": "By phone", "owner": "Office", "due_on": "2020-07-30"}
    lesson = _post(officer, f"/reviews/{review}/lessons", 201, **task)["id"]
    assert _post(leader, f"/lessons/{lesson}/close", 409)["code"] == "kernel.transition_not_allowed"
    assert _post(officer, f"/lessons/{lesson}/finish", note="Done")["state"] == "done"
    assert _post(leader, f"/lessons/{lesson}/return", reason="Not yet")["state"] == "open"
    _post(officer, f"/lessons/{lesson}/finish", note="Done")
    assert _post(leader, f"/lessons/{lesson}/close")["state"] == "closed"
    assert leader.get("/api/v1/lessons?state=closed").json()["total"] == 1


def test_an_order_gets_more_time_is_passed_on_and_its_reminder_taken_on():
    incident_id, user = an_incident(), build_user("duty_leader", "513433")
    order_id, leader = an_order(incident_id, NOW), client_of(user)
    later = (NOW + timedelta(hours=2)).isoformat()
    assert _post(leader, f"/orders/{order_id}/extend", deadline=later, reason="Road cut")["state"] == "issued"
    part = {
        "to_kind": "organisation",
        "to_label": "Village",
        "region": f"{YIHAI}201",
        "text": "Knock",
        "deadline": later,
    }
    town = _client("township_officer", YIHAI)
    assert _post(town, f"/orders/{order_id}/parts", 409, **part)["code"] == "kernel.transition_not_allowed"
    _post(town, f"/orders/{order_id}/receive")
    _post(town, f"/orders/{order_id}/parts", 201, **part)
    api.climb_ladder(actor=SYSTEM, now=NOW + timedelta(hours=1))
    told = leader.get("/api/v1/reminders").json()["reminders"]
    assert [row["trouble"] for row in told] == ["not_received"]
    assert _post(leader, f"/reminders/{told[0]['id']}/answer", answer="I call") == {"answer": "I call"}
    assert leader.get("/api/v1/reminders").json() == {"reminders": []}
