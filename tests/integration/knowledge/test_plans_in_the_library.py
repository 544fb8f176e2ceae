"""A plan in force is found by its parts and its cards; the edition before and what is abolished are not."""

from dataclasses import replace

import pytest
from tests.factories.knowledge import COUNTY, NOW, WRITER
from tests.factories.plans import build_plan

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed
from anlan.knowledge import api
from anlan.knowledge.models import Document
from anlan.plans import api as plans
from anlan.plans.models import PlanEdition
from anlan.workflows import abolished_plan_leaves_the_library, approved_plan_enters_the_library

pytestmark = pytest.mark.django_db
CARD = plans.ActionCard(key="head", title="乡镇值班员", holder="", steps=("核对雨量", "逐户叫应"))


def _approve(row):
    event = plans.PlanApproved(
        subject=f"plan:{row.id}", region=COUNTY, name=row.name, edition=row.edition, version=row.version
    )
    approved_plan_enters_the_library.run(event, actor=SYSTEM, now=NOW)


def _states():
    return {(row.kind, row.state, row.edition[-2:]) for row in Document.objects.all()}


def test_an_approved_plan_replaces_its_edition_before_and_leaves_when_abolished():
    first = build_plan(cards=(CARD,))
    _approve(first)
    _approve(first)
    assert _states() == {("plan", "published", "v1"), ("card", "published", "v1")}
    (found,) = api.search(WRITER, "逐户叫应", kind="card").found
    assert (found.label, found.document.address) == ("乡镇值班员", f"/plans/{first.id}/")
    assert api.search(WRITER, "转移", kind="plan").found
    PlanEdition.objects.update(state="superseded")
    second = build_plan(version=2, cards=(replace(CARD, steps=("先转移",)),))
    _approve(second)
    assert _states() == {
        ("plan", "withdrawn", "v1"),
        ("card", "withdrawn", "v1"),
        ("plan", "published", "v2"),
        ("card", "published", "v2"),
    }
    gone = plans.PlanAbolished(
        subject=f"plan:{second.id}", region=COUNTY, name="", edition="", version=2, reason="merged"
    )
    abolished_plan_leaves_the_library.run(gone, actor=SYSTEM, now=NOW)
    assert api.search(WRITER, "转移").found == ()


def test_only_the_platform_takes_plans():
    row = build_plan(cards=(CARD,))
    with pytest.raises(NotAllowed):
        api.take_plan(plan_id=row.id, actor=WRITER, now=NOW)
    assert Document.objects.count() == 0
