"""Every pair of state and act that an edition does not have, driven by the real act: refused, nothing changed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.factories.plans import build_plan
from tests.factories.states import Machine, failings

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.plans import api as plans
from anlan.plans.domain.states import TRANSITIONS, FilingState, PlanAct, PlanState
from anlan.plans.models import PlanFiling
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 9, 26, 4, tzinfo=UTC)
COUNTY = "513433"


@pytest.fixture
def writer(actor_with):
    return actor_with("department_operator", COUNTY)


def test_of_an_edition(writer, actor_with):
    row = build_plan()
    text = replace(plans.shipped_plan("flash_flood", "place"), purpose="Another")
    named = {"plan_id": row.id, "now": NOW}
    reviewer, approver = actor_with("inspector", COUNTY), actor_with("commander", COUNTY)
    acts = {
        PlanAct.EDIT: lambda: plans.edit_plan(text=text, part="basics", changes=0, actor=writer, **named),
        PlanAct.SUBMIT: lambda: plans.submit_plan(actor=writer, **named),
        PlanAct.DISCARD: lambda: plans.discard_plan(actor=writer, **named),
        PlanAct.CLEAR: lambda: plans.review_plan(opinion="", actor=reviewer, **named),
        PlanAct.RETURN: lambda: plans.return_plan(opinion="no", actor=reviewer, **named),
        PlanAct.APPROVE: lambda: plans.approve_plan(actor=approver, **named),
        PlanAct.SUPERSEDE: lambda: plans.revise_plan(edition="2", actor=writer, **named),
        PlanAct.ABOLISH: lambda: plans.abolish_plan(reason="gone", actor=approver, **named),
    }
    assert failings(Machine(row, TRANSITIONS, acts)) == []


@pytest.mark.parametrize("state", sorted(set(PlanState) - {PlanState.IN_FORCE}))
def test_an_edition_out_of_force_is_neither_filed_nor_evaluated_nor_drilled(state, writer):
    row = build_plan(state=state)
    drill = plans.Drill(held_on=date(2025, 9, 1), form="tabletop")
    named = {"plan_id": row.id, "actor": writer, "now": NOW}
    acts = {
        "plans.nothing_to_file": lambda: plans.file_plan(receiver="above", number="1", **named),
        "plans.nothing_to_evaluate": lambda: plans.evaluate_plan(found=(), note="stays", **named),
    }
    for code, act in (*acts.items(), ("plans.nothing_to_evaluate", lambda: plans.note_drill(drill=drill, **named))):
        with pytest.raises(AnlanError) as refusal:
            act()
        assert refusal.value.code == code
    assert (JournalEntry.objects.count(), PlanFiling.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", [FilingState.ACCEPTED, FilingState.RETURNED])
def test_an_answered_filing_is_not_answered_again(state, actor_with):
    row = build_plan(state="reviewed")
    plans.approve_plan(plan_id=row.id, actor=actor_with("commander", COUNTY), now=NOW)
    filing_id = plans.file_plan(plan_id=row.id, receiver="above", number="1", actor=SYSTEM, now=NOW)
    PlanFiling.objects.filter(id=filing_id).update(state=state)
    before, told = PlanFiling.objects.values().get(), JournalEntry.objects.count()
    for is_accepted in (True, False):
        answer = {"is_accepted": is_accepted, "reason": "so", "actor": actor_with("duty_leader", "5134"), "now": NOW}
        with pytest.raises(AnlanError) as refusal:
            plans.answer_filing(filing_id=filing_id, **answer)
        assert refusal.value.code == "plans.filing_is_answered"
    assert (PlanFiling.objects.values().get(), JournalEntry.objects.count()) == (before, told)
