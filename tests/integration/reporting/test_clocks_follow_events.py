from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.factories.incidents import LEARNED, a_report, an_incident
from tests.factories.reporting import a_sent_report

from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.reporting import api
from anlan.reporting.models import ReportClock
from anlan.support import running
from anlan.support.models import JournalEntry
from anlan.workflows import issued_warning_owes_notices

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def _run(workflow, kind):
    entry = JournalEntry.objects.filter(kind=kind).order_by("-id").first()
    assert running.run_workflow(entry.id, workflow) is True
    assert running.run_workflow(entry.id, workflow) is False


def _rules():
    return list(ReportClock.objects.order_by("rule").values_list("rule", flat=True))


def test_an_opened_incident_starts_its_clocks_from_the_moment_the_news_came():
    an_incident(now=LEARNED + timedelta(minutes=20))
    _run("opened_incident_starts_report_clocks", "incidents.incident_opened")
    assert _rules() == ["natural_first_county", "natural_followup_county"]
    assert ReportClock.objects.get(stage="first").due_at == LEARNED + timedelta(hours=2)


@pytest.mark.parametrize(("missing", "clocks"), [(6, 0), (7, 2)])
def test_figures_from_ten_dead_or_missing_start_the_direct_clocks(missing, clocks):
    incident_id = an_incident()
    report = a_report(dead=3, missing=missing)
    incidents.record_situation(incident_id=incident_id, report=report, actor=SYSTEM, now=NOW + timedelta(hours=2))
    _run("recorded_situation_starts_direct_report_clocks", "incidents.situation_recorded")
    assert ReportClock.objects.filter(stage="direct").count() == clocks


def test_a_received_report_starts_the_prefectures_own_clocks(actor_with):
    incident_id = an_incident()
    officer, leader = actor_with("duty_officer", "513433"), actor_with("duty_leader", "513433")
    report_id = a_sent_report(incident_id, officer, leader, NOW)
    (sent,) = api.report(officer, report_id).transmissions
    api.receive_report(transmission_id=sent.id, actor=actor_with("duty_officer", "5134"), now=NOW)
    _run("received_report_starts_upper_clocks", "reporting.report_received")
    assert _rules() == ["natural_first_prefecture", "natural_followup_prefecture"]
    assert ReportClock.objects.get(stage="first").due_at == NOW + timedelta(hours=2)


def test_a_closed_incident_ends_its_daily_reports_and_still_owes_the_first():
    incident_id = an_incident(now=NOW)
    _run("opened_incident_starts_report_clocks", "incidents.incident_opened")
    incidents.close_incident(incident_id=incident_id, note="over", actor=SYSTEM, now=NOW)
    _run("closed_incident_stops_daily_reports", "incidents.incident_closed")
    states = dict(ReportClock.objects.values_list("rule", "state"))
    assert states == {"natural_first_county": "running", "natural_followup_county": "stopped"}


@pytest.mark.parametrize(("message_type", "owed"), [("alert", 2), ("update", 2), ("cancel", 0)])
def test_an_issued_warning_owes_two_notices_and_its_lifting_none(message_type, owed):
    event = SimpleNamespace(incident_id=an_incident(), message_type=message_type)
    issued_warning_owes_notices.run(event, actor=SYSTEM, now=NOW)
    issued_warning_owes_notices.run(event, actor=SYSTEM, now=NOW + timedelta(minutes=1))
    assert ReportClock.objects.filter(stage="notice").count() == owed
