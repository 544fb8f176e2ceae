"""Which stores should send what where, why, and sending the loads that a person chose together with teams."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.gis.geos import Point
from tests.factories.access import client_with
from tests.factories.incidents import an_incident
from tests.factories.places import build_divisions
from tests.factories.readiness import build_store, build_team

from anlan.command import api
from anlan.command.models import DispatchLine, DispatchPlan, GoodsDemand, GoodsLine, Order
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.readiness import api as readiness
from anlan.readiness.models import Norm, Posting, Requisition, Shipment, Store

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 26, 16, tzinfo=UTC)
TENT, RICE = "L0101", "L0303"
COUNTY, YIHAI, OTHER = "513433", "513433106", "513401"


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", COUNTY)


@pytest.fixture
def flood():
    return an_incident(NOW, title="Flood", location=(102.0, 28.5))


@pytest.fixture
def target():
    return a_store(0.0, region=YIHAI)


def a_store(east: float, stock: dict[str, int] | None = None, region: str = COUNTY, **fields) -> Store:
    """Store a warehouse that far east of the place, in tenths of a degree; it need not keep anything."""
    store = build_store(region, stock=stock, **fields)
    store.location = Point(102.0 + east / 10, 28.5, srid=4326)
    store.save()
    Norm.objects.filter(store=store).update(floor=0)
    return store


def tents(incident_id, store, **changes) -> api.GoodsWanted:
    first = api.GoodsWanted(incident_id=incident_id, item=TENT, quantity=50, store_id=store.id, within_minutes=240)
    return replace(first, **changes)


def propose(leader, *goods, **more):
    return api.propose_dispatch(goods=goods, actor=leader, now=NOW, **more)


def loads(leader, plan) -> list[tuple[str, int]]:
    return [(line.store_name, line.quantity) for each in api.dispatch_plan(leader, plan).goods for line in each.lines]


def ids(plan) -> list:
    return list(GoodsLine.objects.filter(demand__plan_id=plan).order_by("minutes").values_list("id", flat=True))


def test_the_nearest_stores_fill_a_demand_and_what_nobody_has_is_the_gap(leader, flood, target):
    near, far = a_store(1, {TENT: 30}), a_store(3, {TENT: 15})
    a_store(2, {RICE: 500})
    plan = propose(leader, tents(flood, target))
    assert loads(leader, plan) == [(near.name, 30), (far.name, 15)]
    (demand,) = api.dispatch_plan(leader, plan).goods
    assert (demand.missing, demand.lines[1].rank, demand.lines[1].able) == (5, 2, 2)
    assert not Requisition.objects.exists()
    assert Posting.objects.exclude(entry__kind="opening").count() == 0


def test_two_demands_share_what_there_is_and_the_passed_over_store_says_why(leader, flood, target):
    other = an_incident(NOW, title="Slide", location=(102.3, 28.5))
    there = a_store(3, region=YIHAI)
    middle, far = a_store(2.4, {TENT: 40}), a_store(6, {TENT: 40})
    plan = propose(leader, tents(flood, target, quantity=40), tents(other, there, quantity=40, weight=5))
    assert loads(leader, plan) == [(far.name, 40), (middle.name, 40)]
    line = GoodsLine.objects.get(demand__incident_id=flood)
    assert [(each["store"], each["why"], each["incident"]) for each in line.nearer] == [
        (middle.name, "elsewhere", "Slide")
    ]


def test_batches_that_expire_first_are_named_first_and_expired_or_promised_goods_are_not_free(leader, flood, target):
    source = a_store(1, {TENT: 30}, expires_on=date(2021, 1, 1))
    a_store(1, {TENT: 30}, expires_on=date(2020, 6, 26))  # yesterday, in China
    keeper = readiness.NewRequisition(store_id=target.id, lines=[(TENT, Decimal(10))], reason="x")
    paper = readiness.OrderedSupplies(
        paper=keeper, drawn_on=COUNTY, allotments=[readiness.Allotment(store_id=source.id, lines=[(TENT, Decimal(10))])]
    )
    readiness.order_supplies(order=paper, actor=leader, now=NOW)
    (line,) = GoodsLine.objects.filter(demand__plan_id=propose(leader, tents(flood, target)))
    assert line.quantity == 20
    assert [(each["until"], each["quantity"]) for each in line.batches] == [("2021-01-01", "20")]


def test_teams_and_goods_go_in_one_act_on_one_request_for_each_store_and_nothing_goes_twice(leader, flood, target):
    first, second = a_store(1, {TENT: 30, RICE: 200}), a_store(2, {TENT: 30})
    for _ in range(2):
        build_team(COUNTY, skills=["search"])
    teams = (api.TeamsWanted(incident_id=flood, skill="search", count=1, within_minutes=60),)
    plan = propose(leader, tents(flood, target), tents(flood, target, item=RICE, quantity=100), wanted=teams)
    team = DispatchLine.objects.get(demand__plan_id=plan).id
    assert api.dispatch_plan(leader, plan).unsent == 4
    for _ in range(2):
        api.issue_dispatch(plan_id=plan, line_ids=[team, *ids(plan)], actor=leader, now=NOW)
    asked = Requisition.objects.get()
    assert (asked.incident_id, asked.store_id, asked.addressed_to) == (flood, target.id, COUNTY)
    assert asked.needed_by == NOW + timedelta(minutes=240)
    sent = {load.source_id: sorted(load.lines.values_list("item", "planned")) for load in Shipment.objects.all()}
    assert sent == {first.id: [(TENT, 30), (RICE, 100)], second.id: [(TENT, 20)]}
    assert Order.objects.count() == 1
    assert set(GoodsDemand.objects.values_list("requisition_id", flat=True)) == {asked.id}
    assert api.dispatch_plan(leader, plan).unsent == 0


def test_what_is_sent_later_stands_on_the_same_request_with_its_gap(leader, flood, target):
    a_store(1, {TENT: 30})
    a_store(2, {TENT: 10})
    plan = propose(leader, tents(flood, target))
    for line in ids(plan):
        api.issue_dispatch(plan_id=plan, line_ids=[line], actor=leader, now=NOW)
    (line,) = readiness.requisition(leader, Requisition.objects.get().id).lines
    assert (line.wanted, line.planned, line.open) == (50, 40, 10)


def test_goods_that_are_no_longer_free_stop_the_teams_too(leader, flood, target):
    source = a_store(1, {TENT: 30})
    for _ in range(2):
        build_team(COUNTY, skills=["search"])
    teams = (api.TeamsWanted(incident_id=flood, skill="search", count=1, within_minutes=60),)
    plan = propose(leader, tents(flood, target), wanted=teams)
    other = propose(leader, tents(flood, target, quantity=1))
    api.issue_dispatch(plan_id=other, line_ids=ids(other), actor=leader, now=NOW)
    team = DispatchLine.objects.get(demand__plan_id=plan).id
    with pytest.raises(readiness.NotFree) as refusal:
        api.issue_dispatch(plan_id=plan, line_ids=[team, *ids(plan)], actor=leader, now=NOW)
    assert (refusal.value.data["store"], refusal.value.data["free"]) == (source.name, 29)
    assert (Order.objects.count(), Shipment.objects.count()) == (0, 1)


def test_an_exercise_proposes_loads_and_moves_nothing(leader, target):
    drill = an_incident(NOW, location=(102.0, 28.5), is_exercise=True)
    a_store(1, {TENT: 30})
    plan = propose(leader, tents(drill, target))
    with pytest.raises(api.ExerciseMovesNoGoods):
        api.issue_dispatch(plan_id=plan, line_ids=ids(plan), actor=leader, now=NOW)
    assert (len(ids(plan)), Requisition.objects.count(), Shipment.objects.count()) == (1, 0, 0)


def test_a_store_sends_neither_to_itself_nor_invented_goods_to_a_real_place(leader, flood, target):
    own = a_store(0, {TENT: 30}, region=YIHAI)
    a_store(1, {TENT: 30}, is_demo=True)
    assert loads(leader, propose(leader, tents(flood, own))) == []
    assert loads(leader, propose(leader, tents(flood, target))) == [(own.name, 30)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"quantity": 0}, "quantity"), ({"quantity": 1_000_001}, "quantity"), ({"weight": 0}, "weight")],
)
def test_a_demand_for_goods_that_makes_no_sense_is_refused(leader, flood, target, changes, field):
    with pytest.raises(InvalidValue) as refusal:
        propose(leader, tents(flood, target, **changes))
    assert refusal.value.data["field"] == field
    assert not DispatchPlan.objects.exists()


def test_the_same_goods_twice_and_unknown_goods_are_refused(leader, flood, target):
    with pytest.raises(InvalidValue):
        propose(leader, tents(flood, target), tents(flood, target, quantity=1))
    with pytest.raises(readiness.UnknownItem):
        propose(leader, tents(flood, target, item="L9999"))
    assert not DispatchPlan.objects.exists()


def test_who_may_not_order_supplies_proposes_none_and_no_store_of_another_county_is_reached(leader, flood, actor_with):
    a_store(1, {TENT: 30}, region=OTHER)
    mine = a_store(0, region=YIHAI)
    assert loads(leader, propose(leader, tents(flood, mine))) == []
    with pytest.raises(NotFound):
        propose(leader, tents(flood, a_store(0, region=OTHER)))
    with pytest.raises(NotAllowed):
        propose(actor_with("duty_officer", COUNTY), tents(flood, mine))
    assert DispatchPlan.objects.count() == 1


def test_a_leader_proposes_and_sends_goods_on_the_pages(flood, at):
    build_divisions()
    at(NOW)
    target, _source = a_store(0, region=YIHAI), a_store(1, {TENT: 30})
    client = client_with("duty_leader", COUNTY)
    form = {
        "goods_incident": [str(flood)],
        "item": [TENT],
        "quantity": ["50"],
        "store": [str(target.id)],
        "goods_minutes": ["240"],
        "goods_weight": ["5"],
    }
    assert client.post("/dispatch/new/", form | {"quantity": ["0"]}).status_code == 422
    answer = client.post("/dispatch/new/", form)
    plan = DispatchPlan.objects.get().id
    assert answer.url == f"/dispatch/{plan}/"
    assert client.get(answer.url).content.decode().count('name="line"') == 1
    assert client.post(f"{answer.url}send/", {"line": [str(ids(plan)[0])]}).status_code == 302
    page = client.get(answer.url).content.decode()
    assert f"/readiness/requisitions/{Requisition.objects.get().id}/" in page
    assert 'name="line"' not in page
    assert client.get("/dispatch/").status_code == 200
