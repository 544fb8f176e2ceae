from datetime import timedelta

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.incidents import LEARNED, a_report, an_incident
from tests.factories.intake import a_matter
from tests.factories.reporting import a_sent_report

from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, TransitionNotAllowed
from anlan.reporting import api
from anlan.reporting.models import Suspicion
from anlan.reporting.services.suspicions import check_suspicions
from anlan.reporting.services.watching import watch_clocks
from anlan.support import running
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
LIMIT = timedelta(minutes=120)
COUNTY = "513433"


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", COUNTY)


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", COUNTY)


def _noticed(subject="alarm:1", rule="alarm_without_report", **more):
    facts = {"minutes": "120"}
    return api.Noticed(rule=rule, subject=subject, region=COUNTY, title="Alarm", since=LEARNED, facts=facts, **more)


def _raised(now=LEARNED + LIMIT):
    return api.suspect(noticed=_noticed(), actor=SYSTEM, now=now)


def _run(workflow, kind):
    entry = JournalEntry.objects.filter(kind=kind).order_by("-id").first()
    assert running.run_workflow(entry.id, workflow) is True


def _states():
    return list(Suspicion.objects.order_by("id").values_list("rule", "state"))


def test_an_alarm_without_a_report_is_suspected_when_its_minutes_are_over_and_once(leader):
    api.suspect(noticed=_noticed(), actor=SYSTEM, now=LEARNED)
    assert api.suspect(noticed=_noticed(), actor=SYSTEM, now=LEARNED) is None
    looked_at = [
        check_suspicions(actor=SYSTEM, now=LEARNED + LIMIT + wait) for wait in (-SECOND, SECOND - SECOND, SECOND)
    ]
    assert looked_at == [0, 1, 0]
    (row,) = api.suspicions(leader, api.SuspicionFilter()).rows
    assert (row.state, row.raised_at) == ("open", LEARNED + LIMIT)
    assert JournalEntry.objects.filter(kind="reporting.suspicion_raised").count() == 1


def test_a_report_sent_in_time_answers_what_was_noticed(officer, leader):
    incident_id = an_incident()
    incidents.link_subject(incident_id=incident_id, subject="alarm:1", actor=SYSTEM, now=LEARNED)
    api.suspect(noticed=_noticed(), actor=SYSTEM, now=LEARNED)
    a_sent_report(incident_id, officer, leader, LEARNED)
    check_suspicions(actor=SYSTEM, now=LEARNED + LIMIT)
    assert _states() == [("alarm_without_report", "answered")]
    assert api.suspicions(leader, api.SuspicionFilter()).total == 0


def test_a_person_clears_a_suspicion_with_a_reason_or_opens_an_enquiry(officer, leader):
    act = {"suspicion_id": _raised(), "now": LEARNED + LIMIT}
    with pytest.raises(NotAllowed):
        api.clear_suspicion(**act, reason="A drill", actor=officer)
    with pytest.raises(InvalidValue):
        api.clear_suspicion(**act, reason=" ", actor=leader)
    with pytest.raises(TransitionNotAllowed):
        api.prove_suspicion(**act, reason="Seen", actor=leader)
    assert _states() == [("alarm_without_report", "open")]
    api.open_enquiry(**act, reason="Ask the township", actor=leader)
    api.prove_suspicion(**act, reason="Their log says so", actor=leader)
    with pytest.raises(TransitionNotAllowed):
        api.clear_suspicion(**act, reason="Never mind", actor=leader)
    (row,) = api.suspicions(leader, api.SuspicionFilter()).rows
    assert (row.state, row.decided_by, row.reason) == ("proved", leader.name, "Their log says so")


def test_a_first_report_that_was_due_and_never_came_is_suspected(at):
    incident_id = an_incident()
    api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED)
    at(LEARNED + LIMIT + SECOND)
    watch_clocks(actor=SYSTEM, now=LEARNED + LIMIT + SECOND)
    _run("missed_clock_is_suspected", "reporting.clock_missed")
    assert _states() == [("report_missed", "open")]


@pytest.mark.parametrize(("minutes", "found"), [(120, []), (121, [("received_late", "open")])])
def test_a_report_received_after_its_clocks_end_is_suspected(minutes, found, officer, leader, at):
    incident_id = an_incident()
    api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED)
    report_id = a_sent_report(incident_id, officer, leader, LEARNED + timedelta(minutes=119))
    (sent,) = api.report(officer, report_id).transmissions
    now = LEARNED + timedelta(minutes=minutes)
    at(now)
    api.record_receipt(transmission_id=sent.id, receiver="Wang", note="telephone", actor=officer, now=now)
    _run("report_received_late_is_suspected", "reporting.report_received")
    assert _states() == found


@pytest.mark.parametrize(
    ("dead", "note", "found"), [(3, "", []), (12, "Found downstream", []), (12, "", [("jump_unexplained", "open")])]
)
def test_the_dead_that_jump_without_a_word_are_suspected(dead, note, found, at):
    now = LEARNED + timedelta(hours=2)
    at(now)
    incident_id = an_incident()
    for minutes, value, words in ((10, 3, ""), (20, dead, note)):
        report = a_report(minutes=minutes, note=words, dead=value)
        incidents.record_situation(incident_id=incident_id, report=report, actor=SYSTEM, now=now)
    _run("recorded_jump_without_reason_is_suspected", "incidents.situation_recorded")
    assert _states() == found


def test_the_page_lists_suspicions_and_takes_decisions(at):
    at(LEARNED + LIMIT)
    suspicion_id = _raised()
    leader = client_of(build_user("duty_leader", COUNTY))
    assert f"clear-{suspicion_id}" in leader.get("/reports/suspicions/").content.decode()
    assert leader.post(f"/reports/suspicions/{suspicion_id}/clear/", {"reason": "A drill"}).status_code == 302
    assert "A drill" in leader.get("/reports/suspicions/?state=cleared").content.decode()


@pytest.mark.parametrize(
    ("what", "found"), [("119 called: fire at the mill", [("call_without_report", "watched")]), ("A lost dog", [])]
)
def test_a_fire_call_is_watched_for_a_report(what, found, at):
    at(LEARNED)
    a_matter(LEARNED, text=what)
    _run("received_matter_wants_a_report", "intake.matter_received")
    assert _states() == found


def test_an_incident_learned_long_after_it_happened_is_suspected(at):
    at(LEARNED)
    an_incident(happened_at=LEARNED - timedelta(minutes=61))
    _run("opened_incident_learned_late_is_suspected", "incidents.incident_opened")
    assert _states() == [("learned_late", "open")]
