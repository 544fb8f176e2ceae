"""The pages of warnings: every one opens, every act works by its button, and the public sees only what is public."""

import json
import re

import pytest
from lxml import etree
from tests.factories.access import build_user, client_of, client_with
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    BOW_TIE,
    COUNTY,
    NIGHT,
    SIGNER,
    TOWNSHIP,
    VILLAGES,
    a_draft,
    a_signed,
    an_issued,
)

from anlan.kernel.actors import SYSTEM
from anlan.protocols.cap12.reading import read
from anlan.public_warnings import api
from anlan.public_warnings.models import CallTask, Delivery, PublicWarning, Transmission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def night(at, ground):
    at(NIGHT)
    return ground


def begun():
    warning_id = an_issued()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    return warning_id


def token(region=VILLAGES[0]) -> str:
    text = Delivery.objects.get(call_step__task__region=region).text
    return re.search(r"/c/([\w=-]+)/", text)[1]


def form_of(**changes):
    return {
        "headline": "Red warning of flash flood",
        "kind": "11A51",
        "level": "4",
        "description": "52.5 mm in one hour at Yihai.",
        "instruction": "1. Leave the river banks at once.",
        "effective": "2020-06-26T23:20",
        "expires": "2020-06-27T05:20",
        "channels": ["sms", "public_page"],
        "regions": [TOWNSHIP],
        "area_source": "",
        **changes,
    }


def test_every_page_opens_in_every_state():
    officer = client_with("duty_officer", COUNTY)
    issued = begun()
    ids = [a_draft(headline="one"), a_signed(headline="two"), issued]
    ids.append(api.lift_warning(warning_id=issued, reason="over", actor=AUTHOR, now=NIGHT))
    for warning_id in ids:
        page = officer.get(f"/warnings/{warning_id}/")
        assert page.status_code == 200
        assert "public_warnings." not in page.content.decode().replace("live:public_warnings", "")
    task = CallTask.objects.first()
    for path in (
        "/warnings/",
        "/warnings/new/",
        "/warnings/dead-letters/",
        f"/warnings/{ids[0]}/edit/",
        f"/warnings/{issued}/update/",
        f"/warnings/{issued}/calls/",
        f"/warnings/{issued}/results/",
        f"/warnings/{issued}/cap.xml",
        f"/calls/{task.id}/",
        "/calls/",
        "/public/",
        f"/public/warnings/{issued}/",
        "/public/cap/feed.xml",
    ):
        assert officer.get(path).status_code == 200, path


def test_strangers_are_sent_to_sign_in_and_other_counties_find_nothing(client):
    warning_id = begun()
    for path in ("/warnings/", f"/warnings/{warning_id}/", f"/warnings/{warning_id}/calls/", "/warnings/dead-letters/"):
        assert client.get(path).status_code == 302
    elsewhere = client_with("duty_officer", "513434")
    for path in (
        f"/warnings/{warning_id}/",
        f"/warnings/{warning_id}/calls/",
        f"/calls/{CallTask.objects.first().id}/",
    ):
        assert elsewhere.get(path).status_code == 404
    assert str(warning_id) not in elsewhere.get("/warnings/").content.decode()


def test_a_draft_is_begun_once_from_its_template_even_if_sent_twice():
    officer = client_with("duty_officer", COUNTY)
    page = officer.get("/warnings/new/").content.decode()
    form = {"token": re.search(r'name="token" value="([^"]+)"', page)[1], "kind": "11A51", "level": "4"}
    answers = [officer.post("/warnings/new/", {**form, "regions": [VILLAGES[0]]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    row = PublicWarning.objects.get()
    assert (row.region, row.regions, row.level) == (COUNTY, [VILLAGES[0]], 4)
    assert officer.post("/warnings/new/", form).status_code == 422


def test_a_warning_goes_its_whole_way_by_the_buttons():
    officer, leader, commander = (client_with(r, COUNTY) for r in ("duty_officer", "duty_leader", "commander"))
    warning_id = a_draft()
    saved = officer.post(f"/warnings/{warning_id}/edit/", form_of(headline="By hand", submit="1"))
    assert saved.status_code == 302
    assert leader.post(f"/warnings/{warning_id}/sign/").status_code == 302
    assert leader.post(f"/warnings/{warning_id}/approve/").status_code == 403
    assert Transmission.objects.count() == 0
    assert commander.post(f"/warnings/{warning_id}/approve/").status_code == 302
    assert commander.post(f"/warnings/{warning_id}/approve/").status_code == 409
    assert Transmission.objects.get().headline == "By hand"


def test_an_author_who_presses_approve_is_refused_in_words():
    user = build_user("commander", COUNTY)
    mine = client_of(user)
    warning_id = a_draft()
    mine.post(f"/warnings/{warning_id}/edit/", form_of(headline="Mine now", submit="1"))
    api.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    answer = mine.post(f"/warnings/{warning_id}/approve/")
    assert (answer.status_code, "public_warnings.approver_is_author" in answer.content.decode()) == (403, True)
    assert Transmission.objects.count() == 0


def test_a_polygon_that_crosses_itself_is_refused_beside_the_form_and_nothing_is_stored():
    officer = client_with("duty_officer", COUNTY)
    warning_id = a_draft()
    drawn = json.dumps({"kind": "drawn", "rings": [BOW_TIE]})
    for area in (drawn, '{"kind":"circle"}', "nonsense"):
        answer = officer.post(f"/warnings/{warning_id}/edit/", form_of(area_source=area, headline="Changed"))
        assert answer.status_code == 422
    assert PublicWarning.objects.get().headline == "Red warning of flash flood"
    assert "102.25" in officer.post(f"/warnings/{warning_id}/edit/", form_of(area_source=drawn)).content.decode()


def test_the_preview_stores_nothing():
    officer = client_with("duty_officer", COUNTY)
    warning_id = a_draft()
    page = officer.post(
        f"/warnings/{warning_id}/preview/", form_of(headline="Only shown", expires="rubbish", level="9")
    )
    assert (page.status_code, "Only shown" in page.content.decode()) == (200, True)
    assert PublicWarning.objects.get().headline == "Red warning of flash flood"


def test_a_return_by_the_button_shows_its_reason():
    warning_id = a_signed()
    commander = client_with("commander", COUNTY)
    assert commander.post(f"/warnings/{warning_id}/return/", {"reason": ""}).status_code == 422
    assert commander.post(f"/warnings/{warning_id}/return/", {"reason": "name the shelters"}).status_code == 302
    assert "name the shelters" in commander.get(f"/warnings/{warning_id}/").content.decode()
    assert commander.post(f"/warnings/{warning_id}/fly/").status_code == 404


def test_the_confirm_page_is_light_asks_first_and_needs_no_cookie(client):
    begun()
    page = client.get(f"/c/{token()}/")
    assert page.status_code == 200
    assert len(page.content) < 10_000
    assert "<script" not in page.content.decode()
    assert CallTask.objects.filter(state="confirmed").count() == 0
    assert "csrftoken" not in client.cookies
    answer = client.post(f"/c/{token()}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/c/{token()}/")
    assert CallTask.objects.get(state="confirmed").region == VILLAGES[0]


def test_a_confirm_link_used_again_shows_who_and_when_and_stores_nothing(client):
    begun()
    client.post(f"/c/{token()}/")
    before = list(CallTask.objects.order_by("id").values())
    again = client.post(f"/c/{token()}/")
    assert again.status_code == 409
    assert "Damawu A" in again.content.decode()
    assert "06-26 23:20:00" in again.content.decode()
    assert list(CallTask.objects.order_by("id").values()) == before


def test_a_forged_link_is_not_found(client):
    begun()
    for forged in ("x", token()[:-2] + "AA", "%00"):
        assert client.get(f"/c/{forged}/").status_code == 404
        assert client.post(f"/c/{forged}/").status_code == 404
    assert CallTask.objects.filter(state="confirmed").count() == 0


def test_the_duty_officer_writes_down_a_voice_call_on_the_board():
    warning_id = begun()
    officer = client_with("duty_officer", COUNTY)
    task = CallTask.objects.get(region=VILLAGES[0])
    answer = officer.post(f"/calls/{task.id}/voice/", {"answered": "yes", "answered_by": "a neighbour", "note": "ok"})
    assert (answer.status_code, answer["Location"]) == (302, f"/warnings/{warning_id}/calls/")
    assert "a neighbour" in officer.get(f"/warnings/{warning_id}/calls/").content.decode()
    assert officer.post(f"/calls/{task.id}/voice/", {"answered": "no"}).status_code == 409


def test_a_village_officer_confirms_on_the_phone_page():
    begun()
    person = ground_person()
    mine = client_of(build_user("village_officer", VILLAGES[0], person_id=person))
    assert "Red warning of flash flood" in mine.get("/calls/").content.decode()
    task = CallTask.objects.get(region=VILLAGES[0])
    assert mine.post(f"/calls/{task.id}/confirm/").status_code == 302
    assert CallTask.objects.get(id=task.id).confirmed_via == "page"


def ground_person():
    from anlan.people.models import Person

    return Person.objects.get(name="Damawu A").id


def test_the_public_sees_real_warnings_only_and_the_very_bytes(client):
    issued = an_issued()
    exercise = an_issued(is_exercise=True, channels=("exercise_email",), headline="Only practice")
    page = client.get("/public/").content.decode()
    assert ("Red warning of flash flood" in page, "Only practice" in page) == (True, False)
    assert client.get(f"/public/warnings/{exercise}/").status_code == 404
    sent = Transmission.objects.get(warning_id=issued)
    raw = client.get(f"/public/cap/{sent.identifier}.xml")
    assert (raw.content, raw["Content-Type"]) == (bytes(sent.cap_xml), "application/cap+xml")
    hidden = Transmission.objects.get(warning_id=exercise).identifier
    assert client.get(f"/public/cap/{hidden}.xml").status_code == 404
    assert read(raw.content).identifier == sent.identifier


def test_the_feed_is_atom_with_one_entry_per_public_message(client):
    issued = an_issued()
    feed = etree.fromstring(client.get("/public/cap/feed.xml").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert (feed.tag, len(entries)) == (f"{atom}feed", 1)
    links = [link.get("href") for link in entries[0].findall(f"{atom}link")]
    assert links[0].endswith(f"/public/warnings/{issued}/")


def test_the_panels_of_alarms_and_incidents_show_their_warnings():
    from uuid import uuid4

    officer = client_with("duty_officer", COUNTY)
    alarm, incident = uuid4(), uuid4()
    warning_id = a_draft()
    PublicWarning.objects.filter(id=warning_id).update(source_alarm_id=alarm)
    assert str(warning_id) in officer.get(f"/alarms/{alarm}/panels/warnings/").content.decode()
    assert api.bind_to_incident(alarm_ids=(alarm,), incident_id=incident, actor=SYSTEM, now=NIGHT) == 1
    assert str(warning_id) in officer.get(f"/incidents/{incident}/panels/warnings/").content.decode()


def test_the_rest_api_carries_a_warning_from_draft_to_confirmed_call():
    officer, leader, commander = (client_with(r, COUNTY) for r in ("duty_officer", "duty_leader", "commander"))
    json = {"content_type": "application/json"}
    content = officer.post(
        "/api/v1/warnings/template",
        {"kind": "11A51", "level": "red", "region": COUNTY, "regions": [TOWNSHIP + "000"], "facts": "52.5 mm. "},
        **json,
    ).json()
    drafted = officer.post("/api/v1/warnings", {**content, "region": COUNTY}, **json)
    assert drafted.status_code == 201, drafted.content
    here = f"/api/v1/warnings/{drafted.json()['id']}"
    assert officer.post(f"{here}/submit").json() == {"state": "submitted"}
    assert officer.post(f"{here}/sign").json()["code"] == "public_warnings.signer_is_author"
    assert leader.post(f"{here}/sign").json() == {"state": "signed"}
    assert commander.post(f"{here}/approve").status_code == 200
    assert commander.post(f"{here}/approve").json()["code"] == "public_warnings.already_issued"
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    board = officer.get(f"{here}/calls").json()
    assert (board["total"], board["waiting"]) == (3, 3)
    assert officer.post(f"/api/v1/confirm/{token()}").status_code == 200
    assert officer.post(f"/api/v1/confirm/{token()}").json()["code"] == "public_warnings.already_confirmed"
    voice = officer.post(
        f"/api/v1/calls/{CallTask.objects.get(region=TOWNSHIP).id}/voice",
        {"is_answered": True, "answered_by": "x"},
        **json,
    )
    assert voice.json() == {"state": "confirmed"}
    for path in ("", "/versions", "/transmission", "/cap", "/deliveries"):
        assert officer.get(f"{here}{path}").status_code == 200
    assert officer.get("/api/v1/warnings?state=issued&level=red").json()["total"] == 1
    assert officer.post(f"{here}/lift", {"reason": "over"}, **json).status_code == 201


def test_the_list_asks_the_database_a_fixed_number_of_times(django_assert_max_num_queries):
    officer = client_with("duty_officer", COUNTY)
    officer.get("/warnings/")
    for number in range(12):
        a_draft(headline=f"number {number}")
    with django_assert_max_num_queries(25):
        officer.get("/warnings/")


def test_the_approver_sees_whom_it_reaches_before_it_goes_out():
    warning_id = a_signed()
    page = client_with("commander", COUNTY).get(f"/warnings/{warning_id}/").content.decode()
    assert 'id="approve"' in page
    assert "9,000" in page or "9000" in page
    assert APPROVER.name not in page


def test_a_draft_whose_placeholder_was_not_filled_in_cannot_be_submitted():
    officer = client_with("duty_officer", COUNTY)
    page = officer.get("/warnings/new/").content.decode()
    form = {"token": re.search(r'name="token" value="([^"]+)"', page)[1], "kind": "11A51", "level": "4"}
    officer.post("/warnings/new/", {**form, "regions": [TOWNSHIP]})
    warning_id = PublicWarning.objects.get().id
    assert officer.post(f"/warnings/{warning_id}/submit/").status_code == 422
    assert PublicWarning.objects.get().state == "draft"
    assert officer.post(f"/warnings/{warning_id}/edit/", form_of(submit="1")).status_code == 302
    assert PublicWarning.objects.get().state == "submitted"
