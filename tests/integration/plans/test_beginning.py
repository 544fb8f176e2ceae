"""A plan from an empty sheet: begun once, filled part by part, refused where it names nothing that is known."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from tests.factories.access import client_with
from tests.factories.plans import build_plan

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.plans import api as plans
from anlan.plans.domain.text_rules import check
from anlan.plans.models import PlanEdition
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
COUNTY = "513433"


def new(**changes):
    return plans.NewPlan(**{"kind": "11A51", "region": COUNTY, "name": "Own plan", "token": uuid4()} | changes)


def test_an_empty_sheet_becomes_a_draft_whose_text_holds_together(actor_with):
    begun, writer = new(), actor_with("department_operator", COUNTY)
    plan_id = plans.begin_plan(new=begun, actor=writer, now=NOW)
    assert plans.begin_plan(new=begun, actor=writer, now=NOW) == plan_id
    found = plans.plan(writer, plan_id)
    assert (found.name, found.state, found.text.kinds) == ("Own plan", "draft", ("11A51",))
    assert [level.number for level in check(found.text).levels] == [1, 2, 3, 4]
    assert [section.key for section in found.text.sections] == list(plans.SECTIONS)
    assert PlanEdition.objects.count() == JournalEntry.objects.count() == 1


def test_with_an_edition_to_begin_from_its_text_is_copied_under_the_own_name(actor_with):
    base = build_plan("wildfire")
    writer = actor_with("department_operator", COUNTY)
    plan_id = plans.begin_plan(new=new(kind="11G01", base_id=base.id), actor=writer, now=NOW)
    found = plans.plan(writer, plan_id)
    assert (found.name, found.text.kinds) == ("Own plan", ("11G01",))
    assert found.text.levels == plans.shipped_plan("wildfire", "place").levels
    assert found.text.key != base.key


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": " "}, InvalidValue),
        ({"name": "x" * 121}, InvalidValue),
        ({"kind": "99Z99"}, InvalidValue),
        ({"category": "secret"}, InvalidValue),
        ({"region": "513434"}, NotAllowed),
        ({"base_id": uuid4()}, NotFound),
    ],
)
def test_a_plan_that_cannot_be_begun_leaves_nothing(changes, refusal, actor_with):
    with pytest.raises(refusal):
        plans.begin_plan(new=new(**changes), actor=actor_with("department_operator", COUNTY), now=NOW)
    assert PlanEdition.objects.count() == JournalEntry.objects.count() == 0


def test_the_page_offers_it_to_who_drafts_and_goes_on_to_the_parts():
    client = client_with("department_operator", COUNTY)
    assert client.get("/plans/new/").status_code == 200
    form = {"kind": "11A51", "region": COUNTY, "name": "Own plan", "client_token": str(uuid4())}
    answer = client.post("/plans/new/", form)
    assert answer.url == f"/plans/{PlanEdition.objects.get().id}/edit/"
    assert client.get(answer.url).status_code == 200
    assert client.post("/plans/new/", {**form, "base": "no id"}).status_code == 422
    assert client_with("auditor", COUNTY).get("/plans/new/").status_code == 403
    assert PlanEdition.objects.count() == 1
