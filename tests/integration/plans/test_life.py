"""The life of an edition: who may do what in which state, and what its clocks ask for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.plans import build_plan

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.plans import api as plans
from anlan.plans.domain.errors import (
    AnswererIsFiler,
    ApproverIsAuthor,
    ApproverIsReviewer,
    EditedMeanwhile,
    FilingIsAnswered,
    NeedsWords,
    NothingToEvaluate,
    NothingToFile,
    PlanTextBroken,
    ReviewerIsAuthor,
)
from anlan.plans.domain.states import TRANSITIONS, PlanAct, PlanState
from anlan.plans.models import PlanClock, PlanDrill, PlanEdition, PlanEvaluation, PlanFiling, PlanReview
from anlan.plans.services.clocks import watch_clocks
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 9, 26, 4, tzinfo=UTC)
COUNTY = "513433"


@pytest.fixture
def writer(actor_with):
    return actor_with("department_operator", COUNTY)


@pytest.fixture
def commander(actor_with):
    return actor_with("commander", COUNTY)


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", COUNTY)


def in_force(commander, **more):
    row = build_plan(state="reviewed", **more)
    plans.approve_plan(plan_id=row.id, actor=commander, now=NOW)
    row.refresh_from_db()
    return row


def state_of(row):
    return PlanEdition.objects.values_list("state", flat=True).get(id=row.id)


def clock_states(row):
    return dict(PlanClock.objects.filter(edition=row).order_by("begun_at").values_list("kind", "state"))


def kinds():
    return list(JournalEntry.objects.order_by("id").values_list("kind", flat=True))


def do(act, row, writer, leader, commander):
    named = {"plan_id": row.id, "now": NOW}
    acts = {
        PlanAct.EDIT: lambda: plans.edit_plan(
            text=plans.shipped_plan("flash_flood", "x"), part="basics", changes=0, actor=writer, **named
        ),
        PlanAct.SUBMIT: lambda: plans.submit_plan(actor=writer, **named),
        PlanAct.CLEAR: lambda: plans.review_plan(opinion="", actor=leader, **named),
        PlanAct.RETURN: lambda: plans.return_plan(
            opinion="why", actor=commander if row.state == "reviewed" else leader, **named
        ),
        PlanAct.APPROVE: lambda: plans.approve_plan(actor=commander, **named),
        PlanAct.ABOLISH: lambda: plans.abolish_plan(reason="why", actor=commander, **named),
        PlanAct.DISCARD: lambda: plans.discard_plan(actor=writer, **named),
        PlanAct.SUPERSEDE: lambda: plans.revise_plan(edition="next", actor=writer, **named),
    }
    return acts[act]()


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("act", PlanAct)
def test_every_act_follows_the_table_and_a_forbidden_one_changes_nothing(state, act, writer, leader, commander):
    row = build_plan(state=state)
    if (state, act) not in TRANSITIONS:
        with pytest.raises(TransitionNotAllowed):
            do(act, row, writer, leader, commander)
        assert (state_of(row), PlanEdition.objects.count(), kinds()) == (state, 1, [])
        return
    do(act, row, writer, leader, commander)
    # Revising leaves the edition in force until the next one is approved.
    assert state_of(row) == (state if act is PlanAct.SUPERSEDE else TRANSITIONS[state, act])
    assert len(kinds()) == 1


def test_who_wrote_on_a_draft_may_not_review_it_and_who_reviewed_it_may_not_approve(actor_with):
    both = actor_with("duty_leader", COUNTY, name="L")
    row = build_plan(state="draft")
    plans.edit_plan(
        plan_id=row.id, text=plans.shipped_plan("flash_flood", "x"), part="basics", changes=0, actor=both, now=NOW
    )
    plans.submit_plan(plan_id=row.id, actor=both, now=NOW)
    before = kinds()
    with pytest.raises(ReviewerIsAuthor):
        plans.review_plan(plan_id=row.id, opinion="", actor=both, now=NOW)
    assert (state_of(row), PlanReview.objects.count()) == ("in_review", 0)
    PlanEdition.objects.filter(id=row.id).update(state="reviewed", reviewer_id="C")
    with pytest.raises(ApproverIsReviewer):
        plans.approve_plan(plan_id=row.id, actor=actor_with("commander", COUNTY, name="C"), now=NOW)
    with pytest.raises(ApproverIsAuthor):
        plans.approve_plan(plan_id=row.id, actor=actor_with("commander", COUNTY, name="L"), now=NOW)
    assert (state_of(row), kinds()) == ("reviewed", before)


def test_a_return_and_an_abolition_need_words(leader, commander):
    draft, held = build_plan(state="in_review", version=2), build_plan()
    with pytest.raises(NeedsWords):
        plans.return_plan(plan_id=draft.id, opinion=" ", actor=leader, now=NOW)
    with pytest.raises(NeedsWords):
        plans.abolish_plan(plan_id=held.id, reason="", actor=commander, now=NOW)
    assert (state_of(draft), state_of(held), kinds()) == ("in_review", "in_force", [])


def test_a_draft_that_somebody_changed_meanwhile_is_not_overwritten(writer):
    row = build_plan(state="draft")
    named = {"plan_id": row.id, "part": "basics", "changes": 0, "actor": writer, "now": NOW}
    assert plans.edit_plan(text=plans.shipped_plan("flash_flood", "first"), **named) == 1
    with pytest.raises(EditedMeanwhile):
        plans.edit_plan(text=plans.shipped_plan("flash_flood", "second"), **named)
    assert plans.plan_by_id(row.id).name.startswith("first")
    assert kinds() == ["plans.plan_edited"]
    same = plans.plan_by_id(row.id).text
    assert plans.edit_plan(text=same, **{**named, "changes": 1}) == 1
    assert kinds() == ["plans.plan_edited"]


def test_a_township_plan_needs_a_township(writer, actor_with):
    text = plans.shipped_plan("flash_flood", "T")
    with pytest.raises(PlanTextBroken) as refusal:
        plans.draft_plan(text=replace(text, category="township"), region=COUNTY, actor=writer, now=NOW)
    assert refusal.value.data["rule"] == "category_fits_region"
    assert PlanEdition.objects.count() == 0
    plans.draft_plan(
        text=replace(text, category="township"),
        region="513433103",
        actor=actor_with("township_officer", "513433103"),
        now=NOW,
    )
    assert PlanEdition.objects.get().category == "township"


def test_a_response_runs_by_a_special_plan_before_an_overall_one_and_never_by_a_village_plan():
    build_plan("flash_flood", "513433103", category="township")
    build_plan("flash_flood", COUNTY, category="overall")
    above = build_plan("flood_drought", "5134")
    assert plans.plan_for("11A51", "513433103").id == above.id
    PlanEdition.objects.filter(id=above.id).update(state="abolished")
    assert plans.plan_for("11A51", "513433103").category == "overall"


def test_a_plan_in_force_owes_filing_in_twenty_working_days_evaluation_and_a_drill(commander):
    row = in_force(commander)
    due = {clock.kind: clock.due_at.astimezone(UTC) for clock in PlanClock.objects.all()}
    # From Friday 26 September 2025: 28 September and 11 October are worked, 1 to 8 October are off.
    assert due["filing"] == datetime(2025, 10, 30, 15, 59, 59, tzinfo=UTC)
    assert due["evaluation"] == due["drill"] == datetime(2028, 9, 26, 15, 59, 59, tzinfo=UTC)
    assert clock_states(row) == {"filing": "running", "evaluation": "running", "drill": "running"}


def test_clocks_warn_and_run_out_once_and_the_last_second_is_in_time(commander):
    row = in_force(commander)
    clock = PlanClock.objects.get(kind="filing")
    assert watch_clocks(actor=SYSTEM, now=clock.warn_at - timedelta(seconds=1)) == 0
    assert [watch_clocks(actor=SYSTEM, now=clock.warn_at) for _ in range(2)] == [1, 0]
    assert watch_clocks(actor=SYSTEM, now=clock.due_at) == 0
    assert [watch_clocks(actor=SYSTEM, now=clock.due_at + timedelta(seconds=1)) for _ in range(2)] == [1, 0]
    assert clock_states(row)["filing"] == "missed"
    assert kinds()[1:] == ["plans.clock_warned", "plans.clock_missed"]


def test_a_filing_is_answered_from_above_and_one_sent_back_is_filed_again(commander, writer, actor_with):
    row = in_force(commander)
    above = actor_with("department_operator", "5134")
    filing = plans.file_plan(plan_id=row.id, receiver="R", number="1", actor=writer, now=NOW)
    assert clock_states(row) == {"filing": "met", "acceptance": "running", "evaluation": "running", "drill": "running"}
    with pytest.raises(NothingToFile):
        plans.file_plan(plan_id=row.id, receiver="R", number="2", actor=writer, now=NOW)
    answer = {"filing_id": filing, "is_accepted": False, "now": NOW}
    with pytest.raises(NotFound):
        plans.answer_filing(reason="x", actor=writer, **answer)
    with pytest.raises(NeedsWords):
        plans.answer_filing(reason="", actor=above, **answer)
    assert PlanFiling.objects.get().state == "waiting"
    plans.answer_filing(reason="no annex", actor=above, **answer)
    with pytest.raises(FilingIsAnswered):
        plans.answer_filing(reason="x", actor=above, **answer)
    assert PlanFiling.objects.get().reason == "no annex"
    assert PlanClock.objects.filter(kind="filing", state="running").count() == 1
    late = NOW + timedelta(days=60)
    again = plans.file_plan(plan_id=row.id, receiver="R", number="2", actor=writer, now=late)
    plans.answer_filing(filing_id=again, is_accepted=True, reason="", actor=above, now=late)
    assert list(PlanFiling.objects.order_by("filed_at").values_list("state", flat=True)) == ["returned", "accepted"]
    assert set(PlanClock.objects.filter(kind="filing").values_list("state", flat=True)) == {"met", "met_late"}


def test_who_filed_may_not_answer_and_an_unknown_receiver_is_refused(commander, writer):
    row = in_force(commander, category="department")
    with pytest.raises(InvalidValue):
        plans.file_plan(plan_id=row.id, receiver=" ", number="", actor=writer, now=NOW)
    filing = plans.file_plan(plan_id=row.id, receiver="R", number="", actor=writer, now=NOW)
    with pytest.raises(AnswererIsFiler):
        plans.answer_filing(filing_id=filing, is_accepted=True, reason="", actor=writer, now=NOW)
    assert PlanFiling.objects.get().state == "waiting"


def test_an_evaluation_starts_the_next_one_and_a_revision_where_it_asks_for_it(commander, writer):
    row = in_force(commander)
    later = NOW + timedelta(days=700)
    with pytest.raises(InvalidValue):
        plans.evaluate_plan(plan_id=row.id, found=("mood",), note="n", actor=writer, now=later)
    with pytest.raises(NeedsWords):
        plans.evaluate_plan(plan_id=row.id, found=(), note="", actor=writer, now=later)
    assert PlanEvaluation.objects.count() == 0
    plans.evaluate_plan(plan_id=row.id, found=("risk_changed",), note="n", actor=writer, now=later)
    assert PlanClock.objects.get(kind="revision").due_at.date() == date(2028, 2, 27)
    assert sorted(PlanClock.objects.filter(kind="evaluation").values_list("state", flat=True)) == ["met", "running"]


def test_a_drill_starts_the_clock_of_the_next_from_its_day(commander, writer):
    row = in_force(commander, category="enterprise", hazards="high_risk_unit")
    assert PlanClock.objects.get(kind="drill").due_at.date() == date(2026, 3, 26)
    later = NOW + timedelta(days=100)
    drill = plans.Drill(held_on=later.date() + timedelta(days=1), form="full")
    with pytest.raises(InvalidValue):
        plans.note_drill(plan_id=row.id, drill=drill, actor=writer, now=later)
    with pytest.raises(InvalidValue):
        plans.note_drill(plan_id=row.id, drill=plans.Drill(held_on=NOW.date(), form="x"), actor=writer, now=later)
    assert PlanDrill.objects.count() == 0
    held = plans.Drill(held_on=date(2025, 12, 1), form="double_blind")
    plans.note_drill(plan_id=row.id, drill=held, actor=writer, now=later)
    running = PlanClock.objects.get(kind="drill", state="running")
    assert running.due_at.date() == date(2026, 6, 1)


def test_only_a_plan_in_force_is_evaluated_drilled_or_filed(writer):
    row = build_plan(state="draft")
    drill = plans.Drill(held_on=NOW.date(), form="full")
    with pytest.raises(NothingToEvaluate):
        plans.evaluate_plan(plan_id=row.id, found=(), note="n", actor=writer, now=NOW)
    with pytest.raises(NothingToEvaluate):
        plans.note_drill(plan_id=row.id, drill=drill, actor=writer, now=NOW)
    with pytest.raises(NothingToFile):
        plans.file_plan(plan_id=row.id, receiver="R", number="", actor=writer, now=NOW)
    assert (kinds(), PlanFiling.objects.count()) == ([], 0)


def test_the_next_edition_stops_the_clocks_of_the_one_before(commander, writer, leader):
    row = in_force(commander)
    draft = plans.revise_plan(plan_id=row.id, edition="2025-2", actor=writer, now=NOW)
    assert (state_of(row), plans.plan_by_id(draft).edition) == ("in_force", "2025-2")
    plans.submit_plan(plan_id=draft, actor=writer, now=NOW)
    plans.review_plan(plan_id=draft, opinion="", actor=leader, now=NOW)
    plans.approve_plan(plan_id=draft, actor=commander, now=NOW)
    assert (state_of(row), set(clock_states(row).values())) == ("superseded", {"stopped"})
    assert PlanClock.objects.filter(edition_id=draft, state="running").count() == 3


def test_a_reader_without_the_right_changes_nothing(actor_with, commander):
    row = in_force(commander)
    officer = actor_with("duty_officer", COUNTY)
    before = kinds()
    with pytest.raises(NotAllowed):
        plans.revise_plan(plan_id=row.id, edition="x", actor=officer, now=NOW)
    with pytest.raises(NotAllowed):
        plans.abolish_plan(plan_id=row.id, reason="x", actor=officer, now=NOW)
    with pytest.raises(NotAllowed):
        plans.file_plan(plan_id=row.id, receiver="x", number="", actor=officer, now=NOW)
    assert (state_of(row), kinds()) == ("in_force", before)
