import pytest
from tests.factories.access import build_user, client_of
from tests.factories.incidents import an_incident
from tests.factories.losses import COUNTY, DAMAWU, OPENED, YIHAI

from anlan.losses.models import Entry, LedgerPerson

pytestmark = pytest.mark.django_db
JSON = "application/json"
TOKEN = "0190a3a0-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
def _clock(at):
    at(OPENED)


def _client(role, region=COUNTY):
    return client_of(build_user(role, region))


def _post(client, path, status=200, **body):
    answer = client.post(f"/api/v1{path}", body, content_type=JSON)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


@pytest.fixture
def count():
    incident_id = an_incident()
    body = {"table": "quick", "region": COUNTY, "incident_id": str(incident_id), "asked": [YIHAI]}
    return incident_id, _post(_client("duty_leader"), "/losses/counts", 201, **body)["id"]


def test_figures_go_from_a_village_to_the_county_and_are_the_incidents(count):
    incident_id, survey_id = count
    village, officer = _client("village_officer", DAMAWU), _client("duty_officer")
    told = {"region": DAMAWU, "values": {"dead": 1, "missing": "9"}, "token": TOKEN}
    entries = [_post(village, f"/losses/counts/{survey_id}/figures", 201, **told)["id"] for _ in range(2)]
    assert entries[0] == entries[1]
    assert _post(officer, f"/losses/entries/{entries[0]}/accept") == {"state": "accepted"}
    sum_id = _post(officer, f"/losses/counts/{survey_id}/sums", 201, region=YIHAI)["id"]
    _post(officer, f"/losses/entries/{sum_id}/accept")
    board = officer.get(f"/api/v1/losses/counts/{survey_id}").json()
    assert (board["totals"], board["units"][0]["state"]) == ({"dead": "1", "missing": "9"}, "accepted")
    assert officer.get(f"/api/v1/incidents/{incident_id}/losses").json()["totals"] == {"dead": "1", "missing": "9"}
    (listed,) = officer.get("/api/v1/losses/counts?state=open").json()["counts"]
    assert listed["id"] == survey_id
    (entry,) = officer.get(f"/api/v1/losses/counts/{survey_id}/units/{DAMAWU}").json()["entries"]
    assert [step["act"] for step in entry["steps"]] == ["send", "accept"]
    assert "dead" in str(officer.get("/api/v1/losses/tables").json())


def test_what_is_refused_by_api_changes_nothing(count):
    _incident, survey_id = count
    other, officer = _client("village_officer", DAMAWU[:9] + "202"), _client("duty_officer")
    assert _post(other, f"/losses/counts/{survey_id}/figures", 403, region=DAMAWU, values={"dead": 1})
    sent = _post(officer, f"/losses/counts/{survey_id}/figures", 201, region=DAMAWU, values={"dead": 2})["id"]
    assert _post(other, f"/losses/entries/{sent}/accept", 404)["code"]
    _post(officer, f"/losses/counts/{survey_id}/figures", 422, region=DAMAWU, as_of="2020-06-27T01:00:00")
    _post(officer, f"/losses/entries/{sent}/return", 200, text="Count again")
    assert list(Entry.objects.values_list("state", flat=True)) == ["returned"]
    assert _client("duty_officer", "511123").get(f"/api/v1/losses/counts/{survey_id}").status_code == 404


def test_the_ledger_by_api_masks_names_and_takes_a_person_once(count):
    incident_id, _survey = count
    officer, path = _client("duty_officer"), f"/incidents/{incident_id}/ledgers/persons"
    body = {"region": DAMAWU, "name": "Zhang San", "state": "dead", "evidence": "Police", "token": TOKEN}
    assert len({_post(officer, path, 201, **body)["id"] for _ in range(2)}) == 1
    (person,) = officer.get(f"/api/v1{path}").json()["persons"]
    assert ("San" in person["name_masked"], LedgerPerson.objects.get().name) == (False, "Zhang San")
    assert officer.get(f"/api/v1/incidents/{incident_id}/ledgers/houses").json() == {"houses": []}
