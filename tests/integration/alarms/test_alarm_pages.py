from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.access import client_with
from tests.factories.alarms import NIGHT, an_alarm

from anlan.alarms.models import Alarm
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
YIHAI, OTHER = "513433106", "513433102"
PAGES = ["/alarms/{}/", "/alarms/{}/work/", "/alarms/{}/panels/incident/"]
ACTS = ["take", "verify", "dismiss", "close"]


def test_the_page_says_what_where_how_bad_by_which_edition(at):
    at(NIGHT + timedelta(minutes=2))
    alarm_id = an_alarm(evidence=((NIGHT - timedelta(minutes=5), 22.5), (NIGHT, 30.0)))
    page = client_with("duty_officer").get(f"/alarms/{alarm_id}/").content.decode()
    for words in ("A20200626-0001", "Yihai gauge", "52.5", "2020-05", "polyline"):
        assert words in page


@pytest.mark.parametrize("page", PAGES[:2])
def test_a_township_gets_404_for_anothers_alarm_and_no_word_of_it(page):
    alarm_id = an_alarm(region=OTHER)
    client = client_with("township_officer", YIHAI)
    answer = client.get(page.format(alarm_id))
    unknown = client.get(page.format(uuid4()))
    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert "Yihai gauge" not in answer.content.decode()
    assert "A2020" not in answer.content.decode()


def test_the_api_answers_anothers_alarm_like_an_unknown_one():
    alarm_id = an_alarm(region=OTHER)
    client = client_with("township_officer", YIHAI)
    answers = [client.get(f"/api/v1/alarms/{each}") for each in (alarm_id, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    assert client.get("/api/v1/alarms").json() == {"total": 0, "alarms": []}


@pytest.mark.parametrize("act", ACTS)
def test_a_township_decides_nothing_about_anothers_alarm(act):
    alarm_id = an_alarm(region=OTHER)
    client = client_with("township_officer", YIHAI)
    assert client.post(f"/alarms/{alarm_id}/{act}/", {"reason": "no"}).status_code == 404
    body = client.post(f"/api/v1/alarms/{alarm_id}/{act}", {"reason": "no"}, content_type="application/json")
    assert body.status_code == 404
    assert Alarm.objects.get().state == "raised"


@pytest.mark.parametrize("act", ACTS)
def test_a_link_cannot_act(act):
    alarm_id = an_alarm()
    assert client_with("duty_officer").get(f"/alarms/{alarm_id}/{act}/").status_code == 405
    assert Alarm.objects.get().state == "raised"


def test_one_click_verifies_and_the_second_tab_is_told_who_did_it(at):
    at(NIGHT)
    alarm_id = an_alarm()
    first, second = client_with("duty_officer"), client_with("duty_leader")
    assert first.post(f"/alarms/{alarm_id}/verify/").status_code == 302
    answer = second.post(f"/alarms/{alarm_id}/verify/")
    assert answer.status_code == 409
    assert Alarm.objects.get().verified_by in answer.content.decode()
    assert JournalEntry.objects.filter(kind="alarms.alarm_verified").count() == 1


def test_the_desk_gets_the_part_that_changed_and_a_word_for_the_queue(at):
    at(NIGHT)
    alarm_id = an_alarm()
    answer = client_with("duty_officer").post(f"/alarms/{alarm_id}/take/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == "alarm-handled"
    assert f'data-subject="alarm:{alarm_id}"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_dismissal_without_a_reason_is_refused_by_its_field(at):
    at(NIGHT)
    alarm_id = an_alarm()
    answer = client_with("duty_officer").post(
        f"/api/v1/alarms/{alarm_id}/dismiss", {"reason": " "}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["data"]["field"]) == (422, "reason")
    assert Alarm.objects.get().state == "raised"


def test_who_is_not_signed_in_is_sent_to_the_login_page():
    from django.test import Client

    answer = Client().get(f"/alarms/{an_alarm()}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")


def test_every_kind_of_entry_has_its_line(at):
    at(NIGHT)
    client, officer = client_with("duty_officer"), client_with("duty_leader")
    alarm_id = an_alarm()
    an_alarm()
    an_alarm(level=4, value=101.0)
    for act in ("take", "verify", "close"):
        officer.post(f"/alarms/{alarm_id}/{act}/")
    dismissed = an_alarm(region=OTHER)
    officer.post(f"/alarms/{dismissed}/dismiss/", {"reason": "gauge in repair"})
    pages = client.get(f"/alarms/{alarm_id}/").content.decode() + client.get(f"/alarms/{dismissed}/").content.decode()
    assert "alarms.alarm_" not in pages
    assert "gauge in repair" in pages


def test_the_list_keeps_what_is_over_and_filters_by_the_address(at):
    at(NIGHT)
    dismissed, waiting = an_alarm(region=YIHAI), an_alarm(region=OTHER, level=4, rule_family="rainstorm_signal")
    officer = client_with("duty_officer")
    officer.post(f"/alarms/{dismissed}/dismiss/", {"reason": "gauge in repair"})
    for address, found in {
        "": {waiting},
        "?state=all": {dismissed, waiting},
        "?state=dismissed": {dismissed},
        "?level=4": {waiting},
        "?family=rainstorm_signal": {waiting},
        "?q=0001": {dismissed},
        f"?region={OTHER}": {waiting},
        "?state=closed": set(),
        "?page=999999999999": {waiting},
        "?level=red": {waiting},
        "?station=S-1": {waiting},
        "?station=S-2": set(),
        "?mark=eased": set(),
        "?mark=standing&sort=-members": {waiting},
    }.items():
        page = officer.get(f"/alarms/{address}").content.decode()
        assert {each for each in (dismissed, waiting) if f"/alarms/{each}/" in page} == found, address
    assert str(waiting) not in client_with("township_officer", YIHAI).get("/alarms/").content.decode()


def test_a_refusal_names_field_and_rule_in_the_readers_language(at):
    at(NIGHT)
    alarm_id = an_alarm()
    body = {"reason": " "}
    address = f"/api/v1/alarms/{alarm_id}/dismiss"
    said = client_with("duty_officer").post(address, body, content_type="application/json").json()["message"]
    assert "1_to_500" not in said
    assert "reason" not in said
