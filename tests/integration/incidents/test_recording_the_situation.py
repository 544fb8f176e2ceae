from dataclasses import replace
from decimal import Decimal

import pytest
from tests.factories.incidents import BURST, a_report, an_incident

from anlan.incidents import api
from anlan.incidents.models import SituationFigure
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.kernel.levels import Level
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
COUNTY, YIHAI, GAOYANG, DAMAWU = "513433", "513433106", "513433002", "513433106201"
LATE = BURST.replace(day=29)


def record(incident_id, report, actor=SYSTEM):
    return api.record_situation(incident_id=incident_id, report=report, actor=actor, now=LATE)


def test_the_published_counts_of_mianning_come_out(actor_with):
    incident_id = an_incident()
    record(incident_id, a_report(DAMAWU, 720, dead=1, missing=9))
    totals = record(incident_id, a_report(GAOYANG, 720, dead=2, missing=3))
    assert (totals["dead"], totals["missing"]) == (Decimal(3), Decimal(12))
    record(incident_id, a_report(YIHAI, 2460, dead=10, missing=7, note="found dead"))
    situation = api.situation(actor_with("duty_officer"), incident_id)
    assert (situation.total("dead"), situation.total("missing")) == (Decimal(12), Decimal(10))
    assert situation.proposal.grade is Level.ORANGE
    assert situation.is_direct_report_due


def test_evacuation_by_township_sums_and_the_countys_later_total_overrides(actor_with):
    incident_id = an_incident()
    for region, households, people in (
        (GAOYANG, 600, 3000),
        ("513433103", 9, 36),
        (YIHAI, 620, 3000),
        ("513433102", 52, 285),
    ):
        report = a_report(region, 270, evacuated_households=households, evacuated_pop=people)
        totals = record(incident_id, report)
    assert (totals["evacuated_households"], totals["evacuated_pop"]) == (Decimal(1281), Decimal(6321))
    totals = record(incident_id, a_report(COUNTY, 720, evacuated_pop=7000))
    assert totals["evacuated_pop"] == Decimal(7000)


def test_a_correction_keeps_the_old_figure():
    incident_id = an_incident()
    record(incident_id, a_report(dead=3))
    record(incident_id, a_report(dead=2, note="counted twice"))
    assert api.situation(SYSTEM, incident_id).total("dead") == Decimal(2)
    history = api.figure_history(SYSTEM, incident_id)
    assert sorted((each.value, each.note) for each in history) == [(Decimal(2), "counted twice"), (Decimal(3), "")]


def test_a_figure_does_not_fall_without_a_note():
    incident_id = an_incident()
    record(incident_id, a_report(dead=3))
    with pytest.raises(api.FigureLowered) as refusal:
        record(incident_id, a_report(minutes=90, dead=2))
    assert (refusal.value.data["before"], refusal.value.data["after"]) == ("3", "2")
    assert SituationFigure.objects.count() == 1


def test_nor_does_the_total_fall_silently_because_one_part_reports_again():
    incident_id = an_incident()
    record(incident_id, a_report(COUNTY, 60, dead=12))
    with pytest.raises(api.FigureLowered):
        record(incident_id, a_report(YIHAI, 90, dead=10))
    assert SituationFigure.objects.count() == 1


def test_a_late_report_of_an_earlier_moment_does_not_replace_a_newer_one():
    incident_id = an_incident()
    record(incident_id, a_report(minutes=90, dead=5))
    totals = record(incident_id, a_report(minutes=60, dead=3))
    assert totals["dead"] == Decimal(5)
    assert SituationFigure.objects.count() == 2


@pytest.mark.parametrize(
    ("report", "field"),
    [
        (a_report(dead=-1), "dead"),
        (a_report(dead=float("nan")), "dead"),
        (a_report(road_km=1e308), "road_km"),
        (a_report(sheep=1), "figures"),
        (a_report(), "figures"),
        (a_report("513401", dead=1), "region"),
        (a_report(minutes=-1, dead=1), "as_of"),
        (a_report(minutes=60 * 24 * 9, dead=1), "as_of"),
        (a_report(dead=1, note="x" * 501), "note"),
    ],
)
def test_an_impossible_report_is_refused_by_field_and_stores_nothing(report, field):
    incident_id = an_incident()
    with pytest.raises(InvalidValue) as refusal:
        record(incident_id, report)
    assert refusal.value.data["field"] == field
    assert (SituationFigure.objects.count(), JournalEntry.objects.count()) == (0, 1)


def test_the_event_tells_figures_before_and_after_and_when_ten_is_first_reached():
    incident_id = an_incident()
    record(incident_id, a_report(dead=3, missing=6))
    record(incident_id, a_report(minutes=90, missing=7))
    record(incident_id, a_report(minutes=95, missing=8))
    told = JournalEntry.objects.filter(kind="incidents.situation_recorded").order_by("recorded_at", "id")
    assert [entry.payload["became_direct_report_due"] for entry in told] == [False, True, False]
    assert told[1].payload["figures"] == [{"indicator": "missing", "value": "7", "previous": "6"}]
    assert told[1].payload["totals"] == {"dead": "3", "missing": "7"}
    assert told[1].payload["proposed_grade"] == 3


def test_a_township_reports_its_own_figures_to_the_countys_incident_without_reading_it(actor_with):
    incident_id, officer = an_incident(), actor_with("township_officer", YIHAI)
    record(incident_id, a_report(YIHAI, evacuated_pop=3000), officer)
    assert [each.value for each in api.figures_of_regions(officer, incident_id)] == [Decimal(3000)]
    with pytest.raises(NotFound):
        api.incident(officer, incident_id)


def test_a_township_reports_for_no_one_else(actor_with):
    incident_id = an_incident()
    for region in (GAOYANG, COUNTY):
        with pytest.raises(NotFound):
            record(incident_id, a_report(region, dead=1), actor_with("township_officer", YIHAI))
    with pytest.raises(NotAllowed):
        record(incident_id, a_report(YIHAI, dead=1), actor_with("commander"))
    assert SituationFigure.objects.count() == 0


def test_figures_may_still_come_after_the_close(actor_with):
    incident_id = an_incident()
    api.close_incident(incident_id=incident_id, note="over", actor=actor_with("commander"), now=LATE)
    assert record(incident_id, a_report(house_collapsed_rooms=280))["house_collapsed_rooms"] == Decimal(280)


def test_a_site_of_the_county_is_counted_beside_its_towns():
    incident_id = an_incident()
    record(incident_id, replace(a_report(COUNTY, 100, dead=2, missing=3), site="G248"))
    totals = record(incident_id, a_report(YIHAI, 720, dead=1, missing=9))
    assert (totals["dead"], totals["missing"]) == (Decimal(3), Decimal(12))
    totals = record(incident_id, a_report(YIHAI, 2460, dead=10, missing=7, note="found dead"))
    assert (totals["dead"], totals["missing"]) == (Decimal(12), Decimal(10))
    totals = record(incident_id, a_report(COUNTY, 2470, dead=13, missing=9, note="county's own count"))
    assert (totals["dead"], totals["missing"]) == (Decimal(13), Decimal(9))
    latest = api.situation(SYSTEM, incident_id).latest
    assert {(each.region, each.site) for each in latest} == {(COUNTY, ""), (COUNTY, "G248"), (YIHAI, "")}
