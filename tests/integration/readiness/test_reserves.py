"""Agreement and capacity reserves: apart from stock, called up, taken into the ledger, called off, warned of."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.access import client_with
from tests.factories.readiness import build_force, build_requisition, build_store

from anlan.kernel.errors import AnlanError, NotAllowed, NotFound, TransitionNotAllowed
from anlan.readiness import api
from anlan.readiness.models import CallUp, Force, Holding, Posting
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
TENT = "L0101"
COUNTY, YIHAI = "513433", "513433106"


def agreement(region: str = COUNTY, **changes) -> Force:
    told = {"item": TENT, "quantity": 100, "lead_hours": 12, "contract": "X-1"}
    told |= {"begins_on": "2026-01-01", "ends_on": "2026-12-31"} | changes
    ends = date.fromisoformat(told["ends_on"])
    return build_force("agreements", region, details=told, expires_on=ends)


def capacity(**changes) -> Force:
    told = {"item": TENT, "per_day": 50, "lead_hours": 24, "contract": "Y-1"}
    told |= {"begins_on": "2026-01-01", "ends_on": "2026-12-31"} | changes
    return build_force("capacities", COUNTY, details=told, expires_on=date.fromisoformat(told["ends_on"]))


@pytest.fixture
def chief(actor_with):
    return actor_with("department_operator", COUNTY)


@pytest.fixture
def keeper(actor_with):
    return actor_with("warehouse_keeper", COUNTY)


def call(chief, reserve, store, quantity=40, **more):
    new = api.NewCallUp(reserve_id=reserve.id, store_id=store.id, quantity=Decimal(quantity), **more)
    return api.call_up_reserve(new=new, actor=chief, now=NOW)


def take(keeper, call_up, quantity=40, **more):
    delivery = api.Delivery(quantity=Decimal(quantity), **more)
    api.receive_call_up(call_up_id=call_up, delivery=delivery, actor=keeper, now=NOW)


def held(store) -> Decimal:
    return sum((row.quantity for row in Holding.objects.filter(store=store, item=TENT)), Decimal(0))


def left(actor) -> Decimal | None:
    (found,) = api.reserves_for(actor, [TENT], NOW.date())
    return found.left


def test_a_reserve_is_no_stock_until_it_has_come_and_then_stands_in_the_ledger(chief, keeper):
    reserve, store = agreement(), build_store(COUNTY)
    asked = call(chief, reserve, store)
    assert (held(store), left(chief), api.totals(chief).get(TENT)) == (0, 60, None)
    assert CallUp.objects.get().due_at == NOW + timedelta(hours=12)
    take(keeper, asked, lot=api.LotDetails(number="B7", expires_on=date(2030, 1, 1)))
    (lot,) = api.lots_of(store.id)
    assert (held(store), lot.number, lot.origin, lot.expires_on) == (40, "B7", reserve.name, date(2030, 1, 1))
    (movement,) = api.movements_of(store.id)
    assert (movement.kind, movement.document, movement.quantity) == ("call_up", "X-1", 40)
    assert [each.payload["act"] for each in JournalEntry.objects.order_by("id")] == ["call_up", "receive"]


def test_totals_tell_agreements_and_a_days_making_apart_from_stock(chief):
    agreement()
    agreement(ends_on="2026-06-30")
    capacity()
    build_store(COUNTY, stock={TENT: 7})
    assert api.reserve_totals(chief, NOW.date()) == {TENT: (100, 50)}
    assert api.totals(chief) == {TENT: 7}


@pytest.mark.parametrize(
    ("changes", "state", "code"),
    [
        ({"ends_on": "2026-06-30"}, "available", "readiness.contract_not_in_force"),
        ({"begins_on": "2026-07-02"}, "available", "readiness.contract_not_in_force"),
        ({}, "out_of_use", "readiness.contract_not_in_force"),
        ({"quantity": 39}, "available", "readiness.more_than_reserved"),
    ],
)
def test_what_the_contract_does_not_give_is_not_called_up(chief, changes, state, code):
    reserve, store = agreement(**changes), build_store(COUNTY)
    Force.objects.filter(id=reserve.id).update(state=state)
    with pytest.raises(AnlanError) as refusal:
        call(chief, reserve, store)
    assert refusal.value.code == code
    assert not CallUp.objects.exists()
    assert not JournalEntry.objects.exists()


def test_who_may_not_and_what_is_elsewhere_or_invented_is_refused(chief, keeper, actor_with):
    reserve, store = agreement(), build_store(COUNTY)
    with pytest.raises(NotAllowed):
        call(keeper, reserve, store)
    with pytest.raises(NotFound):
        call(actor_with("department_operator", "513401"), reserve, store)
    with pytest.raises(api.ReserveOutOfReach):
        call(chief, reserve, build_store(COUNTY, is_demo=True))
    with pytest.raises(NotFound):
        call(chief, build_force("machines"), store)
    assert not CallUp.objects.exists()


def test_the_same_form_twice_calls_up_once(chief):
    reserve, store = agreement(), build_store(COUNTY)
    assert call(chief, reserve, store, token="t") == call(chief, reserve, store, token="t")
    assert CallUp.objects.count() == 1


def test_less_needs_a_note_more_is_refused_and_nothing_comes_twice(chief, keeper):
    store = build_store(COUNTY)
    asked = call(chief, agreement(), store)
    with pytest.raises(api.LossNeedsNote):
        take(keeper, asked, 30)
    with pytest.raises(api.MoreThanAsked):
        take(keeper, asked, 41)
    assert held(store) == 0
    take(keeper, asked, 30, note="one lorry broke down")
    with pytest.raises(TransitionNotAllowed):
        take(keeper, asked)
    with pytest.raises(TransitionNotAllowed):
        api.cancel_call_up(call_up_id=asked, said="x", actor=chief, now=NOW)
    assert (held(store), left(chief)) == (30, 70)


def test_what_is_called_off_is_given_again_and_needs_a_reason(chief):
    asked = call(chief, agreement(), build_store(COUNTY))
    with pytest.raises(api.MoveNeedsReason):
        api.cancel_call_up(call_up_id=asked, said=" ", actor=chief, now=NOW)
    assert left(chief) == 60
    api.cancel_call_up(call_up_id=asked, said="the road is closed", actor=chief, now=NOW)
    assert left(chief) == 100
    assert not Posting.objects.exists()


def test_a_call_up_fills_a_request_and_closes_it_when_it_has_come(chief, keeper):
    store = build_store(YIHAI)
    request = build_requisition(store)
    with pytest.raises(api.MoreThanAsked):
        call(chief, agreement(), store, 21, requisition_id=request.id)
    asked = call(chief, agreement(), store, 20, requisition_id=request.id)
    (line,) = api.requisition(chief, request.id).lines
    assert (line.under_way, line.open) == (20, 0)
    with pytest.raises(api.HasLoads):
        api.end_requisition(requisition_id=request.id, act=api.RequisitionAct.CLOSE, said="x", actor=chief, now=NOW)
    take(keeper, asked, 20)
    assert api.requisition(chief, request.id).state == "closed"


def test_contracts_that_end_within_ninety_days_are_to_be_looked_after(chief):
    for days in (-1, 90, 91):
        agreement(ends_on=(NOW.date() + timedelta(days=days)).isoformat())
    rows = api.attention(chief, "contract", NOW.date())
    assert [(each.expires_on - NOW.date()).days for each in rows[:5]] == [-1, 90]
    assert len(api.attention(chief, "contract", NOW.date(), "nobody")) == 0


def test_a_reserve_is_called_up_from_a_request_and_taken_in_on_pages(at):
    at(NOW)
    store, reserve = build_store(YIHAI), agreement()
    request = build_requisition(store)
    chief, officer = client_with("department_operator", COUNTY), client_with("township_officer", YIHAI)
    page = f"/readiness/requisitions/{request.id}/"
    assert reserve.name in chief.get(page).content.decode()
    form = {"store": str(store.id), "requisition": str(request.id), "quantity": "20", "back": page}
    address = f"/readiness/reserves/{reserve.id}/call-up/"
    assert officer.post(address, form).status_code in (403, 404)
    assert chief.post(address, form).url == page
    called = CallUp.objects.get()
    assert f"take-{called.number}" in officer.get(f"/readiness/stores/{store.id}/").content.decode()
    assert chief.get(f"/readiness/agreements/{reserve.id}/").status_code == 200
    act = f"/readiness/call-ups/{called.id}"
    assert officer.post(f"{act}/burn/").status_code == 404
    answer = officer.post(f"{act}/receive/", {"quantity": "20", "back": "https://elsewhere.example/"})
    assert answer.url == "/readiness/agreements/"
    assert held(store) == 20
    assert chief.get("/readiness/stores/").status_code == 200
    assert chief.get("/readiness/attention/?kind=contract").status_code == 200
    assert chief.get("/readiness/capacities/").status_code == 200


def test_a_reserve_is_called_up_and_taken_in_by_the_api(at):
    at(NOW)
    store, reserve = build_store(COUNTY), agreement()
    chief, keeper = client_with("department_operator", COUNTY), client_with("warehouse_keeper", COUNTY)
    base, form = "/api/v1/readiness", {"content_type": "application/json"}
    body = {"reserve_id": str(reserve.id), "store_id": str(store.id), "quantity": "40", "token": "t"}
    assert keeper.post(f"{base}/call-ups", body, **form).status_code == 403
    asked = chief.post(f"{base}/call-ups", body, **form).json()["id"]
    (row,) = keeper.get(f"{base}/stores/{store.id}/call-ups").json()
    assert (row["id"], row["quantity"], row["item"]) == (asked, "40.00", TENT)
    assert keeper.post(f"{base}/call-ups/{asked}/receive", {"quantity": "40"}, **form).status_code == 200
    assert held(store) == 40
    told = {each["code"]: each for each in chief.get(f"{base}/items").json()}
    assert (told[TENT]["national_class"], told[TENT]["mark"]) == ("1", "doubtful")


steps = st.lists(st.tuples(st.sampled_from(["call", "take", "off"]), st.integers(1, 60)), max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_is_called_taken_in_or_called_off_the_contract_and_the_ledger_agree(actor_with, done):
    chief, keeper = actor_with("department_operator", COUNTY), actor_with("warehouse_keeper", COUNTY)
    with transaction.atomic():
        reserve, store, came = agreement(), build_store(COUNTY), 0
        for act, quantity in done:
            asked = CallUp.objects.filter(state="called").order_by("number").values_list("id", flat=True).first()
            try:
                with transaction.atomic():
                    if act == "call":
                        call(chief, reserve, store, quantity)
                    elif asked and act == "take":
                        take(keeper, asked, quantity, note="the rest is late")
                        came += quantity
                    elif asked:
                        api.cancel_call_up(call_up_id=asked, said="x", actor=chief, now=NOW)
            except (api.MoreThanReserved, api.MoreThanAsked):
                pass
        coming = sum(row.quantity for row in CallUp.objects.filter(state="called"))
        assert held(store) == came
        assert sum(found.left for found in api.reserves_for(chief, [TENT], NOW.date())) == 100 - came - coming
        assert 0 <= came + coming <= 100
        transaction.set_rollback(True)
