"""Each refusal twice: its code, and that neither a row nor the journal changed."""

from contextlib import contextmanager
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.factories.enforcement import png
from tests.factories.investigations import (
    COUNTY,
    LEADER,
    NOW,
    OFFICER,
    OTHER,
    PREFECTURE,
    SEATS,
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

from anlan.investigations import api
from anlan.investigations.models import (
    Appraisal,
    Cause,
    Clock,
    Education,
    Evidence,
    Extension,
    Investigation,
    Measure,
    Member,
    Paper,
    Party,
)
from anlan.kernel.errors import AnlanError
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
MODELS = (Investigation, Member, Clock, Extension, Appraisal, Cause, Party, Measure, Paper, Evidence, Education)


@pytest.fixture(autouse=True)
def _places():
    build_places()


def everything():
    return [*[list(model.objects.order_by("pk").values()) for model in MODELS], JournalEntry.objects.count()]


@contextmanager
def refused(code):
    before = everything()
    with pytest.raises(AnlanError) as refusal:
        yield
    assert refusal.value.code == code
    assert everything() == before


def test_an_accident_of_the_cities_level_is_not_taken_up_by_the_county():
    with refused("kernel.not_allowed"):
        an_accident(harm=api.Harm(dead=3))
    with refused("investigations.belongs_above"):
        an_accident(harm=api.Harm(dead=3), office=COUNTY, actor=somebody("inspector", PREFECTURE))
    with refused("investigations.belongs_above"):
        an_accident(harm=api.Harm(dead=30))


def test_a_higher_government_needs_a_reason_to_take_a_lower_accident():
    with refused("kernel.invalid_value"):
        an_accident(office=PREFECTURE, actor=somebody("inspector", PREFECTURE))


@pytest.mark.parametrize("harm", [api.Harm(injured=1), api.Harm(missing=1), api.Harm(loss_yuan=10_000_000)])
def test_only_an_ordinary_accident_that_hurt_nobody_is_entrusted_to_the_unit(harm):
    with refused("investigations.may_not_entrust"):
        an_accident(harm=harm, mode="unit", actor=somebody("inspector", PREFECTURE))


def test_an_entrusted_accident_that_turns_out_to_have_hurt_somebody_is_refused_anew():
    found = an_accident(harm=api.Harm(loss_yuan=9_999_999), mode="unit")
    with refused("investigations.may_not_entrust"):
        api.restate_harm(investigation_id=found, harm=api.Harm(injured=1), reason="x", actor=OFFICER, now=NOW)


@pytest.mark.parametrize(
    "changes",
    [{"title": " "}, {"happened_at": NOW + timedelta(hours=1)}, {"region": "51"}, {"sort": "x"}, {"mode": "x"},
     {"harm": api.Harm(dead=-1)}],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_its_field(changes):
    with refused("kernel.invalid_value"):
        an_accident(**changes)


def test_an_incident_is_investigated_once():
    incident = uuid4()
    an_accident(incident_id=incident)
    with refused("kernel.transition_not_allowed"):
        an_accident(incident_id=incident)


def test_the_dead_count_thirty_days_and_no_longer():
    found = an_accident()
    harm = {"investigation_id": found, "harm": api.Harm(dead=3), "reason": "x", "actor": OFFICER}
    with refused("investigations.harm_counts_no_longer"):
        api.restate_harm(**harm, now=NOW + timedelta(days=29))


@pytest.mark.parametrize("seat", SEATS)
def test_a_group_without_one_that_must_send_somebody_is_not_set_up(seat):
    found = an_accident()
    with_members(found, seats=tuple(each for each in SEATS if each != seat))
    with refused("investigations.seats_missing"):
        api.form_group(investigation_id=found, actor=LEADER, now=NOW)


def test_a_group_has_one_leader_and_nobody_with_an_interest():
    found = an_accident()
    by = {"investigation_id": found, "actor": OFFICER, "now": NOW}
    with refused("investigations.one_leader"):
        api.form_group(investigation_id=found, actor=LEADER, now=NOW)
    with_members(found)
    with refused("investigations.one_leader"):
        api.add_member(new=api.NewMember(name="B", organisation="O", seat="police", role="leader"), **by)
    with refused("investigations.member_has_interest"):
        api.add_member(new=api.NewMember(name="B", organisation="Invented Works", seat="police"), **by)
    with refused("investigations.member_has_interest"):
        api.add_member(new=api.NewMember(name="B", organisation="O", seat="police", has_interest=True), **by)
    with refused("kernel.not_allowed"):
        api.form_group(**by)


def test_an_accident_that_rose_above_the_county_goes_no_further_there():
    found = an_accident()
    with_members(found)
    api.restate_harm(investigation_id=found, harm=api.Harm(dead=3), reason="x", actor=OFFICER, now=NOW)
    with refused("investigations.belongs_above"):
        api.form_group(investigation_id=found, actor=LEADER, now=NOW)


def test_nothing_is_entered_before_the_group_is_set_up():
    found = an_accident()
    with refused("kernel.transition_not_allowed"):
        api.set_nature(investigation_id=found, nature="liability", actor=OFFICER, now=NOW)


def test_more_time_is_granted_in_time_and_up_to_sixty_days_altogether():
    found = a_group()
    by = {"investigation_id": found, "limit": "report", "reason": "x", "actor": LEADER}
    with refused("investigations.extension_too_long"):
        api.extend_limit(**by, days=61, now=NOW)
    with refused("investigations.extension_too_late"):
        api.extend_limit(**by, days=1, now=NOW + timedelta(days=59))
    api.extend_limit(**by, days=40, now=NOW + timedelta(days=58))
    with refused("investigations.extension_too_long"):
        api.extend_limit(**by, days=21, now=NOW)
    with refused("kernel.not_allowed"):
        api.extend_limit(**{**by, "actor": OFFICER}, days=1, now=NOW)


def test_the_reply_to_an_ordinary_accident_cannot_be_put_off():
    found = a_submitted()
    with refused("investigations.extension_too_long"):
        api.extend_limit(investigation_id=found, limit="approval", days=1, reason="x", actor=LEADER, now=NOW)


def test_an_incomplete_report_is_neither_signed_nor_handed_in():
    found = a_group()
    member = row(found).members.first()
    sign = {"member_id": member.id, "on": NOW.date(), "dissent": "", "actor": OFFICER, "now": NOW}
    with refused("investigations.report_incomplete"):
        api.sign_report(**sign)
    with_findings(found)
    with refused("investigations.signatures_missing"):
        api.submit_report(investigation_id=found, actor=OFFICER, now=NOW)
    with refused("kernel.invalid_value"):
        api.sign_report(**{**sign, "on": NOW.date() + timedelta(days=1)})
    new = api.NewAppraisal(subject="s", body="b", first=NOW.date())
    api.begin_appraisal(investigation_id=found, new=new, actor=OFFICER, now=NOW)
    with refused("investigations.appraisals_run"):
        api.sign_report(**sign)


@pytest.mark.parametrize(
    "drop",
    [
        lambda found: Cause.objects.filter(sort="direct").delete(),
        lambda found: Measure.objects.all().delete(),
        lambda found: Party.objects.all().delete(),
        lambda found: Investigation.objects.update(nature=""),
        lambda found: Investigation.objects.update(sections={**row(found).sections, "harm": ""}),
    ],
)
def test_a_report_lacks_none_of_what_the_law_asks_for(drop):
    found = a_group()
    with_findings(found)
    sign_all(found)
    drop(found)
    with refused("investigations.report_incomplete"):
        api.submit_report(investigation_id=found, actor=OFFICER, now=NOW)


def test_who_handed_the_report_in_does_not_decide_about_it():
    found = a_submitted()
    Investigation.objects.update(submitted_by_id=LEADER.id)
    with refused("investigations.approver_is_investigator"):
        api.approve_report(investigation_id=found, reply="", actor=LEADER, now=NOW)
    with refused("investigations.approver_is_investigator"):
        api.return_report(investigation_id=found, reason="x", actor=LEADER, now=NOW)
    with refused("kernel.transition_not_allowed"):
        api.write_sections(investigation_id=found, texts={}, actor=OFFICER, now=NOW)


def test_penalties_and_measures_wait_for_the_reply():
    found = a_submitted()
    by = {"actor": OFFICER, "now": NOW}
    party, measure = Party.objects.get().id, Measure.objects.get().id
    with refused("investigations.not_decided_yet"):
        api.hand_over(party_id=party, receiver="x", officers=(("A", "1"), ("B", "2")), **by)
    with refused("investigations.not_decided_yet"):
        api.prove_measure(measure_id=measure, proof="x", **by)
    with refused("investigations.not_decided_yet"):
        api.publish_report(investigation_id=found, actor=LEADER, now=NOW)


def test_a_penalty_is_handed_over_with_two_officers_and_two_certificates():
    an_approved()
    party = Party.objects.get().id
    for officers in ((), (("A", "1"),), (("A", "1"), ("A", "2")), (("A", "1"), ("B", "1"))):
        with refused("investigations.two_officers"):
            api.hand_over(party_id=party, receiver="x", officers=officers, actor=OFFICER, now=NOW)


def test_who_is_not_pursued_is_not_handed_over():
    an_approved(treatment="exempt")
    with refused("investigations.nothing_to_hand_over"):
        api.hand_over(party_id=Party.objects.get().id, receiver="x", officers=(), actor=OFFICER, now=NOW)


def test_a_measure_is_confirmed_by_another_one_and_the_look_back_judges_all():
    found = an_approved()
    measure = Measure.objects.get().id
    with refused("investigations.measures_unjudged"):
        api.assess(investigation_id=found, result="x", actor=LEADER, now=NOW)
    with refused("kernel.transition_not_allowed"):
        api.judge_measure(measure_id=measure, act="verify", text="x", actor=OFFICER, now=NOW)
    with refused("kernel.invalid_value"):
        api.prove_measure(measure_id=measure, proof="x", content=b"no picture", actor=OFFICER, now=NOW)
    api.prove_measure(measure_id=measure, proof="x", content=png(), actor=OFFICER, now=NOW)
    api.judge_measure(measure_id=measure, act="return", text="Blurred", actor=OTHER, now=NOW)
    with refused("kernel.invalid_value"):
        api.prove_measure(measure_id=measure, proof="x", content=png(), actor=OFFICER, now=NOW)
    api.prove_measure(measure_id=measure, proof="x", content=png(shade=9), actor=OFFICER, now=NOW)
    assert Evidence.objects.filter(measure=measure).count() == 2
    with refused("investigations.verifier_is_prover"):
        api.judge_measure(measure_id=measure, act="verify", text="x", actor=OFFICER, now=NOW)
    with refused("kernel.transition_not_allowed"):
        api.archive(investigation_id=found, years=None, actor=OFFICER, now=NOW)


def test_the_outcome_is_public_or_withheld_once():
    found = an_approved()
    api.withhold_report(investigation_id=found, reason="State secret", actor=LEADER, now=NOW)
    with refused("investigations.published_already"):
        api.publish_report(investigation_id=found, actor=LEADER, now=NOW)
    with refused("investigations.published_already"):
        api.withhold_report(investigation_id=found, reason="x", actor=LEADER, now=NOW)


def test_a_measure_lies_ahead_and_an_appraisal_not():
    found = a_group()
    by = {"investigation_id": found, "actor": OFFICER, "now": NOW}
    with refused("kernel.invalid_value"):
        api.add_measure(text="x", owner="y", due_on=NOW.date(), **by)
    for first in (date(2026, 2, 28), NOW.date() + timedelta(days=1)):
        with refused("kernel.invalid_value"):
            api.begin_appraisal(new=api.NewAppraisal(subject="s", body="b", first=first), **by)


def test_an_investigation_elsewhere_is_not_there():
    found = an_accident()
    stranger = somebody("inspector", "513432")
    with refused("kernel.not_found"):
        api.hand_up(investigation_id=found, reason="x", actor=stranger, now=NOW)
    with refused("kernel.not_found"):
        api.parts(stranger, found)


def test_a_file_is_not_laid_down_before_everybody_responsible_was_dealt_with():
    found = an_approved()
    api.judge_measure(measure_id=Measure.objects.get().id, act="fail", text="Nothing done", actor=OFFICER, now=NOW)
    api.assess(investigation_id=found, result="Not carried out", actor=LEADER, now=NOW)
    with refused("investigations.proposals_open"):
        api.archive(investigation_id=found, years=None, actor=OFFICER, now=NOW)


def test_a_file_of_an_accident_of_liability_is_not_laid_down_before_those_concerned_were_taught():
    found = an_approved(treatment="exempt")
    api.judge_measure(measure_id=Measure.objects.get().id, act="fail", text="Nothing done", actor=OFFICER, now=NOW)
    api.assess(investigation_id=found, result="Not carried out", actor=LEADER, now=NOW)
    held = an_education(found)
    api.withdraw_education(education_id=held, reason="Another accident", actor=OFFICER, now=NOW)
    with refused("investigations.nobody_educated"):
        api.archive(investigation_id=found, years=None, actor=OFFICER, now=NOW)
    with refused("kernel.transition_not_allowed"):
        api.withdraw_education(education_id=held, reason="again", actor=OFFICER, now=NOW)
    an_education(found)
    api.archive(investigation_id=found, years=None, actor=OFFICER, now=NOW)
    with refused("kernel.transition_not_allowed"):
        an_education(found)


def test_an_education_has_a_form_a_day_since_the_accident_persons_and_a_new_picture():
    found = a_group()
    wrong = [
        {"form": "song"}, {"held_on": date(2026, 2, 28)}, {"held_on": NOW.date() + timedelta(days=1)}, {"persons": 0},
        {"persons": 1_000_001}, {"audience": " "}, {"text": ""}, {"content": b"no picture"},
    ]  # fmt: skip
    for changes in wrong:
        with refused("kernel.invalid_value"):
            an_education(found, **changes)
    held = an_education(found, content=png())
    assert Evidence.objects.get().education_id == held
    with refused("kernel.invalid_value"):
        an_education(found, content=png())
    with refused("kernel.not_allowed"):
        an_education(found, actor=somebody("auditor"))
    with refused("kernel.not_found"):
        api.withdraw_education(education_id=uuid4(), reason="x", actor=OFFICER, now=NOW)
