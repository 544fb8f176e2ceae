from datetime import datetime, timedelta

import pytest
from tests.factories.access import build_user
from tests.factories.incidents import LEARNED, a_report, an_incident
from tests.factories.reporting import a_draft, a_sent_report

from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.reporting import api
from anlan.reporting.models import ReportClock
from anlan.reporting.services.watching import escalate_clocks, watch_clocks
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DUE = LEARNED + timedelta(hours=2)
NINE = datetime(2020, 6, 27, 9, tzinfo=CHINA)


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", "513433")


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", "513433")


@pytest.fixture
def incident_id():
    incident_id = an_incident()
    api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED)
    return incident_id


def _clocks(**wanted):
    rows = ReportClock.objects.filter(**wanted).order_by("due_at")
    return [(row.rule, row.state, row.due_at.astimezone(CHINA)) for row in rows]


def _count(kind):
    return JournalEntry.objects.filter(kind=f"reporting.{kind}").count()


def test_an_opened_incident_owes_a_first_report_in_two_hours_and_a_follow_up_at_nine(incident_id):
    assert _clocks() == [
        ("natural_first_county", "running", DUE.astimezone(CHINA)),
        ("natural_followup_county", "running", NINE),
    ]


def test_starting_the_clocks_again_changes_nothing(incident_id):
    assert api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED) == ()
    assert (len(_clocks()), _count("clock_started")) == (2, 2)


def test_a_clock_warns_once_half_an_hour_before_its_end_and_is_missed_once_after_it(incident_id):
    changes = [
        watch_clocks(actor=SYSTEM, now=moment)
        for moment in (
            DUE - timedelta(minutes=30) - SECOND,
            DUE - timedelta(minutes=30),
            DUE,
            DUE + SECOND,
            DUE + timedelta(minutes=1),
        )
    ]
    assert changes == [0, 1, 0, 1, 0]
    assert (_count("clock_warned"), _count("clock_missed")) == (1, 1)
    assert _clocks(stage="first")[0][1] == "missed"


def test_a_report_in_time_meets_the_clock_and_keeps_the_evidence(incident_id, officer, leader):
    sent_at = LEARNED + timedelta(hours=1)
    report_id = a_sent_report(incident_id, officer, leader, sent_at)
    (clock,) = [row for row in api.clocks_of(officer, incident_id) if row.stage is api.Stage.FIRST]
    assert (clock.state, clock.learned_at, clock.sent_at, clock.report_id) == ("met", LEARNED, sent_at, report_id)
    assert watch_clocks(actor=SYSTEM, now=DUE + SECOND) == 0


def test_a_report_after_the_end_is_late(incident_id, officer, leader):
    watch_clocks(actor=SYSTEM, now=DUE + SECOND)
    a_sent_report(incident_id, officer, leader, DUE + timedelta(minutes=5))
    assert _clocks(stage="first")[0][1] == "late"
    assert JournalEntry.objects.get(kind="reporting.clock_met").payload["is_late"] is True


def test_a_draft_or_a_signature_does_not_meet_the_clock(incident_id, officer, leader):
    report_id = a_draft(incident_id, officer, LEARNED)
    api.sign_report(report_id=report_id, actor=leader, now=LEARNED)
    assert _clocks(stage="first")[0][1] == "running"


def test_the_follow_up_is_owed_every_day_until_the_situation_is_stable(incident_id, officer, leader):
    a_sent_report(incident_id, officer, leader, NINE - timedelta(hours=1), api.Stage.FOLLOWUP)
    watch_clocks(actor=SYSTEM, now=NINE + timedelta(days=1, seconds=1))
    assert _clocks(stage="followup") == [
        ("natural_followup_county", "met", NINE),
        ("natural_followup_county", "missed", NINE + timedelta(days=1)),
        ("natural_followup_county", "running", NINE + timedelta(days=2)),
    ]
    stable = NINE + timedelta(days=1, hours=8)
    api.declare_stable(incident_id=incident_id, actor=leader, now=stable)
    assert [state for _, state, _ in _clocks(stage="followup")] == ["met", "missed", "stopped"]
    assert _clocks(stage="verified") == [
        ("natural_verified_county", "running", stable + timedelta(days=5)),
        ("natural_verified_prefecture", "running", stable + timedelta(days=8)),
        ("natural_verified_province", "running", stable + timedelta(days=11)),
    ]


def test_a_follow_up_sent_the_evening_before_does_not_count_for_the_next_morning(incident_id, officer, leader):
    evening = NINE - timedelta(hours=10)
    assert evening.date() < NINE.date()
    a_sent_report(incident_id, officer, leader, evening, api.Stage.FOLLOWUP)
    assert _clocks(stage="followup") == [("natural_followup_county", "running", NINE)]


def test_declaring_stable_twice_starts_the_verified_clocks_once(incident_id, leader):
    assert len(api.declare_stable(incident_id=incident_id, actor=leader, now=NINE)) == 3
    assert api.declare_stable(incident_id=incident_id, actor=leader, now=NINE) == ()
    assert _count("situation_stable") == 1


def test_a_department_operator_cannot_declare_the_situation_stable(incident_id, actor_with):
    with pytest.raises(NotAllowed):
        api.declare_stable(incident_id=incident_id, actor=actor_with("department_operator", "513433"), now=NINE)
    assert [state for _, state, _ in _clocks()] == ["running", "running"]


def test_ten_dead_or_missing_start_direct_clocks_to_province_and_ministry(incident_id, officer, leader):
    start = {"incident_id": incident_id, "start": api.Start.TEN_DEAD_OR_MISSING, "actor": SYSTEM}
    api.start_clocks(**start, now=NINE)
    api.start_clocks(**start, now=NINE + SECOND)
    direct = ReportClock.objects.filter(stage="direct").order_by("-to_region")
    assert [(row.to_region, row.due_at) for row in direct] == [
        ("51", NINE + timedelta(hours=2)),
        ("", NINE + timedelta(hours=2)),
    ]
    report_id = a_sent_report(incident_id, officer, leader, NINE + timedelta(hours=1))
    sent = [row.to_region for row in api.report(officer, report_id).transmissions]
    assert sent == ["5134", "51", ""]
    assert {row.state for row in direct.all()} == {"met"}


def test_the_prefectures_clock_starts_when_it_receives_the_countys_report(incident_id, officer, leader):
    act = {"incident_id": incident_id, "start": api.Start.RECEIVED, "region": "5134", "actor": SYSTEM}
    api.start_clocks(**act, now=NINE)
    assert _clocks(region="5134") == [
        ("natural_first_prefecture", "running", NINE + timedelta(hours=2)),
        ("natural_followup_prefecture", "running", NINE + timedelta(days=1, hours=1)),
    ]


def test_another_county_sees_no_clock(incident_id, actor_with):
    stranger = actor_with("duty_officer", "513401")
    assert api.clocks_of(stranger, incident_id) == ()
    assert api.owed_clocks(stranger) == ()
    with pytest.raises(NotFound):
        api.declare_stable(incident_id=incident_id, actor=stranger, now=NINE)
    assert len(_clocks()) == 2


def test_the_nearest_end_stands_first(incident_id, officer):
    assert [row.rule for row in api.owed_clocks(officer)] == ["natural_first_county", "natural_followup_county"]


def test_a_clock_tells_the_duty_then_the_leader_then_the_level_above_each_once(incident_id):
    build_user("duty_officer", "513433", name="Officer"), build_user("duty_leader", "513433", name="Leader")
    build_user("duty_officer", "5134", name="Above")
    later = timedelta(minutes=30)
    for moment in (DUE - later, DUE + SECOND, DUE + 2 * SECOND):
        watch_clocks(actor=SYSTEM, now=moment)
    told_above = [escalate_clocks(actor=SYSTEM, now=DUE + SECOND + wait) for wait in (later - SECOND, later, later)]
    assert told_above == [0, 1, 0]
    clock = ReportClock.objects.get(stage="first")
    assert [(each["step"], sorted(each["names"])) for each in clock.told] == [
        ("warned", ["Leader", "Officer"]),
        ("missed", ["Leader"]),
        ("escalated", ["Above"]),
    ]
    assert JournalEntry.objects.get(kind="reporting.clock_escalated").payload["told"] == ["Above"]


def test_an_accident_owes_its_government_and_was_told_by_its_unit(officer, leader):
    incident_id = an_incident(kind="12A01")
    api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED)
    (unit,) = [row for row in api.clocks_of(officer, incident_id) if row.from_party]
    assert (unit.state, unit.started_at, unit.sent_at) == (
        "met",
        incidents.incident(officer, incident_id).happened_at,
        LEARNED,
    )
    report_id = a_sent_report(incident_id, officer, leader, LEARNED + timedelta(hours=1))
    assert [(row.to_region, row.to_party) for row in api.report(officer, report_id).transmissions] == [
        ("5134", ""),
        ("513433", "government"),
    ]
    assert _clocks(stage="notice")[0][1] == "met"


def test_figures_that_raise_the_grade_start_the_upper_levels_clocks_once(officer, leader):
    incident_id = an_incident(kind="12A01")
    api.start_clocks(incident_id=incident_id, start=api.Start.OPENED, actor=SYSTEM, now=LEARNED)
    report_id = a_sent_report(incident_id, officer, leader, LEARNED)
    (first, _government) = api.report(officer, report_id).transmissions
    api.record_receipt(transmission_id=first.id, receiver="Wang", note="by telephone", actor=officer, now=LEARNED)
    api.start_clocks(incident_id=incident_id, start=api.Start.RECEIVED, region="5134", actor=SYSTEM, now=LEARNED)
    assert _clocks(rule="accident_first_prefecture") == []
    report = a_report(dead=2, missing=1)
    incidents.record_situation(incident_id=incident_id, report=report, actor=SYSTEM, now=NINE)
    assert len(api.follow_grade(incident_id=incident_id, actor=SYSTEM, now=NINE)) == 1
    assert api.follow_grade(incident_id=incident_id, actor=SYSTEM, now=NINE) == ()
    assert [due for _, _, due in _clocks(rule="accident_first_prefecture")] == [NINE + timedelta(hours=2)]


def test_a_found_trait_owes_the_province_a_report_and_is_found_once(incident_id, leader, actor_with):
    act = {"incident_id": incident_id, "trait": "foreigners", "note": "Two tourists", "now": NINE}
    with pytest.raises(NotAllowed):
        api.find_trait(**act, actor=actor_with("department_operator", "513433"))
    assert (_clocks(stage="direct"), _count("trait_found")) == ([], 0)
    assert len(api.find_trait(**act, actor=leader)) == 1
    with pytest.raises(api.TraitKnown):
        api.find_trait(**act, actor=leader)
    assert (len(_clocks(stage="direct")), _count("trait_found")) == (1, 1)
