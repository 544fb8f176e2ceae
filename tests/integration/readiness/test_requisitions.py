"""Supplies on their way: asked for, approved, loaded, received, given to households."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.people import build_household
from tests.factories.readiness import build_store
from tests.integration.readiness.test_ledger import check_the_books

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.readiness import api
from anlan.readiness.models import Account, Balance, Entry, Holding, Posting, Requisition, Shipment
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 6, 26, 18, tzinfo=UTC)
TENT, RICE = "L0101", "L0303"
COUNTY, YIHAI, VILLAGE = "513433", "513433106", "513433106201"


@pytest.fixture
def chief(actor_with):
    return actor_with("department_operator", COUNTY)


@pytest.fixture
def officer(actor_with):
    return actor_with("township_officer", YIHAI)


def lines(*pairs) -> tuple[tuple[str, Decimal], ...]:
    return tuple((item, Decimal(quantity)) for item, quantity in pairs)


TWENTY = lines((TENT, 20))


def ask(store, actor, wanted=TWENTY, **fields):
    new = api.NewRequisition(store_id=store.id, lines=wanted, reason="order 7", **fields)
    return api.request_supplies(new=new, actor=actor, now=NOW)


def approve(asked, source, actor, given=TWENTY):
    allotment = api.Allotment(store_id=source.id, lines=given)
    return api.approve_requisition(requisition_id=asked, allotment=allotment, actor=actor, now=NOW)


def send(load, actor, given=TWENTY) -> None:
    departure = api.Departure(lines=given, vehicle="A12345", driver="Wang")
    api.dispatch_shipment(shipment_id=load, departure=departure, actor=actor, now=NOW)


def take_in(load, actor, came=TWENTY, note="") -> None:
    arrival = api.Arrival(lines=came, note=note)
    api.receive_shipment(shipment_id=load, arrival=arrival, actor=actor, now=NOW)


def held() -> dict:
    return {row.store_id: row.quantity for row in Holding.objects.filter(item=TENT)}


def test_supplies_go_from_the_county_to_the_township_and_the_request_closes(chief, officer):
    source, target = build_store(COUNTY, stock={TENT: 50}), build_store(YIHAI)
    asked = ask(target, officer)
    load = approve(asked, source, chief)
    send(load, chief)
    assert held() == {source.id: 30}

    take_in(load, officer)

    assert held() == {source.id: 30, target.id: 20}
    assert api.requisition(officer, asked).state == "closed"
    assert Account.objects.filter(kind="transit", balances__quantity__gt=0).count() == 0
    check_the_books()


def test_a_request_is_filled_in_parts_and_what_is_lost_is_open_again(chief, officer):
    first, second, target = build_store(stock={TENT: 12}), build_store(stock={TENT: 50}), build_store(YIHAI)
    asked = ask(target, officer)
    load = approve(asked, first, chief, lines((TENT, 15)))
    send(load, chief, lines((TENT, 12)))
    with pytest.raises(api.LossNeedsNote):
        take_in(load, officer, lines((TENT, 10)))
    take_in(load, officer, lines((TENT, 10)), "two torn on the road")

    line = api.requisition(officer, asked).lines[0]
    assert (line.wanted, line.received, line.open) == (20, 10, 10)
    with pytest.raises(api.MoreThanAsked):
        approve(asked, second, chief, lines((TENT, 11)))
    rest = approve(asked, second, chief, lines((TENT, 10)))
    send(rest, chief, lines((TENT, 10)))
    take_in(rest, officer, lines((TENT, 10)))

    assert held() == {first.id: 0, second.id: 40, target.id: 20}
    assert api.requisition(officer, asked).state == "closed"
    assert Entry.objects.get(kind="loss").reason == "two torn on the road"
    check_the_books()


def test_what_the_county_lacks_the_prefecture_sends(chief, officer, actor_with):
    upper, target = build_store("5134", stock={TENT: 50}), build_store(YIHAI)
    prefecture = actor_with("department_operator", "5134")
    asked = ask(target, officer)
    with pytest.raises(api.StoreOutOfReach):
        approve(asked, upper, chief)

    api.hand_up(requisition_id=asked, note="the county has none", actor=chief, now=NOW)

    with pytest.raises(NotAllowed):
        approve(asked, upper, chief)
    load = approve(asked, upper, prefecture)
    send(load, prefecture)
    assert api.shipment(officer, load).state == "under_way"


def test_who_asks_does_not_approve(chief):
    source, target = build_store(stock={TENT: 50}), build_store(COUNTY)
    prefecture_asks = ask(target, chief)
    api_state = Requisition.objects.get().addressed_to

    with pytest.raises(NotAllowed):
        approve(prefecture_asks, source, chief)
    Requisition.objects.update(addressed_to=COUNTY)
    with pytest.raises(api.ApproverIsRequester):
        approve(prefecture_asks, source, chief)

    assert (api_state, Shipment.objects.count()) == ("5134", 0)


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ((), api.NothingNamed),
        (lines(("L9999", 1)), api.UnknownItem),
        (lines((TENT, 0)), InvalidValue),
    ],
)
def test_a_request_names_what_it_wants(officer, wanted, refusal):
    store = build_store(YIHAI)

    with pytest.raises(refusal):
        ask(store, officer, wanted)

    assert (Requisition.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_a_request_is_seen_and_made_only_in_ones_own_region(officer, actor_with):
    store, stranger = build_store(YIHAI), actor_with("township_officer", "513433102")
    asked = ask(store, officer)

    with pytest.raises(NotFound):
        ask(store, stranger)
    with pytest.raises(NotFound):
        api.requisition(stranger, asked)
    assert len(api.requisitions(stranger, api.RequisitionFilter())) == 0
    assert len(api.requisitions(officer, api.RequisitionFilter(state="open", text="order"))) == 1


def test_a_store_loads_no_more_than_it_has_nor_than_was_approved(chief, officer):
    source, target = build_store(stock={TENT: 5}), build_store(YIHAI)
    load = approve(ask(target, officer), source, chief)

    with pytest.raises(api.StockTooLow):
        send(load, chief, lines((TENT, 6)))
    with pytest.raises(api.MoreThanAsked):
        send(load, chief, lines((TENT, 21)))
    with pytest.raises(api.MoreThanAsked):
        send(load, chief, lines((TENT, 1), (RICE, 1)))
    with pytest.raises(api.NothingNamed):
        send(load, chief, lines((TENT, 0)))

    assert (held(), api.shipment(chief, load).state) == ({source.id: 5}, "approved")


def test_expired_goods_are_not_sent(chief, officer):
    source, target = build_store(stock={TENT: 50}, expires_on=date(2020, 6, 26)), build_store(YIHAI)
    asked = ask(target, officer)

    assert api.candidates(api.requisition(chief, asked), date(2020, 6, 27)) == ()
    with pytest.raises(api.StockTooLow):
        send(approve(asked, source, chief), chief)

    assert held() == {source.id: 50}


SHIPMENT_ACTS = {
    api.ShipmentAct.DISPATCH: lambda load, actor: send(load, actor, lines((TENT, 1))),
    api.ShipmentAct.RECEIVE: lambda load, actor: take_in(load, actor, lines((TENT, 1)), "torn"),
    api.ShipmentAct.REPORT: lambda load, actor: api.report_shipment(
        shipment_id=load, place="Lugu", actor=actor, now=NOW
    ),
    api.ShipmentAct.CANCEL: lambda load, actor: api.cancel_shipment(
        shipment_id=load, said="no road", actor=actor, now=NOW
    ),
}


@pytest.mark.parametrize("state", list(api.ShipmentState))
@pytest.mark.parametrize("act", list(api.ShipmentAct))
def test_a_load_takes_only_the_steps_of_its_table(chief, officer, state, act):
    source, target = build_store(stock={TENT: 50}), build_store(YIHAI)
    load = approve(ask(target, officer), source, chief)
    if state in ("under_way", "received"):
        send(load, chief)
    if state == "received":
        take_in(load, chief)
    if state == "cancelled":
        SHIPMENT_ACTS[api.ShipmentAct.CANCEL](load, chief)
    before = held(), JournalEntry.objects.count()

    if (state, act) in api.SHIPMENT_STEPS:
        SHIPMENT_ACTS[act](load, chief)
        assert api.shipment(chief, load).state == api.SHIPMENT_STEPS[state, act]
        return
    with pytest.raises(TransitionNotAllowed):
        SHIPMENT_ACTS[act](load, chief)
    assert (held(), JournalEntry.objects.count(), api.shipment(chief, load).state) == (*before, state)


def decide(asked, source, actor, act) -> None:
    if act is api.RequisitionAct.APPROVE:
        approve(asked, source, actor)
    elif act is api.RequisitionAct.HAND_UP:
        api.hand_up(requisition_id=asked, note="", actor=actor, now=NOW)
    else:
        api.end_requisition(requisition_id=asked, act=act, said="why", actor=actor, now=NOW)


@pytest.mark.parametrize("state", [each for each in api.RequisitionState if each != "open"])
@pytest.mark.parametrize("act", list(api.RequisitionAct))
def test_an_ended_request_takes_no_step(chief, officer, state, act):
    source, target = build_store(stock={TENT: 50}), build_store(YIHAI)
    asked = ask(target, officer)
    Requisition.objects.update(state=state)
    told = JournalEntry.objects.count()

    with pytest.raises(TransitionNotAllowed):
        decide(asked, source, chief, act)

    assert (Requisition.objects.get().state, Shipment.objects.count()) == (state, 0)
    assert JournalEntry.objects.count() == told


def test_a_request_with_loads_is_neither_refused_nor_closed_before_they_came(chief, officer):
    source, target = build_store(stock={TENT: 50}), build_store(YIHAI)
    asked = ask(target, officer)
    load = approve(asked, source, chief, lines((TENT, 5)))
    named = {"requisition_id": asked, "said": "no more", "actor": chief, "now": NOW}

    for act in (api.RequisitionAct.REFUSE, api.RequisitionAct.CLOSE):
        with pytest.raises(api.HasLoads):
            api.end_requisition(act=act, **named)
    send(load, chief, lines((TENT, 5)))
    take_in(load, chief, lines((TENT, 5)))
    api.end_requisition(act=api.RequisitionAct.CLOSE, **named)

    assert api.requisition(chief, asked).state == "closed"


def test_a_household_receives_once_unless_somebody_says_why(officer):
    store, household = build_store(YIHAI, stock={TENT: 5}), build_household(VILLAGE)
    handout = api.Handout(household_id=household.id, lines=lines((TENT, 1)))
    named = {"store_id": store.id, "actor": officer, "now": NOW}
    api.distribute(handout=handout, **named)

    with pytest.raises(api.AlreadyGiven):
        api.distribute(handout=handout, **named)
    assert held() == {store.id: 4}
    again = api.Handout(household_id=household.id, lines=lines((TENT, 1)), again="seven persons")
    api.distribute(handout=again, **named)

    assert held() == {store.id: 3}
    given = api.given_to([household.id], NOW - timedelta(days=1))[household.id]
    assert [(row.item.code, row.quantity) for row in given] == [(TENT, 1), (TENT, 1)]
    assert api.households_served(store.id, NOW - timedelta(days=1)) == 1
    check_the_books()


def test_goods_go_only_to_households_of_the_store_s_region(officer, actor_with):
    store, stranger = build_store(YIHAI, stock={TENT: 5}), build_household("513433102201")
    handout = api.Handout(household_id=stranger.id, lines=lines((TENT, 1)))

    for actor in (officer, actor_with("township_officer", COUNTY)):
        with pytest.raises(NotFound):
            api.distribute(store_id=store.id, handout=handout, actor=actor, now=NOW)

    assert (held(), Entry.objects.filter(kind="distribution").count()) == ({store.id: 5}, 0)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(held_at_first=st.integers(1, 20), shares=st.tuples(st.integers(0, 20), st.integers(0, 20)))
def test_whatever_is_sent_and_received_nothing_is_gained_or_vanishes(actor_with, held_at_first, shares):
    chief, officer = actor_with("department_operator", COUNTY), actor_with("township_officer", YIHAI)
    sent, received = shares
    with transaction.atomic():
        source, target = build_store(COUNTY, stock={TENT: held_at_first}), build_store(YIHAI)
        load = approve(ask(target, officer), source, chief)
        try:
            with transaction.atomic():
                send(load, chief, lines((TENT, sent)))
            with transaction.atomic():
                take_in(load, officer, lines((TENT, received)), "torn")
        except (api.StockTooLow, api.MoreThanAsked, api.NothingNamed):
            pass
        check_the_books()
        lost = Posting.objects.filter(target__kind="lost").aggregate(sum=Sum("quantity"))["sum"] or 0
        assert (Balance.objects.aggregate(sum=Sum("quantity"))["sum"] or 0) + lost == held_at_first
        transaction.set_rollback(True)
