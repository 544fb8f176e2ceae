from uuid import uuid4

import pytest
from tests.factories.access import client_with
from tests.factories.alarms import an_alarm
from tests.factories.incidents import LEARNED, a_report, an_incident

from anlan.incidents import api
from anlan.incidents.models import Incident, SituationFigure
from anlan.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db
YIHAI, OTHER = "513433106", "513433102"
PAGES = ["", "head/", "timeline/", "figures/"]


@pytest.fixture(autouse=True)
def _that_night(at):
    at(LEARNED.replace(day=28))


def opening(**changes):
    return {
        "token": str(uuid4()),
        "kind": "11A51",
        "region": YIHAI,
        "happened_at": "2020-06-26T23:00",
        "learned_at": "2020-06-26T23:25",
        "grade": "2",
        **changes,
    }


def test_an_incident_is_opened_by_hand_and_its_title_is_made_where_none_is_given():
    client = client_with("duty_officer")
    answer = client.post("/incidents/new/", opening())
    incident = Incident.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/incidents/{incident.id}/")
    assert incident.title
    assert incident.happened_at.isoformat() == "2020-06-26T15:00:00+00:00"


def test_the_same_form_sent_twice_opens_one():
    client, form = client_with("duty_officer"), opening()
    assert [client.post("/incidents/new/", form).status_code for _ in range(2)] == [302, 302]
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"kind": "99999"}, "kind"), ({"learned_at": "2020-06-26T22:59"}, "learned_at"), ({"region": ""}, "region")],
)
def test_a_wrong_form_comes_back_with_what_was_typed(changes, field):
    answer = client_with("duty_officer").post("/incidents/new/", opening(title="Flood at the bridge", **changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Flood at the bridge" in answer.content.decode()
    assert Incident.objects.count() == 0


def test_the_form_knows_what_the_alarm_knew():
    alarm_id = an_alarm()
    client = client_with("duty_officer")
    address = client.get(f"/alarms/{alarm_id}/").context["incident_url"]
    assert address.startswith(f"/desk/declare/?alarm={alarm_id}&")
    initial = client.get(address.replace("/desk/declare/", "/incidents/new/")).context["form"].initial
    assert (initial["alarm"], initial["kind"], initial["region"]) == (str(alarm_id), "11A51", YIHAI)
    assert (initial["longitude"], initial["latitude"]) == ("102.25", "28.75")


@pytest.mark.parametrize("page", PAGES)
def test_a_township_gets_404_for_anothers_incident(page):
    hidden = an_incident(region=OTHER)
    client = client_with("township_officer", YIHAI)
    answers = [client.get(f"/incidents/{each}/{page}") for each in (hidden, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "E20200626-001" not in answers[0].content.decode()


def test_the_api_tells_a_township_nothing_of_anothers_incident():
    hidden = an_incident(region=OTHER)
    client = client_with("township_officer", YIHAI)
    for path in (f"/api/v1/incidents/{hidden}", f"/api/v1/incidents/{hidden}/timeline"):
        assert client.get(path).status_code == 404
    assert client.get("/api/v1/incidents").json() == {"total": 0, "incidents": []}
    report = {"region": OTHER, "figures": {"dead": 1}, "as_of": "2020-06-27T00:30:00+08:00", "source": "x"}
    answer = client.post(f"/api/v1/incidents/{hidden}/situation", report, content_type="application/json")
    assert answer.status_code == 404
    assert SituationFigure.objects.count() == 0


def test_figures_are_recorded_on_the_page_and_the_rest_is_left_alone():
    incident_id = an_incident()
    client = client_with("duty_officer")
    form = {"region": "513433", "as_of": "2020-06-27T11:00", "source": "press office", "figure_dead": "3"}
    assert client.post(f"/incidents/{incident_id}/figures/", {**form, "figure_missing": "12"}).status_code == 302
    assert {key: str(t.value) for key, t in api.situation(SYSTEM, incident_id).totals.items()} == {
        "dead": "3.00",
        "missing": "12.00",
    }
    page = client.get(f"/incidents/{incident_id}/").content.decode()
    assert page.count('data-tone="red"') >= 1


@pytest.mark.parametrize("value", ["-1", "NaN", "1e308", "2.5"])
def test_an_absurd_figure_is_refused_beside_its_field(value):
    incident_id = an_incident()
    form = {"region": "513433", "as_of": "2020-06-27T11:00", "source": "x", "figure_dead": value}
    answer = client_with("duty_officer").post(f"/incidents/{incident_id}/figures/", form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["figure_dead"]
    assert SituationFigure.objects.count() == 0


@pytest.mark.parametrize("value", [-1, "NaN", 1e308, 2.5])
def test_the_api_refuses_an_absurd_figure_by_its_field(value):
    incident_id = an_incident()
    report = {"region": "513433", "figures": {"dead": value}, "as_of": "2020-06-27T11:00:00+08:00", "source": "x"}
    answer = client_with("duty_officer").post(
        f"/api/v1/incidents/{incident_id}/situation", report, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["data"]["field"]) == (422, "dead")
    assert SituationFigure.objects.count() == 0


def test_a_time_without_zone_is_refused():
    incident_id = an_incident()
    report = {"region": "513433", "figures": {"dead": 1}, "as_of": "2020-06-27T11:00:00", "source": "x"}
    answer = client_with("duty_officer").post(
        f"/api/v1/incidents/{incident_id}/situation", report, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["data"]["field"]) == (422, "as_of")


def test_grade_and_close_by_their_buttons_and_every_line_of_the_timeline_is_drawn():
    incident_id = an_incident(grade=1, alarm_ids=(an_alarm(now=LEARNED),))
    api.record_situation(incident_id=incident_id, report=a_report(dead=3), actor=SYSTEM, now=LEARNED.replace(day=28))
    leader = client_with("duty_leader")
    assert leader.post(f"/incidents/{incident_id}/grade/", {"grade": "2", "reason": "three dead"}).status_code == 302
    assert leader.post(f"/incidents/{incident_id}/close/", {"note": "water has fallen"}).status_code == 302
    page = leader.get(f"/incidents/{incident_id}/timeline/").content.decode()
    assert page.count("<li") == 5
    assert "incidents." not in page
    assert "alarms.alarm_raised" not in page


@pytest.mark.parametrize(("more", "is_cut"), [(59, False), (60, True)])
def test_the_latest_sixty_entries_stand_on_the_timeline_and_all_when_asked(more, is_cut):
    incident_id = an_incident()
    for _ in range(more):
        api.record_situation(
            incident_id=incident_id, report=a_report(dead=3), actor=SYSTEM, now=LEARNED.replace(day=28)
        )
    client, path = client_with("duty_officer"), f"/incidents/{incident_id}/timeline/"
    latest, everything = client.get(path).content.decode(), client.get(path, {"all": "1"}).content.decode()
    assert (latest.count("<li"), "?timeline=all" in latest) == (60, is_cut)
    assert (everything.count("<li"), "?timeline=all" in everything) == (more + 1, False)


@pytest.mark.parametrize("grade", ["", "7", "-1", "red"])
def test_a_grade_that_is_none_changes_nothing(grade):
    incident_id = an_incident(grade=1)
    answer = client_with("duty_leader").post(f"/incidents/{incident_id}/grade/", {"grade": grade, "reason": "x"})
    assert answer.status_code == 400
    assert Incident.objects.get().grade == 1


def test_the_list_filters_by_the_address_and_says_what_to_do_where_it_is_empty():
    client = client_with("duty_officer")
    assert "/incidents/new/" in client.get("/incidents/").content.decode()
    an_incident()
    page = client.get("/incidents/?state=open&grade=0&q=yihai").content.decode()
    assert "E20200626-001" in page
    for nothing in ("?state=closed", "?grade=4", "?q=zzz", "?page=99999999999"):
        answer = client.get(f"/incidents/{nothing}")
        assert answer.status_code == 200
    assert "E20200626-001" not in client.get("/incidents/?state=closed").content.decode()


def test_an_alarm_shows_its_incident():
    alarm_id = an_alarm(now=LEARNED)
    incident_id = an_incident(alarm_ids=(alarm_id,))
    page = client_with("duty_officer").get(f"/alarms/{alarm_id}/panels/incident/").content.decode()
    assert f"/incidents/{incident_id}/" in page
    assert (
        "/incidents/"
        not in client_with("township_officer", OTHER).get(f"/alarms/{alarm_id}/panels/incident/").content.decode()
    )
