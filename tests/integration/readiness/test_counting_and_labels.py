"""Counting, bounds, what asks for somebody, and labels read by a phone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from tests.factories.access import client_with
from tests.factories.readiness import build_store

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed
from anlan.readiness import api
from anlan.readiness.models import Entry, Lot, Norm
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 6, 26, 18, tzinfo=UTC)
TODAY = date(2020, 6, 27)
TENT, RICE = "L0101", "L0303"
COUNTY = "513433"


def count(store, found, actor=SYSTEM, **fields) -> int:
    values = {"witness": "Li", "reason": "wet"} | fields
    counted = api.StockCount(lots=[(lot.id, Decimal(found)) for lot in api.lots_of(store.id)], **values)
    return api.count_stock(store_id=store.id, count=counted, actor=actor, now=NOW)


@pytest.mark.parametrize(("found", "differing"), [("9.99", 1), ("10", 0), ("10.01", 1), ("0", 1)])
def test_a_count_brings_the_books_to_what_was_found(found, differing):
    store = build_store(stock={TENT: 10})

    assert count(store, found) == differing

    assert api.stock_of(store.id)[0].quantity == Decimal(found)
    assert JournalEntry.objects.get(kind="readiness.stock_counted").payload["differing"] == differing


@pytest.mark.parametrize(
    ("role", "fields", "refusal"),
    [
        ("warehouse_keeper", {"witness": " "}, api.MoveNeedsParty),
        ("warehouse_keeper", {"reason": " "}, api.MoveNeedsReason),
        ("duty_officer", {}, NotAllowed),
    ],
)
def test_a_refused_count_changes_nothing(actor_with, role, fields, refusal):
    store = build_store(stock={TENT: 10})

    with pytest.raises(refusal):
        count(store, "9", actor_with(role, COUNTY), **fields)

    assert (api.stock_of(store.id)[0].quantity, Entry.objects.count(), JournalEntry.objects.count()) == (10, 1, 0)


def test_bounds_are_set_by_the_operator_only(actor_with):
    store = build_store(stock={TENT: 10})
    named = {"store_id": store.id, "item": TENT, "now": NOW}

    with pytest.raises(NotAllowed):
        api.set_norm(bounds=(Decimal(5), Decimal(8)), actor=actor_with("warehouse_keeper", COUNTY), **named)
    with pytest.raises(InvalidValue):
        api.set_norm(bounds=(Decimal(9), Decimal(8)), actor=SYSTEM, **named)
    assert Norm.objects.get().floor == 10
    api.set_norm(bounds=(Decimal(5), Decimal(8)), actor=actor_with("department_operator", COUNTY), **named)

    assert api.stock_of(store.id)[0].is_over


@pytest.mark.parametrize(
    ("days", "kind"), [(-1, "expired"), (0, "urgent"), (30, "urgent"), (31, "soon"), (90, "soon"), (91, None)]
)
def test_goods_ask_for_somebody_as_their_date_comes_near(actor_with, days, kind):
    build_store(stock={RICE: 10}, expires_on=TODAY + timedelta(days=days))
    keeper = actor_with("warehouse_keeper", COUNTY)

    counts = api.attention_counts(keeper, TODAY)

    assert [each for each, count in counts.items() if count] == ([kind] if kind else [])
    assert sum(api.attention_counts(actor_with("warehouse_keeper", "513401"), TODAY).values()) == 0


def test_loans_and_shortages_ask_for_somebody(actor_with):
    store = build_store(stock={TENT: 10, RICE: 30})
    for kind, quantity in ((api.MoveKind.LEND, 4), (api.MoveKind.BORROW, 2)):
        move = api.Move(
            item=TENT, kind=kind, quantity=Decimal(quantity), reason="7", party="Team A", due_on=date(2020, 7, 1)
        )
        api.move_stock(store_id=store.id, move=move, actor=SYSTEM, now=NOW)
    keeper = actor_with("warehouse_keeper", COUNTY)

    lent, owed = api.attention(keeper, "lent", TODAY)[0], api.attention(keeper, "owed", TODAY, "Tent")
    assert (lent.party, lent.quantity, lent.due_on) == ("Team A", 4, date(2020, 7, 1))
    assert len(owed) == 0
    assert [row.quantity for row in api.attention(keeper, "low", TODAY)] == [8]


def test_a_label_leads_a_phone_to_its_batch_and_what_can_be_done():
    store = build_store(COUNTY, stock={TENT: 10})
    lot = Lot.objects.get()
    keeper, stranger = client_with("warehouse_keeper", COUNTY), client_with("warehouse_keeper", "513401")

    assert keeper.get(f"/readiness/stores/{store.id}/labels/").status_code == 200
    picture = keeper.get(f"/readiness/labels/{lot.code}.svg")
    assert (picture["Content-Type"], picture.content[:5]) == ("image/svg+xml", b"<?xml")
    assert keeper.get("/readiness/scan/").status_code == 200
    found = keeper.get(f"/readiness/scan/?code=http://host/l/{lot.code.lower()}/")
    assert found["Location"] == f"/l/{lot.code}/"
    assert store.name in keeper.get(f"/l/{lot.code}/").content.decode()
    assert store.name not in stranger.get(f"/l/{lot.code}/").content.decode()
    assert keeper.get("/l/X-1/").status_code == 404
    form = {"item": TENT, "lot": str(lot.id), "kind": "issue", "quantity": "4", "reason": "7", "client_token": "a"}
    for _ in range(2):
        assert keeper.post(f"/readiness/stores/{store.id}/moves/", form).status_code == 302
    assert api.stock_of(store.id)[0].quantity == 6


def test_a_store_is_counted_and_bounded_on_its_pages():
    store = build_store(COUNTY, stock={TENT: 10})
    lot = Lot.objects.get()
    keeper, operator = client_with("warehouse_keeper", COUNTY), client_with("department_operator", COUNTY)
    form = {f"found-{lot.id}": "8", "witness": "Li", "reason": "two torn", "client_token": "a"}

    assert keeper.get(f"/readiness/stores/{store.id}/count/").status_code == 200
    assert keeper.post(f"/readiness/stores/{store.id}/count/", form | {"witness": ""}).status_code == 422
    assert keeper.post(f"/readiness/stores/{store.id}/count/", form).status_code == 302
    bounds = {"item": TENT, "floor": "20", "ceiling": ""}
    assert keeper.post(f"/readiness/stores/{store.id}/norms/", bounds).status_code == 403
    assert operator.post(f"/readiness/stores/{store.id}/norms/", bounds).status_code == 302
    assert client_with("duty_officer", COUNTY).get(f"/readiness/stores/{store.id}/count/").status_code == 403

    for kind in api.ATTENTION_KINDS:
        assert keeper.get(f"/readiness/attention/?kind={kind}&q=e").status_code == 200
    assert keeper.get("/readiness/attention/?kind=low&format=csv").status_code == 200
    assert (api.stock_of(store.id)[0].quantity, api.stock_of(store.id)[0].floor) == (8, 20)
