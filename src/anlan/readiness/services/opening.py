"""Opening the books of many stores at once: what each holds, and between which bounds it should."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION
from anlan.readiness.domain.ledger import AccountKind
from anlan.readiness.domain.requisitions import first_decider
from anlan.readiness.models import (
    Account,
    Balance,
    Entry,
    Norm,
    Posting,
    Requisition,
    RequisitionLine,
    Shipment,
    ShipmentLine,
    Store,
)
from anlan.readiness.services import ledger
from anlan.readiness.services.ledger import LotDetails
from anlan.readiness.services.requisitions import next_number
from anlan.support import rights

_BATCH = 1000
OPENING: Final = "opening"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningStock:
    """What a store holds of a batch when its books are opened, and between which bounds it should hold the item."""

    store_id: UUID
    item: str
    quantity: Decimal
    floor: Decimal
    ceiling: Decimal = Decimal(0)
    lot: LotDetails = field(default_factory=LotDetails)


def open_books(stock: Iterable[OpeningStock], *, actor: Actor, is_demo: bool, now: datetime) -> None:
    """Enter the opening stock of stores that have no entry yet, and the norms of all."""
    rows = list(stock)
    _set_norms(rows)
    known = set(Entry.objects.filter(store__in={row.store_id for row in rows}).values_list("store_id", flat=True))
    fresh = [row for row in rows if row.store_id not in known and row.quantity > 0]
    accounts = _stock_accounts({row.store_id for row in fresh})
    entries = Entry.objects.bulk_create(
        [
            Entry(
                store_id=store_id,
                kind=OPENING,
                reason="opening stock",
                by_id=actor.id,
                by_name=actor.name,
                is_demo=is_demo,
                at=now,
            )
            for store_id in accounts
        ],
        batch_size=_BATCH,
    )
    _post(fresh, {entry.store_id: entry for entry in entries}, accounts)


def close_books_of_demonstration() -> None:
    """Take the invented stores' entries out of the ledger; the database keeps every other one."""
    Posting.objects.filter(entry__is_demo=True).delete()
    Balance.objects.filter(account__store__is_demo=True).delete()
    Entry.objects.filter(is_demo=True).delete()


def _set_norms(rows: Sequence[OpeningStock]) -> None:
    norms = {(row.store_id, row.item): row for row in rows}
    Norm.objects.bulk_create(
        [
            Norm(store_id=store_id, item=item, floor=row.floor, ceiling=row.ceiling)
            for (store_id, item), row in norms.items()
        ],
        update_conflicts=True,
        unique_fields=["store", "item"],
        update_fields=["floor", "ceiling"],
        batch_size=_BATCH,
    )


def _stock_accounts(stores: Iterable[UUID]) -> dict[UUID, Account]:
    """Return the stock account of each store, opening those that are missing."""
    wanted = sorted(stores)
    fresh = [Account(kind=AccountKind.STOCK, store_id=each, sign=1) for each in wanted]
    Account.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=_BATCH)
    found = Account.objects.filter(kind=AccountKind.STOCK, store__in=wanted)
    return {each.store_id: each for each in found}


def _post(rows: Sequence[OpeningStock], entries: dict[UUID, Entry], accounts: dict[UUID, Account]) -> None:
    outside = ledger.account(AccountKind.OPENING)
    lots = {key: ledger.lot_of(*key) for key in {(row.item, row.lot) for row in rows}}
    Posting.objects.bulk_create(
        [
            Posting(
                entry=entries[row.store_id],
                lot_id=lots[row.item, row.lot],
                item=row.item,
                quantity=row.quantity,
                source=outside,
                target=accounts[row.store_id],
            )
            for row in rows
        ],
        batch_size=_BATCH,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRequest:
    """A request that stands when the books are opened, with a load from a store that was approved for it."""

    id: UUID
    store_id: UUID
    lines: tuple[tuple[str, Decimal], ...]
    reason: str
    asked_by: str
    approved_by: str = ""
    source_id: UUID | None = None
    load: tuple[tuple[str, Decimal], ...] = ()


@transaction.atomic
def register_requests(new: Iterable[OpeningRequest], *, actor: Actor, now: datetime) -> int:
    """Register standing requests; one that is there already stays as it is. Return how many are new."""
    rights.require(actor, "readiness.register", NATION)
    wanted = list(new)
    known = set(Requisition.objects.filter(id__in=[each.id for each in wanted]).values_list("id", flat=True))
    fresh = [each for each in wanted if each.id not in known]
    for each in fresh:
        _enter_request(each, actor, now)
    return len(fresh)


def _enter_request(new: OpeningRequest, actor: Actor, now: datetime) -> None:
    store = Store.objects.get(id=new.store_id)
    row = Requisition.objects.create(
        id=new.id,
        number=next_number(Requisition),
        store=store,
        region=store.region,
        addressed_to=first_decider(store.region),
        reason=new.reason,
        asked_by_id=actor.id,
        asked_by_name=new.asked_by,
        asked_at=now,
    )
    RequisitionLine.objects.bulk_create(RequisitionLine(requisition=row, item=i, wanted=q) for i, q in new.lines)
    if new.source_id is not None:
        load = Shipment.objects.create(
            number=next_number(Shipment),
            requisition=row,
            source_id=new.source_id,
            target=store,
            approved_by_name=new.approved_by,
            approved_at=now,
        )
        ShipmentLine.objects.bulk_create(ShipmentLine(shipment=load, item=i, planned=q) for i, q in new.load)
