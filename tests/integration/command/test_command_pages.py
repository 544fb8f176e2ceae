from datetime import timedelta

import pytest
from django.utils.translation import gettext, override
from tests.factories.access import build_user, client_of
from tests.factories.command import YIHAI, a_proposal, an_order
from tests.factories.incidents import LEARNED, an_incident

from anlan.command import api
from anlan.command.models import Evacuation, Order, OrderFeedback, Response
from anlan.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=5)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def _client(role, region="513433"):
    return client_of(build_user(role, region))


def _post(client, path, status=302, **fields):
    answer = client.post(path, fields)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer


def test_the_incidents_panels_show_response_orders_and_evacuation():
    incident_id = an_incident()
    api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    an_order(incident_id, NOW)
    commander = _client("commander")
    panel = commander.get(f"/incidents/{incident_id}/panels/command/").content.decode()
    assert "Flash-flood plan of Mianning" in panel
    assert "Yihai town government" in panel
    assert commander.get(f"/incidents/{incident_id}/panels/evacuation/").status_code == 200


def test_only_who_may_sign_sees_the_button():
    incident_id = an_incident()
    response_id = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    button = f'data-opens="sign-{response_id}"'
    path = f"/incidents/{incident_id}/panels/command/"
    assert button in _client("commander").get(path).content.decode()
    assert button not in _client("duty_leader").get(path).content.decode()


def test_the_commander_signs_from_the_page_and_a_second_press_is_refused():
    response_id = api.propose_response(proposal=a_proposal(an_incident()), actor=SYSTEM, now=NOW)
    commander = _client("commander")
    _post(commander, f"/responses/{response_id}/start/", text="Started.")
    _post(commander, f"/responses/{response_id}/start/", 409, text="Started.")
    assert Response.objects.get().state == "started"


def test_a_township_officer_receives_tells_and_completes_from_the_phone():
    order_id = an_order(an_incident(), NOW)
    yihai = _client("township_officer", YIHAI)
    assert "Move everybody" in yihai.get("/tasks/").content.decode()
    _post(yihai, f"/tasks/{order_id}/", act="receive", back="1")
    _post(yihai, f"/tasks/{order_id}/", act="complete", text="All 620 households moved", client_token="abc-1")
    _post(yihai, f"/tasks/{order_id}/", act="complete", text="All 620 households moved", client_token="abc-1")
    assert Order.objects.get().state == "completed"
    assert [row.text for row in OrderFeedback.objects.all()] == ["All 620 households moved"]


def test_a_photo_goes_up_from_the_phone_and_is_shown_to_those_who_see_the_order(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    order_id = an_order(an_incident(), NOW)
    picture = tmp_path / "a.png"
    picture.write_bytes(PNG)
    yihai = _client("township_officer", YIHAI)
    with picture.open("rb") as file:
        _post(yihai, f"/tasks/{order_id}/", act="feedback", photos=file)
    (photo,) = api.feedback_of(SYSTEM, order_id)[0].photos
    answer = yihai.get(f"/tasks/photos/{photo.id}/")
    assert (answer.content, answer["Content-Type"]) == (PNG, "image/png")
    assert _client("township_officer", "513433104").get(f"/tasks/photos/{photo.id}/").status_code == 404


def test_another_townships_officer_opens_nothing_of_it():
    incident_id = an_incident()
    order_id = an_order(incident_id, NOW)
    stranger = _client("township_officer", "513433104")
    assert stranger.get(f"/tasks/{order_id}/").status_code == 404
    assert stranger.get(f"/orders/{order_id}/").status_code == 404
    assert stranger.get(f"/incidents/{incident_id}/panels/command/").status_code == 404
    _post(stranger, f"/tasks/{order_id}/", 404, act="receive")
    assert Order.objects.get().state == "issued"


def test_a_township_reports_its_numbers_from_the_phone():
    incident_id = an_incident()
    yihai = _client("township_officer", YIHAI)
    assert yihai.get(f"/tasks/evacuation/{incident_id}/").status_code == 200
    path = f"/tasks/evacuation/{incident_id}/"
    _post(yihai, path, region=YIHAI, households="620", persons="3000", shelter="School", client_token="t-1")
    assert Evacuation.objects.get().moved_persons == 3000
    assert "School" in yihai.get(path).content.decode()


def test_numbers_that_are_no_numbers_are_refused_by_name():
    incident_id = an_incident()
    yihai = _client("township_officer", YIHAI)
    answer = _post(yihai, f"/tasks/evacuation/{incident_id}/", 422, region=YIHAI, households="many", persons="3")
    with override("zh-hans"):
        assert gettext("households") in answer.content.decode()
    assert "many" in answer.content.decode()
    assert Evacuation.objects.count() == 0


def test_another_township_cannot_report_for_yihai():
    incident_id = an_incident()
    stranger = _client("township_officer", "513433104")
    _post(stranger, f"/tasks/evacuation/{incident_id}/", 403, region=YIHAI, households="1", persons="1")
    assert Evacuation.objects.count() == 0


def test_the_desk_confirms_or_sends_back_what_was_done():
    order_id = an_order(an_incident(), NOW, needs_feedback=False)
    yihai, leader = _client("township_officer", YIHAI), _client("duty_leader")
    for act in ("receive", "complete"):
        _post(yihai, f"/tasks/{order_id}/", act=act)
    _post(leader, f"/orders/{order_id}/return/", reason="Check the last house.")
    assert Order.objects.get().state == "in_progress"
    _post(yihai, f"/tasks/{order_id}/", act="complete")
    _post(leader, f"/orders/{order_id}/verify/")
    assert Order.objects.get().state == "verified"
    assert leader.get(f"/orders/{order_id}/").status_code == 200


def test_the_timeline_has_a_line_for_every_event_of_the_room():
    incident_id = an_incident()
    response_id = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    an_order(incident_id, NOW)
    text = _client("commander").get(f"/incidents/{incident_id}/timeline/").content.decode()
    assert "Flash-flood plan of Mianning" in text
    assert "Yihai town government" in text
    assert str(response_id) not in text


def test_nobody_without_an_account_sees_tasks():
    answer = client_of(build_user()).get("/tasks/")
    assert answer.status_code in (302, 403)
