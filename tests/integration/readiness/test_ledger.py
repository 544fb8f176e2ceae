"""The ledger: nothing from nowhere, nothing below nothing, the last one once, and no entry is ever changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.readiness import build_store

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotFound
from anlan.readiness import api
from anlan.readiness.models import Account, Balance, Entry, Holding, Lot, Posting
from anlan.readiness.services.registering import remove_demonstration
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 6, 26, 18, tzinfo=UTC)
TENT, RICE = "L0101", "L0303"


def moved(store, kind, quantity, **fields) -> Decimal:
    values = {"item": TENT, "reason": "order 7", "party": "Red Cross"} | fields
    move = api.Move(kind=kind, quantity=Decimal(quantity), **values)
    return api.move_stock(store_id=store.id, move=move, actor=SYSTEM, now=NOW)


def in_stock(store, item=TENT) -> Decimal:
    return sum((row.quantity for row in api.stock_of(store.id) if row.item.code == item), Decimal(0))


@pytest.mark.parametrize(
    "change",
    [
        lambda: Posting.objects.update(quantity=1),
        lambda: Posting.objects.all().delete(),
        lambda: Entry.objects.update(reason="another"),
        lambda: Entry.objects.all()._raw_delete("default"),
        lambda: Balance.objects.update(quantity=99),
        lambda: Balance.objects.all().delete(),
        lambda: Balance.objects.create(
            account=Account.objects.first(), lot=Lot.objects.create(code="X", item=RICE), item=RICE, quantity=5, sign=1
        ),
    ],
)
def test_the_database_refuses_to_change_the_books(change):
    store = build_store(stock={TENT: 10})

    with pytest.raises(IntegrityError), transaction.atomic():
        change()

    assert (in_stock(store), Posting.objects.get().quantity, Entry.objects.get().reason) == (10, 10, "opening stock")


def test_the_database_itself_lets_no_balance_fall_below_nothing():
    store = build_store(stock={TENT: 10})
    posting = Posting.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(
            entry=posting.entry, lot=posting.lot, item=TENT, quantity=11, source=posting.target, target=posting.source
        )

    assert in_stock(store) == 10


def test_what_is_lent_comes_back_and_no_more():
    store = build_store(stock={TENT: 10})
    moved(store, api.MoveKind.LEND, 4, due_on=date(2020, 7, 10))

    with pytest.raises(api.StockTooLow):
        moved(store, api.MoveKind.RETURN, 5)
    with pytest.raises(api.StockTooLow):
        moved(store, api.MoveKind.RETURN, 1, party="another")

    assert moved(store, api.MoveKind.RETURN, 4) == 10


def test_what_is_borrowed_is_given_back_in_its_own_batch_and_no_more():
    store = build_store(stock={TENT: 10})
    moved(store, api.MoveKind.BORROW, 3)

    with pytest.raises(api.StockTooLow):
        moved(store, api.MoveKind.GIVE_BACK, 4)
    assert moved(store, api.MoveKind.GIVE_BACK, 3) == 10

    assert {row.quantity for row in api.lots_of(store.id)} == {10}


@pytest.mark.parametrize("kind", sorted(api.NEEDS_PARTY))
def test_a_gift_or_loan_names_the_other_side(kind):
    store = build_store(stock={TENT: 10})

    with pytest.raises(api.MoveNeedsParty):
        moved(store, kind, 1, party=" ")

    assert (in_stock(store), Entry.objects.count()) == (10, 1)


def test_expired_goods_are_scrapped_and_never_issued():
    store = build_store(stock={TENT: 10}, expires_on=date(2020, 6, 26))

    with pytest.raises(api.StockTooLow):
        moved(store, api.MoveKind.ISSUE, 1)
    assert in_stock(store) == 10

    assert moved(store, api.MoveKind.SCRAP, 10) == 0


def test_a_batch_of_another_item_does_not_come_in():
    store = build_store(stock={TENT: 10, RICE: 10})
    rice = next(row for row in api.lots_of(store.id) if row.item.code == RICE)

    with pytest.raises(NotFound):
        moved(store, api.MoveKind.SURPLUS, 1, lot_id=rice.id)

    assert (in_stock(store), Entry.objects.count()) == (10, 1)


def test_a_form_sent_twice_counts_once():
    store = build_store(stock={TENT: 10})

    assert moved(store, api.MoveKind.ISSUE, 4, token="a1") == 6
    assert moved(store, api.MoveKind.ISSUE, 4, token="a1") == 6

    assert JournalEntry.objects.filter(kind="readiness.stock_moved").count() == 1


def test_the_ledger_shows_the_balance_after_each_movement():
    store = build_store(stock={TENT: 10})
    moved(store, api.MoveKind.PURCHASE, 5)
    moved(store, api.MoveKind.ISSUE, 12)

    rows = api.movements_of(store.id)

    assert [(row.kind, row.quantity, row.balance) for row in rows[:9] if row.kind != "issue"] == [
        ("purchase", 5, 15),
        ("opening", 10, 10),
    ]
    assert rows[0].balance == 3
    assert len(api.movements_of(store.id, RICE)) == 0


def test_only_the_demonstration_can_be_taken_out_of_the_books():
    real, invented = build_store(stock={TENT: 10}), build_store(stock={TENT: 5}, is_demo=True)
    moved(invented, api.MoveKind.ISSUE, 2)

    remove_demonstration(actor=SYSTEM)

    assert list(Holding.objects.values_list("store_id", "quantity")) == [(real.id, 10)]
    assert Entry.objects.count() == 1


acts = st.lists(
    st.tuples(st.sampled_from(list(api.MoveKind)), st.integers(1, 9), st.integers(0, 1), st.sampled_from(["A", "B"])),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts)
def test_whatever_is_done_nothing_is_below_nothing_and_everything_is_somewhere(done):
    with transaction.atomic():
        stores = [build_store(stock={TENT: 5}), build_store(stock={TENT: 3})]
        expected = [Decimal(5), Decimal(3)]
        for kind, quantity, number, party in done:
            try:
                with transaction.atomic():
                    moved(stores[number], kind, quantity, party=party)
            except api.StockTooLow:
                continue
            expected[number] += quantity if kind in api.INWARD else -quantity
        assert [in_stock(store) for store in stores] == expected
        assert min(expected) >= 0
        check_the_books()
        transaction.set_rollback(True)


def check_the_books() -> None:
    """Every balance is the sum of its postings, and what came in from outside is what lies in some account."""
    for row in Balance.objects.all():
        come = Posting.objects.filter(target=row.account, lot=row.lot).aggregate(sum=Sum("quantity"))["sum"] or 0
        gone = Posting.objects.filter(source=row.account, lot=row.lot).aggregate(sum=Sum("quantity"))["sum"] or 0
        assert row.quantity == come - gone
        assert row.quantity * row.sign >= 0
    outside = Posting.objects.filter(source__sign=0).aggregate(sum=Sum("quantity"))["sum"] or 0
    left = Posting.objects.filter(target__sign=0).aggregate(sum=Sum("quantity"))["sum"] or 0
    assert Balance.objects.aggregate(sum=Sum("quantity"))["sum"] == outside - left


@pytest.mark.django_db(transaction=True)
def test_the_last_one_is_issued_once_however_many_ask_at_once():
    store = build_store(stock={TENT: 1})

    def issue(number: int) -> str:
        try:
            moved(store, api.MoveKind.ISSUE, 1, reason=f"order {number}")
        except api.StockTooLow:
            return "refused"
        finally:
            connection.close()
        return "issued"

    with ThreadPoolExecutor(4) as askers:
        answers = sorted(askers.map(issue, range(8)))

    assert answers == ["issued"] + ["refused"] * 7
    assert (in_stock(store), Entry.objects.filter(kind="issue").count()) == (0, 1)
