from datetime import timedelta
from io import BytesIO

import docx
import pytest
from tests.factories.access import build_user, client_of
from tests.factories.incidents import LEARNED, an_incident

from anlan.kernel.actors import SYSTEM
from anlan.reporting import api
from anlan.reporting.models import Report, ReportVersion, Transmission

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=45)


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def _client(role, region="513433"):
    return client_of(build_user(role, region))


def _post(client, path, status=302, **fields):
    answer = client.post(path, fields)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer


def test_a_report_goes_from_the_incidents_page_to_the_prefecture():
    incident_id = an_incident()
    api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED)
    officer, leader, prefecture = _client("duty_officer"), _client("duty_leader"), _client("duty_officer", "5134")
    page = _post(officer, f"/incidents/{incident_id}/reports/draft/", stage="first").url
    preview = officer.post(f"{page}preview/", {"title": "A new title", "body": "Words not saved"}).content.decode()
    assert "Words not saved" in preview
    assert ReportVersion.objects.get().body != "Words not saved"
    _post(officer, f"{page}edit/", title="On the flood", body="Two persons died.")
    _post(leader, f"{page}sign/")
    _post(officer, f"{page}send/", to="to:5134")
    sent = Transmission.objects.get()
    assert f"/reports/sent/{sent.id}/receive/" in prefecture.get(page).content.decode()
    _post(prefecture, f"/reports/sent/{sent.id}/receive/")
    file = docx.Document(BytesIO(prefecture.get(f"/reports/sent/{sent.id}/document/").content))
    assert "Two persons died." in [line.text for line in file.paragraphs]
    assert officer.get("/reports/").status_code == 200
    for panel in ("reports", "clocks"):
        assert officer.get(f"/incidents/{incident_id}/panels/{panel}/").status_code == 200


def test_a_correction_shows_what_changed():
    incident_id = an_incident()
    officer, leader = _client("duty_officer"), _client("duty_leader")
    page = _post(officer, f"/incidents/{incident_id}/reports/draft/", stage="first").url
    _post(officer, f"{page}edit/", title="On the flood", body="Two persons died.")
    _post(leader, f"{page}sign/")
    _post(officer, f"{page}send/", to="to:5134")
    _post(officer, f"{page}correct/", reason="Three, not two")
    _post(officer, f"{page}edit/", title="On the flood", body="Three persons died.")
    text = officer.get(page).content.decode()
    assert "<del>" in text
    assert "<ins>" in text
    assert Report.objects.get().version == 2


def test_the_writer_sees_no_button_to_sign():
    incident_id = an_incident()
    leader = _client("duty_leader")
    page = _post(leader, f"/incidents/{incident_id}/reports/draft/", stage="first").url
    assert 'data-opens="sign-report"' not in leader.get(page).content.decode()
    _post(leader, f"{page}sign/", 403)
    assert Report.objects.get().state == "draft"


def test_a_report_sent_to_nobody_is_refused():
    incident_id = an_incident()
    officer, leader = _client("duty_officer"), _client("duty_leader")
    page = _post(officer, f"/incidents/{incident_id}/reports/draft/", stage="first").url
    _post(leader, f"{page}sign/")
    _post(officer, f"{page}send/", 422)
    assert Transmission.objects.count() == 0


def test_another_county_opens_no_report():
    incident_id = an_incident()
    page = _post(_client("duty_officer"), f"/incidents/{incident_id}/reports/draft/", stage="first").url
    stranger = _client("duty_officer", "513401")
    assert stranger.get(page).status_code == 404
    assert stranger.get(f"{page}document/").status_code == 404
    _post(stranger, f"{page}edit/", 404, title="x", body="y")
    assert ReportVersion.objects.get().body != "y"


def test_the_chain_shows_every_level_and_takes_a_trait():
    incident_id = an_incident()
    api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED)
    leader = _client("duty_leader")
    _post(leader, f"/incidents/{incident_id}/reporting/trait/", trait="military", note="A convoy")
    page = leader.get(f"/incidents/{incident_id}/reporting/").content.decode()
    assert page.count("<section") == 1
    assert "A convoy" in page
