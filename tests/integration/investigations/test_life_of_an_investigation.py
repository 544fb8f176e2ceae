"""One investigation from the accident to the archive, and its case of enforcement."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.factories.investigations import (
    COUNTY,
    LEADER,
    NOW,
    OFFICER,
    OTHER,
    PREFECTURE,
    a_group,
    a_submitted,
    an_accident,
    an_approved,
    an_education,
    row,
    sign_all,
    somebody,
    with_findings,
    with_members,
)
from tests.factories.public_warnings import build_places

from anlan.enforcement import api as enforcement
from anlan.enforcement.models import Case
from anlan.investigations import api
from anlan.investigations.models import Clock, Measure, Paper, Party
from anlan.kernel.actors import SYSTEM
from anlan.support.models import JournalEntry
from anlan.workflows import carried_out_case_answers_its_investigation, handed_over_party_opens_case

pytestmark = pytest.mark.django_db
TWO = (("Officer One", "K001"), ("Officer Two", "K002"))


@pytest.fixture(autouse=True)
def _places():
    build_places()


def clocks(investigation_id):
    rows = Clock.objects.filter(investigation_id=investigation_id).order_by("id")
    return {clock.limit: (clock.due_on.isoformat(), clock.state) for clock in rows}


def events(kind):
    return JournalEntry.objects.filter(kind=f"investigations.{kind}").count()


def test_from_the_accident_to_the_archive():
    found = an_approved()
    party, measure = Party.objects.get(), Measure.objects.get()
    api.hand_over(party_id=party.id, receiver="Enforcement", officers=TWO, actor=OFFICER, now=NOW)
    later = NOW + timedelta(days=100)
    api.prove_measure(measure_id=measure.id, proof="Photographs of faces", actor=OFFICER, now=later)
    api.judge_measure(measure_id=measure.id, act="verify", text="Seen on the spot", actor=OTHER, now=later)
    api.publish_report(investigation_id=found, actor=LEADER, now=later)
    api.assess(investigation_id=found, result="All carried out", actor=LEADER, now=later)
    api.carry_out(party_id=party.id, result="Fined", actor=OFFICER, now=later)
    an_education(found, now=later)
    api.archive(investigation_id=found, years=None, actor=OFFICER, now=later)
    kept = row(found)
    assert (kept.state, kept.keep_years, kept.published["assessment"]) == ("archived", 30, "All carried out")
    assert list(Paper.objects.values_list("sort", "serial")) == [
        ("group", 1), ("report", 1), ("reply", 1), ("handover", 1), ("assessment", 1),
    ]  # fmt: skip
    assert clocks(found) == {
        "report": ("2026-04-30", "met"), "approval": ("2026-03-18", "met"), "assessment": ("2027-03-03", "met"),
    }  # fmt: skip


def test_a_penalty_becomes_one_case_and_its_end_ends_the_proposal():
    an_approved(object_id=uuid4(), unit_code="91513433MA0000000X")
    party = Party.objects.get()
    api.hand_over(party_id=party.id, receiver="Enforcement", officers=TWO, actor=OFFICER, now=NOW)
    event = api.PartyHandedOver(
        subject="investigation:x", region=COUNTY, investigation_id=party.investigation_id, title="t", object_id=None,
        party_id=party.id, treatment="penalty", receiver="Enforcement",
    )  # fmt: skip
    for _ in range(2):
        handed_over_party_opens_case.run(event, actor=SYSTEM, now=NOW)
    case = Case.objects.get()
    said = (
        case.party_name,
        case.party_code,
        case.source,
        case.has_harm,
        [each["certificate"] for each in case.officers],
    )
    assert said == ("Invented Works", "91513433MA0000000X", "incident", True, ["K001", "K002"])
    Case.objects.update(state="executed", execution="Fine of 300000 paid")
    moved = enforcement.CaseMoved(
        subject="case:x", region=COUNTY, case_id=case.id, title="t", object_id=None, act="execute", state="executed"
    )
    for _ in range(2):
        carried_out_case_answers_its_investigation.run(moved, actor=SYSTEM, now=NOW)
    party.refresh_from_db()
    assert (party.case_id, party.state, party.result) == (case.id, "carried_out", "Fine of 300000 paid")
    assert events("party_carried_out") == 1


def test_a_suspected_crime_goes_to_the_police_before_the_reply():
    a_submitted(treatment="police")
    party = Party.objects.get()
    api.hand_over(party_id=party.id, receiver="Police", officers=(), actor=OFFICER, now=NOW)
    api.carry_out(party_id=party.id, result="Filed by the police", actor=OFFICER, now=NOW)
    party.refresh_from_db()
    assert (party.state, Paper.objects.filter(sort="transfer").count()) == ("carried_out", 1)


def test_an_appraisal_and_an_extension_move_the_report_and_the_tick_tells_once_of_what_ends_and_what_is_late():
    found = a_group()
    new = api.NewAppraisal(subject="Roof bolts", body="Institute", first=NOW.date())
    appraisal = api.begin_appraisal(investigation_id=found, new=new, actor=OFFICER, now=NOW)
    in_time = NOW + timedelta(days=20)
    api.end_appraisal(appraisal_id=appraisal, last=in_time.date(), result="Too short", actor=OFFICER, now=in_time)
    api.extend_limit(investigation_id=found, limit="report", days=10, reason="Hard", actor=LEADER, now=in_time)
    assert clocks(found) == {"report": ("2026-05-30", "running")}
    for day, told in ((77, (0, 0)), (78, (1, 0)), (88, (1, 0)), (89, (1, 1)), (90, (1, 1))):
        api.watch_investigation_clocks(actor=SYSTEM, now=NOW + timedelta(days=day))
        assert (events("limit_warned"), events("limit_missed")) == told, day


def test_a_late_measure_is_told_once_after_the_reply():
    an_approved()
    for day, told in (("2026-08-01", 0), ("2026-08-02", 1), ("2026-08-03", 1)):
        now = NOW.replace(month=int(day[5:7]), day=int(day[8:]))
        api.watch_investigation_clocks(actor=SYSTEM, now=now)
        assert events("measure_late") == told, day


def test_a_returned_report_is_signed_anew_and_its_limit_runs_on():
    found = a_submitted()
    api.return_report(investigation_id=found, reason="Causes too thin", actor=LEADER, now=NOW + timedelta(days=5))
    assert clocks(found) == {"report": ("2026-04-30", "running")}
    assert row(found).members.filter(signed_on__isnull=False).count() == 0


def test_whatever_changes_the_report_takes_the_signatures_off():
    found = a_submitted()
    api.return_report(investigation_id=found, reason="Thin", actor=LEADER, now=NOW)
    member = row(found).members.first()
    api.sign_report(member_id=member.id, on=date(2026, 3, 3), dissent="No", actor=OFFICER, now=NOW)
    api.add_cause(investigation_id=found, sort="indirect", text="x", evidence="y", actor=OFFICER, now=NOW)
    member.refresh_from_db()
    assert (member.signed_on, member.dissent) == (None, "")


def test_more_dead_within_thirty_days_raise_the_level_and_the_investigation_goes_up():
    found = an_accident()
    level = api.restate_harm(
        investigation_id=found, harm=api.Harm(dead=3), reason="Died in hospital", actor=OFFICER,
        now=NOW + timedelta(days=28),
    )  # fmt: skip
    api.hand_up(investigation_id=found, reason="The city investigates", actor=OFFICER, now=NOW)
    assert (level, row(found).state, clocks(found)) == ("larger", "handed_up", {})


def test_the_city_may_investigate_an_ordinary_accident_with_a_reason_and_the_county_then_only_reads():
    city = somebody("inspector", PREFECTURE)
    found = an_accident(actor=city, office=PREFECTURE, office_reason="Strong public interest")
    assert row(found).office == PREFECTURE
    assert api.investigation(OFFICER, found).level == "ordinary"
    with pytest.raises(Exception, match="not_allowed"):
        api.hand_up(investigation_id=found, reason="x", actor=OFFICER, now=NOW)


def test_a_recused_member_stays_on_the_list_and_another_may_take_the_lead():
    found = an_accident()
    with_members(found)
    leader = row(found).members.get(role="leader")
    api.recuse_member(member_id=leader.id, reason="Brother of the owner", actor=OFFICER, now=NOW)
    new = api.NewMember(name="Another", organisation="Office", seat="government", role="leader")
    api.add_member(investigation_id=found, new=new, actor=OFFICER, now=NOW)
    leader.refresh_from_db()
    assert (leader.recusal, row(found).members.filter(recused_at=None, role="leader").get().name) == (
        "Brother of the owner", "Another",
    )  # fmt: skip


def test_natural_persons_are_not_named_in_public():
    found = a_group()
    new = api.NewParty(
        party_kind="person", name="Zhang San", liability="direct", facts="f", treatment="discipline", proposal="p",
        basis="b",
    )  # fmt: skip
    by = {"investigation_id": found, "actor": OFFICER, "now": NOW}
    api.add_party(new=new, **by)
    api.add_cause(sort="direct", text="Zhang San opened the valve", evidence="e", **by)
    with_findings(found)
    sign_all(found)
    api.submit_report(**by)
    api.approve_report(investigation_id=found, reply="", actor=LEADER, now=NOW)
    api.publish_report(investigation_id=found, actor=LEADER, now=NOW)
    assert "Zhang San" not in str(row(found).published)
    assert next(text for _id, text in api.public_reports())["unit"] == "Invented Works"


def test_handing_a_penalty_over_needs_the_right_to_handle_cases():
    an_approved()
    clerk = somebody("department_operator")
    with pytest.raises(Exception, match="not_allowed"):
        api.hand_over(party_id=Party.objects.get().id, receiver="x", officers=TWO, actor=clerk, now=NOW)
    assert Party.objects.get().state == "proposed"
