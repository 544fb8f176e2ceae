"""The Mianning flood of 26 June 2020 entered by the villages as it came, and the county's reports of the sums accepted.

Figures published on 27 June 03:30, 11:00 and on 28 June 16:00; what no township named stands in the county's own entry.
"""

from datetime import datetime
from io import BytesIO

import docx
import pytest
from django.db import transaction
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.losses import COUNTY, DUTY, LEADER, figures, somebody
from tests.scenarios.story import Story

from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import CHINA
from anlan.losses import api as losses
from anlan.reporting import api

pytestmark = pytest.mark.django_db
GAOYANG, DAQIAO, YIHAI, HUIAN = (COUNTY + tail for tail in ("001", "102", "106", "113"))
DAMAWU = YIHAI + "201"
PREFECTURE = somebody("duty_officer", "5134")
MOVED = {GAOYANG: (600, 3000), HUIAN: (9, 36), YIHAI: (620, 3000), DAQIAO: (52, 285)}
FOUND = "Missing persons of Damawu were found dead"
COUNTED = "Counted house by house with the townships"
VERIFIED = {
    "dead": 12,
    "missing": 10,
    "affected_households": 2100,
    "affected_pop": 9880,
    "evacuated_households": 1705,
    "preemptive_evacuees": 7705,
    "crop_affected": 500,
    "crop_damaged": 280,
    "crop_failed": 70,
    "collapsed_households": 80,
    "collapsed_rooms": 280,
    "slight_households": 620,
    "slight_rooms": 2300,
    "road_km": "10.5",
    "bridges": 5,
    "bridge_m": 370,
    "dike_km": "1.5",
    "power_line_km": 3,
}
# The incident's words for the same figures, as the verified report must carry them.
REPORTED = {
    "dead": "12",
    "missing": "10",
    "affected_households": "2100",
    "affected_pop": "9880",
    "evacuated_households": "1705",
    "evacuated_pop": "7705",
    "crop_affected_ha": "500",
    "crop_damaged_ha": "280",
    "crop_failed_ha": "70",
    "house_collapsed_households": "80",
    "house_collapsed_rooms": "280",
    "house_slight_households": "620",
    "house_slight_rooms": "2300",
    "road_km": "10.5",
    "bridges": "5",
    "bridge_m": "370",
    "dyke_km": "1.5",
    "power_line_km": "3",
}


class Night(Story):
    """The incident, its counts, and its reports; every act is followed by the workflows that it wakes."""

    def opens_count(self, table: str) -> None:
        new = losses.NewSurvey(table=table, region=COUNTY, incident_id=self.incident_id, asked=tuple(MOVED))
        self.count = losses.open_survey(new=new, actor=LEADER, now=self.now)

    def is_at(self, day: int, hour: int, minute: int = 0) -> None:
        moment = datetime(2020, 6, day, hour, minute, tzinfo=CHINA)
        self.at(int((moment - self.begins).total_seconds() // 60))

    def tells(self, place: str, reason: str = "", **values: object) -> None:
        new = losses.NewEntry(survey_id=self.count, region=place, values=values, as_of=self.now, reason=reason)
        self._accepts(losses.enter_figures(new=new, actor=DUTY, now=self.now), DUTY)

    def sends(self, place: str, reason: str = "") -> None:
        entry = losses.send_up(survey_id=self.count, region=place, reason=reason, actor=DUTY, now=self.now)
        self._accepts(entry, PREFECTURE if place == COUNTY else DUTY)

    def _accepts(self, entry_id, receiver) -> None:
        losses.accept_figures(entry_id=entry_id, actor=receiver, now=self.now)
        self.settle()

    def reports(self, stage: api.Stage) -> api.ReportFile:
        """Draft from the facts, sign and send; the prefecture confirms. The villages' reasons explain what jumps."""
        report_id = api.draft_report(incident_id=self.incident_id, stage=stage, actor=DUTY, now=self.now)
        api.sign_report(report_id=report_id, actor=LEADER, now=self.now)
        api.send_report(report_id=report_id, actor=DUTY, now=self.now)
        file = api.report(DUTY, report_id)
        sent = next(row for row in file.transmissions if row.to_region == "5134")
        api.receive_report(transmission_id=sent.id, actor=PREFECTURE, now=self.now)
        self.settle()
        return file


@pytest.fixture
def night(at):
    story = Night(LEARNED, at)
    story.incident_id = an_incident(region=COUNTY)
    story.settle()
    return story


def _figures(file):
    return {key: value for key, _name, _unit, value in file.current.figures if value}


def _clocks(stage):
    def stands(incident_id):
        return [
            (row.rule, row.state.value)
            for row in api.clocks_of(DUTY, incident_id)
            if row.region == COUNTY and row.stage is stage
        ]

    return stands


def test_what_villages_tell_becomes_the_countys_reports_and_its_verified_report(night):
    _the_first_night(night)
    _the_first_morning(night)
    _the_second_day(night)
    verified = _verified(night)
    assert {key: _figures(verified)[key] for key in REPORTED} == REPORTED
    assert verified.current.explanation == COUNTED
    paper = docx.Document(BytesIO(api.draft_document(DUTY, verified.report.id, night.now)[0]))
    assert any(COUNTED in line.text for line in paper.paragraphs)
    assert _clocks(api.Stage.FIRST)(night.incident_id) == [("natural_first_county", "late")]
    assert _clocks(api.Stage.FOLLOWUP)(night.incident_id)[-1][1] == "stopped"
    assert _clocks(api.Stage.VERIFIED)(night.incident_id) == [("natural_verified_county", "met")]


def _the_first_night(night):
    night.is_at(27, 3, 30)
    night.opens_count("quick")
    for place, (households, persons) in MOVED.items():
        night.tells(place, evacuated_households=households, preemptive_evacuees=persons)
        night.sends(place)
    night.sends(COUNTY)
    first = night.reports(api.Stage.FIRST)
    assert losses.rolled_up(night.count, COUNTY) == figures(evacuated_households=1281, preemptive_evacuees=6321)
    assert _figures(first) == {"evacuated_households": "1281", "evacuated_pop": "6321"}
    assert _clocks(api.Stage.DIRECT)(night.incident_id) == []


def _the_first_morning(night):
    night.is_at(27, 8, 40)
    night.reports(api.Stage.FOLLOWUP)
    night.is_at(27, 11)
    night.tells(DAMAWU, dead=1, missing=9)
    night.sends(YIHAI)
    night.tells(COUNTY, dead=2, missing=3, preemptive_evacuees=679)
    night.sends(COUNTY, reason="G248 and Damawu found; more than 7,000 moved in all")
    report = night.reports(api.Stage.FOLLOWUP)
    assert {key: _figures(report)[key] for key in ("dead", "missing", "evacuated_pop")} == {
        "dead": "3",
        "missing": "12",
        "evacuated_pop": "7000",
    }
    assert [row.to_region for row in report.transmissions] == ["5134", "51", ""]
    assert _clocks(api.Stage.DIRECT)(night.incident_id) == [
        ("natural_direct_province", "met"),
        ("natural_direct_ministry", "met"),
    ]


def _the_second_day(night):
    night.is_at(28, 8, 40)
    night.reports(api.Stage.FOLLOWUP)
    night.is_at(28, 16)
    night.tells(DAMAWU, reason=FOUND, dead=10, missing=7)
    night.sends(YIHAI, reason=FOUND)
    night.sends(COUNTY, reason=FOUND)
    report = night.reports(api.Stage.FOLLOWUP)
    assert (_figures(report)["dead"], _figures(report)["missing"]) == ("12", "10")
    assert report.current.explanation == FOUND
    assert losses.rolled_up(night.count, "5134") == losses.rolled_up(night.count, COUNTY)


def _verified(night):
    night.is_at(28, 18)
    api.declare_stable(incident_id=night.incident_id, actor=LEADER, now=night.now)
    night.opens_count("verified")
    night.tells(COUNTY, reason=COUNTED, **VERIFIED)
    with pytest.raises(losses.LedgerDiffers), transaction.atomic():
        night.sends(COUNTY)
    for each in losses.ledger_differences(DUTY, night.count, COUNTY):
        told = {"region": COUNTY, "indicator": each.indicator, "text": "Only the count was published"}
        losses.explain_difference(survey_id=night.count, **told, actor=DUTY, now=night.now)
    night.sends(COUNTY)
    assert incidents.situation(SYSTEM, night.incident_id).total("evacuated_pop") == 7705
    return night.reports(api.Stage.VERIFIED)
