"""Stock comes in and goes out; every movement has a reason and stays in the ledger."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.readiness.domain.stock import MoveKind, MoveNeedsReason, StockTooLow, UnknownItem, balance_after
from anlan.readiness.events import StockMoved
from anlan.readiness.models import Movement, Stock, Store
from anlan.readiness.selectors.items import Item, items
from anlan.readiness.selectors.scope import READ
from anlan.support import journal, rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What moves, how much, why, and by which paper."""

    item: str
    kind: MoveKind
    quantity: Decimal
    reason: str
    document: str = ""


@transaction.atomic
def move_stock(*, store_id: UUID, move: Move, actor: Actor, now: datetime) -> Decimal:
    """Bring stock in or take it out; return the balance. More than is there cannot be taken."""
    store = _lock(store_id, actor)
    rights.require(actor, "readiness.move_stock", store.region)
    if move.item not in items():
        raise UnknownItem(item=move.item)
    if not move.reason.strip():
        raise MoveNeedsReason()
    item = items()[move.item]
    stock, _ = Stock.objects.get_or_create(store=store, item=move.item, defaults={"quantity": 0})
    stock.quantity = _balance(stock.quantity, move, item)
    stock.save(update_fields=["quantity"])
    Movement.objects.create(
        store=store,
        item=move.item,
        kind=move.kind,
        quantity=move.quantity,
        balance=stock.quantity,
        reason=move.reason,
        document=move.document,
        by_name=actor.name,
        at=now,
    )
    journal.announce(_event(store, item, move, stock.quantity), actor=actor, now=now)
    return stock.quantity


def _balance(held: Decimal, move: Move, item: Item) -> Decimal:
    """Return the balance after the move; a refusal names the item."""
    try:
        return balance_after(held, move.kind, move.quantity)
    except StockTooLow as refusal:
        raise StockTooLow(item=item.name, held=held, wanted=move.quantity, unit=item.unit) from refusal


def _lock(store_id: UUID, actor: Actor) -> Store:
    """Return the store for a change; one that the actor may not see does not exist for it."""
    store = Store.objects.select_for_update().filter(id=store_id).first()
    if store is None:
        raise NotFound(what="store", id=str(store_id))
    rights.require_visible(actor, READ, store.region, "store")
    return store


def _event(store: Store, item: Item, move: Move, balance: Decimal) -> StockMoved:
    return StockMoved(
        subject=f"store:{store.id}",
        region=store.region,
        store=store.name,
        item=item.code,
        item_name=item.name,
        unit=item.unit,
        move=move.kind,
        quantity=str(move.quantity),
        balance=str(balance),
        reason=move.reason,
        document=move.document,
    )
