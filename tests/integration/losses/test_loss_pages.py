from datetime import timedelta

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.incidents import an_incident
from tests.factories.losses import (
    COUNTY,
    DAMAWU,
    DAQIAO,
    DUTY,
    OPENED,
    YIHAI,
    a_survey,
    accepted,
    figures,
    sent_up,
    told,
)
from tests.factories.public_warnings import build_places

from anlan.losses import api
from anlan.losses.models import Entry, Survey

pytestmark = pytest.mark.django_db
NOW = OPENED + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)
    build_places()


def _client(role, region=COUNTY):
    return client_of(build_user(role, region))


def _post(client, path, status=302, **fields):
    answer = client.post(path, fields)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer


def test_a_count_is_opened_told_by_phone_accepted_and_sent_up():
    incident_id = an_incident()
    duty, village, township = (
        _client("duty_leader"),
        _client("village_officer", DAMAWU),
        _client("township_officer", YIHAI),
    )
    assert 'value="513433103"' in duty.get(f"/losses/new/?table=quick&incident={incident_id}").content.decode()
    page = _post(duty, "/losses/new/", table="quick", region=COUNTY, incident=incident_id, asked=[YIHAI, DAQIAO]).url
    survey_id = Survey.objects.get().id
    form = f"/losses/report/{survey_id}/{DAMAWU}/"
    assert form in village.get("/losses/report/").content.decode()
    for _ in range(2):
        _post(village, form, f_dead="1", f_missing="9", client_token="k3-1-2", pressed_ago="90000")
    entry = Entry.objects.get()
    assert entry.as_of == NOW - timedelta(seconds=90)
    _post(village, form, 422, f_dead="x", client_token="k3-1-3")
    _post(township, f"/losses/entries/{entry.id}/accept/", back="board")
    _post(township, f"/losses/{survey_id}/send/{YIHAI}/")
    assert "Yihai" in duty.get(page).content.decode()
    assert duty.get("/losses/").content.decode().count("data-entry") == 1
    assert duty.get(f"/losses/{survey_id}/units/{YIHAI}/").content.decode().count("/accept/") == 1


def test_a_village_repeats_its_figures_with_one_press():
    survey_id = a_survey()
    told(survey_id, dead=1)
    village = _client("village_officer", DAMAWU)
    assert 'value="zero"' in village.get(f"/losses/report/{survey_id}/{DAMAWU}/").content.decode()
    _post(village, f"/losses/report/{survey_id}/{DAMAWU}/", what="zero", f_dead="7", client_token="a-zero-report")
    assert [entry.is_zero for entry in Entry.objects.all()] == [False, True]


def test_what_a_phone_had_kept_is_answered_without_the_page_and_the_page_says_it_was_sent():
    survey_id = a_survey()
    village, form = _client("village_officer", DAMAWU), f"/losses/report/{survey_id}/{DAMAWU}/"
    for _ in range(2):
        answer = village.post(form, {"f_dead": "1", "client_token": "kept-1"}, headers={"X-Kept": "1"})
        assert (answer.status_code, answer.content, answer["X-Next"]) == (204, b"", form)
        assert "Location" not in answer
    assert Entry.objects.count() == 1
    assert 'data-tone="good" role="status"' in village.get(form).content.decode()
    refused = village.post(form, {"f_dead": "x", "client_token": "kept-2"}, headers={"X-Kept": "1"})
    assert refused.status_code == 422
    assert Entry.objects.count() == 1
    village.logout()
    answer = village.post(form, {"f_dead": "2", "client_token": "kept-3"}, headers={"X-Kept": "1"})
    assert answer["X-Next"].startswith("/login/")
    assert Entry.objects.count() == 1


def test_the_board_says_that_the_units_went_on_since_the_sum_was_sent():
    survey_id = a_survey()
    accepted(survey_id, dead=1)
    sent_up(survey_id)
    accepted(survey_id, minutes=30, dead=2, reason="found in the stream")
    board = api.board(DUTY, api.survey(DUTY, survey_id), YIHAI, NOW)
    assert (board.is_behind, board.totals, board.rows[0].change) == (True, figures(dead=2), figures(dead=1))
    assert [row.state for row in board.rows] == ["accepted", "missing"]


def test_acts_of_the_desk_are_posted():
    survey_id = a_survey()
    entry_id = told(survey_id, dead=1)
    officer = _client("duty_officer")
    _post(officer, f"/losses/entries/{entry_id}/ask/", text="Who?")
    _post(officer, f"/losses/entries/{entry_id}/explain/", text="A herdsman")
    _post(officer, f"/losses/{survey_id}/accept/{YIHAI}/")
    _post(officer, f"/losses/entries/{entry_id}/return/", text="again")
    assert [step.act for step in Entry.objects.get().steps.all()] == ["send", "ask", "explain", "accept", "return"]
    assert officer.post(f"/losses/entries/{entry_id}/eat/").status_code == 404
    _post(_client("duty_leader"), f"/losses/{survey_id}/close/", reason="done")
    assert officer.get(f"/losses/{survey_id}/enter/{DAMAWU}/").status_code == 200
    _post(officer, f"/losses/{survey_id}/enter/{DAMAWU}/", 409, f_dead="2")
