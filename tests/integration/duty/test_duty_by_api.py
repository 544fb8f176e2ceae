from datetime import timedelta

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.duty import COUNTY, NOON, a_published

from anlan.duty.models import Instruction, RollCall

pytestmark = pytest.mark.django_db
TOWN, OTHER = "513433101", "513433102"
JSON = "application/json"


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOON)


def _client(role, region=COUNTY):
    return client_of(build_user(role, region))


def _post(client, path, status=201, **body):
    answer = client.post(f"/api/v1/duty{path}", body, content_type=JSON)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_who_is_on_duty_is_told_without_phones():
    roster_id, _persons = a_published()
    officer = _client("duty_officer")
    now = officer.get(f"/api/v1/duty/now?region={COUNTY}").json()
    assert [each["post"] for each in now["on_duty"]] == ["leader", "main", "second"]
    assert "phone" not in str(now)
    (listed,) = officer.get("/api/v1/duty/rosters").json()["rosters"]
    assert listed["id"] == str(roster_id)
    assert len(officer.get(f"/api/v1/duty/rosters/{roster_id}").json()["turns"]) == listed["turns"]
    stranger = _client("duty_officer", "511123")
    assert stranger.get(f"/api/v1/duty/now?region={COUNTY}").status_code == 404
    assert stranger.get("/api/v1/duty/rosters").json() == {"total": 0, "rosters": []}


def test_a_note_stands_in_the_log_and_is_corrected_by_another():
    officer = _client("duty_officer")
    note_id = _post(officer, "/log/notes", region=COUNTY, text="Line tested")["id"]
    _post(officer, f"/log/notes/{note_id}/correct", region=COUNTY, text="Two lines tested")
    span = {"since": (NOON - timedelta(hours=1)).isoformat(), "until": (NOON + timedelta(hours=1)).isoformat()}
    lines = officer.get("/api/v1/duty/log", {"region": COUNTY, **span}).json()["lines"]
    assert [(line["text"], line["is_corrected"]) for line in lines] == [
        ("Line tested", True),
        ("Two lines tested", False),
    ]
    assert officer.get("/api/v1/duty/log", {"region": COUNTY, **span, "until": span["since"]}).status_code == 422


def test_a_roll_call_by_api_goes_down_only_and_is_answered_by_its_room():
    officer, town = _client("duty_officer"), _client("township_officer", TOWN)
    call_id = _post(officer, "/roll-calls", region=COUNTY, rooms=[TOWN, OTHER], title="Night check", minutes=5)["id"]
    assert _post(town, "/roll-calls", 403, region=TOWN, rooms=[TOWN + "201"], title="Night check", minutes=5)
    (line,) = town.get("/api/v1/duty/roll-calls/mine").json()["lines"]
    assert _post(_client("township_officer", OTHER), f"/roll-lines/{line['id']}/answer", 404)
    assert _post(town, f"/roll-lines/{line['id']}/answer", 200, note="All here") == {"answered": True}
    states = [row["state"] for row in officer.get(f"/api/v1/duty/roll-calls/{call_id}").json()["lines"]]
    assert (states, RollCall.objects.count()) == (["answered", "asked"], 1)
    assert officer.get("/api/v1/duty/roll-calls").json()["total"] == 1


def test_an_instruction_by_api_is_followed_until_it_is_done():
    officer, town = _client("duty_officer"), _client("township_officer", TOWN)
    said = {"region": COUNTY, "leader": "Governor", "text": "Look at the dam", "to_region": TOWN, "to_name": "Town"}
    due = (NOON + timedelta(hours=2)).isoformat()
    made = _post(officer, "/instructions", **said, due_at=due, source_url="/intake/1/")["id"]
    _post(officer, "/instructions", 422, **said, due_at="2026-03-10T18:00:00")
    assert _post(town, f"/instructions/{made}/steps", act="receive") == {"state": "received"}
    _post(town, f"/instructions/{made}/steps", 422, act="burn")
    _post(town, f"/instructions/{made}/steps", 403, act="confirm")
    assert Instruction.objects.get().state == "received"
    assert [step[0] for step in town.get(f"/api/v1/duty/instructions/{made}").json()["steps"]] == ["receive"]
    assert town.get("/api/v1/duty/instructions?source_url=/intake/1/").json()["total"] == 1
    assert town.get("/api/v1/duty/instructions?source_url=/intake/2/").json()["total"] == 0
