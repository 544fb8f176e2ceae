"""Plans in force, proposing, drafting and approving by two people."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.factories.plans import build_plan

from anlan.kernel.errors import NotAllowed, NotFound
from anlan.kernel.levels import Level
from anlan.plans import api as plans
from anlan.plans.domain.errors import PlanTextBroken
from anlan.plans.models import PlanEdition
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 26, 15, tzinfo=UTC)
YIHAI = "513433103"


def states():
    return list(PlanEdition.objects.order_by("version").values_list("version", "state"))


def test_the_nearest_plan_in_force_up_the_regions_is_found():
    build_plan("flood_drought", "5134")
    county = build_plan("flash_flood", "513433")
    assert plans.plan_for("11A51", YIHAI).id == county.id
    assert plans.plan_for("11A51", "513434").key == "flood_drought"
    assert plans.plan_for("11A03", YIHAI).key == "flood_drought"


@pytest.mark.parametrize(
    ("kind", "region", "state"), [("12D02", YIHAI, "in_force"), ("11A51", "52", "in_force"), ("11A51", YIHAI, "draft")]
)
def test_without_a_plan_in_force_that_covers_the_event_there_is_none(kind, region, state):
    build_plan("flash_flood", "513433", state=state)
    with pytest.raises(plans.NoPlan) as refusal:
        plans.plan_for(kind, region)
    assert refusal.value.data == {"kind": kind, "region": region}


def test_a_proposal_names_plan_level_and_reasons_in_one_query(django_assert_num_queries):
    row = build_plan()
    with django_assert_num_queries(1):
        found = plans.propose("11A51", YIHAI, plans.Facts(alarm_level=4))
    assert (found.plan.id, found.level, [reason.trigger for reason in found.reasons]) == (
        row.id,
        Level.ORANGE,
        ["II.move_now"],
    )
    tasks = plans.level_of(found.plan, found.level).tasks
    assert tasks[1].to == plans.Addressee(who="townships")
    assert (tasks[1].within_minutes, tasks[1].needs_feedback, tasks[1].needs_photo) == (30, True, True)


def test_a_draft_comes_into_force_by_another_person_and_supersedes_the_one_before(actor_with):
    build_plan()
    text = plans.shipped_plan("flash_flood", "M")
    draft = plans.draft_plan(text=text, region="513433", actor=actor_with("department_operator", "513433"), now=NOW)
    assert states() == [(1, "in_force"), (2, "draft")]
    assert plans.plan_for("11A51", YIHAI).version == 1
    plans.submit_plan(plan_id=draft, actor=actor_with("department_operator", "513433"), now=NOW)
    plans.review_plan(plan_id=draft, opinion="", actor=actor_with("duty_leader", "513433"), now=NOW)
    plans.approve_plan(plan_id=draft, actor=actor_with("commander", "513433", name="C"), now=NOW)
    assert states() == [(1, "superseded"), (2, "in_force")]
    found = plans.plan_for("11A51", YIHAI)
    assert (found.version, found.approver_name, found.approved_at, found.text) == (2, "C", NOW, text)
    assert [entry.kind for entry in JournalEntry.objects.order_by("id")] == [
        "plans.plan_drafted",
        "plans.plan_submitted",
        "plans.plan_reviewed",
        "plans.plan_approved",
    ]


def test_an_author_cannot_approve_their_own_plan(actor_with):
    row = build_plan(state="reviewed", author_id="commander of 513433")
    with pytest.raises(plans.ApproverIsAuthor):
        plans.approve_plan(plan_id=row.id, actor=actor_with("commander", "513433"), now=NOW)
    assert states() == [(1, "reviewed")]
    assert JournalEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "region", "refusal"),
    [("duty_leader", "513433", NotAllowed), ("commander", "513434", NotFound), ("commander", YIHAI, NotFound)],
)
def test_who_may_not_approve_changes_nothing(actor_with, role, region, refusal):
    row = build_plan(state="reviewed")
    with pytest.raises(refusal):
        plans.approve_plan(plan_id=row.id, actor=actor_with(role, region), now=NOW)
    assert states() == [(1, "reviewed")]
    assert JournalEntry.objects.count() == 0


def test_a_discarded_draft_stays_readable(actor_with):
    row = build_plan(state="draft")
    plans.discard_plan(plan_id=row.id, actor=actor_with("department_operator", "513433"), now=NOW)
    assert states() == [(1, "discarded")]


def test_a_broken_text_is_not_stored(actor_with):
    text = replace(plans.shipped_plan("flash_flood"), levels=())
    with pytest.raises(PlanTextBroken):
        plans.draft_plan(text=text, region="513433", actor=actor_with("duty_leader", "513433"), now=NOW)
    with pytest.raises(NotAllowed):
        plans.draft_plan(
            text=plans.shipped_plan("flash_flood"), region="5134", actor=actor_with("duty_leader", "513433"), now=NOW
        )
    assert PlanEdition.objects.count() == JournalEntry.objects.count() == 0


def test_a_township_reads_the_plans_in_force_above_it_but_no_drafts_and_no_neighbours(actor_with):
    above = build_plan("flood_drought", "5134")
    county = build_plan("flash_flood", "513433")
    draft = build_plan("flash_flood", "513433", state="draft", version=2)
    neighbour = build_plan("flash_flood", "513434")
    enterprise = actor_with("enterprise_officer", YIHAI)
    assert plans.plans(enterprise, plans.PlanFilter()) == ()
    with pytest.raises(NotFound):
        plans.plan(enterprise, county.id)
    officer = actor_with("township_officer", YIHAI)
    assert {row.id for row in plans.plans(officer, plans.PlanFilter())} == {above.id, county.id}
    assert plans.plan(officer, county.id).id == county.id
    for hidden in (draft, neighbour):
        with pytest.raises(NotFound):
            plans.plan(officer, hidden.id)


def test_the_signers_of_a_level_are_known_by_role_and_region(actor_with):
    level = plans.level_of(plans.plan_by_id(build_plan().id), Level.ORANGE)
    assert plans.holds_role(actor_with("commander", "5134"), level.signed_by, "513433")
    assert not plans.holds_role(actor_with("duty_leader", "513433"), level.signed_by, "513433")
    assert not plans.holds_role(actor_with("commander", YIHAI), level.signed_by, "513433")
