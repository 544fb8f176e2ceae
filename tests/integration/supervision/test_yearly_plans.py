"""A plan from the registry: its numbers, its approval by another person, its progress, and what a penalty changes."""

from dataclasses import replace
from uuid import uuid4

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.enterprises import build_enterprise
from tests.factories.places import build_divisions
from tests.factories.risks import build_site
from tests.factories.supervision import COUNTY, INSPECTOR, LEADER, NOW, TOWNSHIP, a_record, a_visit, record

from anlan.enforcement import api as enforcement
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, TransitionNotAllowed
from anlan.supervision import api, words
from anlan.supervision.domain import errors
from anlan.supervision.models import PlanItem, YearPlan
from anlan.workflows import fixed_penalty_raises_inspection_frequency as arrow
from anlan.workflows import listed_party_raises_inspection_frequency as listed
from anlan.workflows import repaired_party_lowers_inspection_frequency as repaired

pytestmark = pytest.mark.django_db
NEW = api.NewPlan(region=COUNTY, department="bureau", year=2026)


@pytest.fixture
def registry(at):
    at(NOW)
    build_divisions()
    grave, plain = build_enterprise(TOWNSHIP, gravest_hazard=1, risk_level=2), build_enterprise(TOWNSHIP)
    build_site(TOWNSHIP, state="dangerous"), build_site(TOWNSHIP, state="eliminated")
    build_enterprise("513401"), build_enterprise(TOWNSHIP, state="closed")
    return grave, plain


def made(new=NEW, actor=INSPECTOR):
    return api.make_plan(new=new, actor=actor, now=NOW)


def test_a_plan_holds_every_object_of_the_region_with_its_number_and_reasons(registry):
    row = api.plan(LEADER, made())
    items = {(each.object_kind, each.share, each.times) for each in api.items_of(row)}
    assert items == {("enterprise", "key", 3), ("enterprise", "general", 1), ("site", "key", 3)}
    assert (row.objects, row.inspections, row.key_objects) == (3, 7, 2)
    assert sum(each.planned for each in api.progress(row)) == 7
    with pytest.raises(errors.PlanExists):
        made()
    with pytest.raises(InvalidValue):
        made(replace(NEW, year=2028))
    with pytest.raises(errors.NothingToPlan):
        made(replace(NEW, department="other", trade="fireworks"))
    with pytest.raises(NotAllowed):
        made(replace(NEW, region="513401"))
    assert YearPlan.objects.count() == 1


def test_neither_who_made_nor_who_handed_in_a_plan_approves_it(registry):
    plan = made()
    about = {"plan_id": plan, "now": NOW}
    with pytest.raises(TransitionNotAllowed):
        api.approve_plan(actor=LEADER, **about)
    api.submit_plan(actor=INSPECTOR, **about)
    with pytest.raises(NotAllowed):
        api.approve_plan(actor=INSPECTOR, **about)
    double = replace(LEADER, id=INSPECTOR.id)
    with pytest.raises(errors.ApproverIsAuthor):
        api.approve_plan(actor=double, **about)
    api.return_plan(reason="more of the key objects", actor=LEADER, **about)
    other = replace(INSPECTOR, id="other")
    api.submit_plan(actor=other, **about)
    for author in (double, replace(LEADER, id="other")):
        with pytest.raises(errors.ApproverIsAuthor):
            api.approve_plan(actor=author, **about)
    assert api.plan(LEADER, plan).state == "submitted"
    api.approve_plan(actor=LEADER, **about)
    assert (api.plan(LEADER, plan).state, api.plan(LEADER, plan).decided_by) == ("approved", LEADER.name)


def test_a_number_is_changed_with_a_reason_and_only_before_it_is_handed_in(registry):
    plan = made()
    item = PlanItem.objects.get(object_id=registry[1].id)
    change = {"item_id": item.id, "actor": INSPECTOR, "now": NOW}
    for wrong in ({"times": 0, "reason": "x"}, {"times": 7, "reason": "x"}, {"times": 2, "reason": " "}):
        with pytest.raises(InvalidValue):
            api.change_item(**change, **wrong)
    api.change_item(**change, times=2, reason="new plant")
    item.refresh_from_db()
    assert (item.times, len(item.months), item.reasons[-1]["adds"]) == (2, 2, 1)
    api.submit_plan(plan_id=plan, actor=INSPECTOR, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.change_item(**change, times=3, reason="more")
    item.refresh_from_db()
    assert item.times == 2


def test_progress_counts_recorded_visits_in_their_month(registry):
    row = api.plan(LEADER, made())
    a_visit(object_id=registry[0].id)
    record(a_record(a_visit(object_id=registry[0].id)))
    assert [(each.number, each.done) for each in api.progress(row) if each.done] == [(6, 1)]
    assert {each.done for each in api.items_of(row, text=registry[0].name)} == {1}


def test_a_fixed_penalty_counts_once_and_raises_the_frequency(registry):
    case, firm = uuid4(), registry[1]
    told = {"violation": "v", "edition": "1", "amount": "1", "is_outside": False, "reason": ""}
    about = {"subject": f"case:{case}", "region": TOWNSHIP, "case_id": case, "title": "t"}
    for object_id in (firm.id, firm.id, None):
        arrow.run(enforcement.PenaltyFixed(**about, **told, object_id=object_id), actor=SYSTEM, now=NOW)
    found = api.subject(INSPECTOR, "enterprise", firm.id)
    assert (found.standing.penalties, api.due_frequency(found.standing).times) == (1, 2)


def test_a_listed_party_is_inspected_more_often_until_the_day_or_its_repair(registry, at):
    case, firm = uuid4(), registry[1]
    about = {"subject": f"case:{case}", "region": TOWNSHIP, "case_id": case, "title": "t", "party": "p", "reason": "r"}
    for object_id in (firm.id, firm.id, None):
        event = enforcement.PartyListed(**about, object_id=object_id, until="2026-07-01")
        listed.run(event, actor=SYSTEM, now=NOW)
    found = api.subject(INSPECTOR, "enterprise", firm.id)
    assert (found.standing.credit, api.due_frequency(found.standing).times) == ("bad", 2)
    row = api.plan(LEADER, made())
    reasons = next(each.reasons for each in api.items_of(row) if each.object_id == firm.id)
    assert {"key": "credit", "value": "bad", "adds": 1} in reasons
    assert words.reason_text({"key": "credit", "value": "bad", "adds": 1}).endswith("+1")
    for day, credit in ((1, "bad"), (2, "")):
        at(NOW.replace(month=7, day=day))
        assert api.subject(INSPECTOR, "enterprise", firm.id).standing.credit == credit
    at(NOW)
    repaired.run(enforcement.PartyRepaired(**about, object_id=firm.id), actor=SYSTEM, now=NOW)
    assert api.subject(INSPECTOR, "enterprise", firm.id).standing.credit == ""
    again = enforcement.PartyListed(**about, object_id=firm.id, until="2026-08-01")
    listed.run(again, actor=SYSTEM, now=NOW)
    assert api.subject(INSPECTOR, "enterprise", firm.id).standing.credit == "bad"


def test_a_plan_goes_its_way_on_the_pages(registry):
    inspector, leader = (client_of(build_user(role, COUNTY)) for role in ("inspector", "duty_leader"))
    form = {"region": COUNTY, "department": "bureau", "year": "2026", "object_kind": "enterprise", "trade": ""}
    inspector.post("/supervision/plans/", form)
    plan = YearPlan.objects.get()
    address = f"/supervision/plans/{plan.id}/"
    assert str(plan.id) in inspector.get("/supervision/plans/").content.decode()
    assert registry[0].name in inspector.get(f"{address}?share=key&month=1").content.decode()
    assert registry[1].name in b"".join(inspector.get(f"{address}?format=csv").streaming_content).decode()
    item = PlanItem.objects.get(object_id=registry[1].id)
    inspector.post(f"{address}items/{item.id}/", {"times": "2", "reason": "new plant"})
    inspector.post(f"{address}submit/")
    assert inspector.post(f"{address}approve/").status_code == 403
    leader.post(f"{address}approve/")
    assert YearPlan.objects.get().state == "approved"
    assert "/supervision/new/?kind=enterprise" in inspector.get(address).content.decode()
