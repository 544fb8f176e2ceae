"""The published figures of the reference event, entered as they came: reports, clocks, the verified report."""

from datetime import datetime, timedelta
from io import BytesIO

import docx
import pytest
from tests.factories.incidents import LEARNED, an_incident

from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import CHINA
from anlan.reporting import api
from anlan.reporting.services.watching import watch_clocks
from anlan.support import running
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
COUNTY, YIHAI = "513433", "513433106"
ROAD, VILLAGE = "road", "village"


def _china(day, hour, minute=0):
    return datetime(2020, 6, day, hour, minute, tzinfo=CHINA)


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", COUNTY)


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", COUNTY)


@pytest.fixture
def prefecture(actor_with):
    return actor_with("duty_officer", "5134")


def _tell(incident_id, now, region=COUNTY, site="", note="", **figures):
    """Record figures and let the arrows run that follow them, as the platform does."""
    told = {"region": region, "site": site, "figures": figures, "as_of": now, "source": "county press office"}
    report = incidents.SituationReport(**told, note=note)
    incidents.record_situation(incident_id=incident_id, report=report, actor=SYSTEM, now=now)
    entry = JournalEntry.objects.filter(kind="incidents.situation_recorded").order_by("-id").first()
    for arrow in ("recorded_situation_starts_direct_report_clocks", "recorded_situation_follows_grade_of_reports"):
        running.run_workflow(entry.id, arrow)


def _report(incident_id, stage, people, now, explains=""):
    """Draft, explain, sign and send; the prefecture confirms; return the report's file."""
    officer, leader, prefecture = people
    report_id = api.draft_report(incident_id=incident_id, stage=stage, actor=officer, now=now)
    if explains:
        api.explain_jumps(report_id=report_id, explanation=explains, actor=officer, now=now)
    api.sign_report(report_id=report_id, actor=leader, now=now)
    api.send_report(report_id=report_id, actor=officer, now=now)
    file = api.report(officer, report_id)
    sent = next(row for row in file.transmissions if row.to_region == "5134")
    api.receive_report(transmission_id=sent.id, actor=prefecture, now=now + timedelta(minutes=3))
    return file


def _figures(file):
    return {key: value for key, _name, _unit, value in file.current.figures if value}


def test_the_figures_as_they_came_give_the_reports_clocks_and_the_verified_report(officer, leader, prefecture, at):
    people = (officer, leader, prefecture)
    incident_id = an_incident(region=COUNTY)
    api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED)

    at(_china(27, 0, 30))
    _tell(incident_id, _china(27, 0, 15), site=ROAD, dead=2, missing=3, rescued=5)
    first = _report(incident_id, api.Stage.FIRST, people, _china(27, 0, 30))
    assert _figures(first) == {"dead": "2", "missing": "3", "rescued": "5"}
    assert [row.to_region for row in first.transmissions] == ["5134"]

    at(_china(27, 3, 30))
    _tell(incident_id, _china(27, 3, 30), evacuated_households=1281, evacuated_pop=6321)

    at(_china(27, 11, 30))
    _report(incident_id, api.Stage.FOLLOWUP, people, _china(27, 8, 40))
    _tell(incident_id, _china(27, 11), region=YIHAI, site=VILLAGE, dead=1, missing=9)
    with pytest.raises(api.JumpUnexplained):
        _report(incident_id, api.Stage.FOLLOWUP, people, _china(27, 11, 20))
    why = "The village was counted house by house"
    direct = _report(incident_id, api.Stage.FOLLOWUP, people, _china(27, 11, 25), why)
    assert (_figures(direct)["dead"], _figures(direct)["missing"]) == ("3", "12")
    assert [row.to_region for row in direct.transmissions] == ["5134", "51", ""]
    _the_second_day(incident_id, people, at)


def _the_second_day(incident_id, people, at):
    officer, leader, _prefecture = people
    at(_china(28, 16, 20))
    _report(incident_id, api.Stage.FOLLOWUP, people, _china(28, 8, 40))
    _tell(incident_id, _china(28, 16), YIHAI, note="Missing people were found dead", dead=10, missing=7)
    last = _report(incident_id, api.Stage.FOLLOWUP, people, _china(28, 16, 20))
    assert (_figures(last)["dead"], _figures(last)["missing"]) == ("12", "10")
    assert last.current.explanation == "Missing people were found dead"

    watch_clocks(actor=SYSTEM, now=_china(28, 17))
    api.declare_stable(incident_id=incident_id, actor=leader, now=_china(28, 17))
    _tell(incident_id, _china(28, 17), affected_pop=9880, evacuated_pop=7705, note="Verified")
    verified = _report(incident_id, api.Stage.VERIFIED, people, _china(28, 18), "Counted again with the townships")
    kept = _figures(verified)
    assert [kept[key] for key in ("dead", "missing", "affected_pop", "evacuated_pop")] == ["12", "10", "9880", "7705"]
    lines = docx.Document(BytesIO(api.draft_document(officer, verified.report.id, _china(28, 18))[0])).paragraphs
    assert any("Counted again with the townships" in line.text for line in lines)
    _assert_clocks(officer, incident_id)


def _assert_clocks(officer, incident_id):
    clocks = [row for row in api.clocks_of(officer, incident_id) if row.region == COUNTY]
    assert [(row.rule, row.state) for row in clocks if row.stage is not api.Stage.FOLLOWUP] == [
        ("natural_first_county", "met"),
        ("natural_direct_province", "met"),
        ("natural_direct_ministry", "met"),
        ("natural_verified_county", "met"),
    ]
    assert [row.state for row in clocks if row.stage is api.Stage.FOLLOWUP] == ["met", "met", "stopped"]
