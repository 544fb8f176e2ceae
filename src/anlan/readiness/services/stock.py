"""A keeper moves stock: what comes in, goes out, is lent, given back, counted or written off."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.readiness.domain.ledger import (
    INWARD,
    LARGEST,
    NEEDS_PARTY,
    SIDES,
    TAKES_EXPIRED,
    AccountKind,
    Held,
    MoveKind,
    MoveNeedsParty,
    MoveNeedsReason,
    checked_quantity,
)
from anlan.readiness.events import StockMoved
from anlan.readiness.models import Account, Store
from anlan.readiness.selectors.items import Item
from anlan.readiness.selectors.scope import READ
from anlan.readiness.services import ledger
from anlan.readiness.services.ledger import Line, LotDetails, Paper
from anlan.support import journal, rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What moves, how much and why; ``lot_id`` names the batch that goes, ``lot`` describes one that comes."""

    item: str
    kind: MoveKind
    quantity: Decimal
    reason: str
    document: str = ""
    party: str = ""
    due_on: date | None = None
    lot_id: UUID | None = None
    lot: LotDetails = field(default_factory=LotDetails)
    token: str = ""


@transaction.atomic
def move_stock(*, store_id: UUID, move: Move, actor: Actor, now: datetime) -> Decimal:
    """Bring stock in or take it out; return the balance. More than is there and fit for use cannot be taken."""
    store = store_for_act(store_id, actor, "readiness.move_stock")
    item = ledger.known_item(move.item)
    _check(move)
    source, target = (ledger.account(side, store, move.party) for side in SIDES[move.kind])
    ledger.lock((source, target))
    own = target if move.kind in INWARD else source
    if ledger.is_known(actor, move.token):
        return ledger.balance_of(own, move.item)
    lines = [Line(lot_id, move.item, part, source, target) for lot_id, part in _lots(move, item, (source, target), now)]
    ledger.post(store, _paper(move), lines, actor=actor, now=now)
    balance = ledger.balance_of(own, move.item)
    if balance > LARGEST:
        raise InvalidValue(field="quantity", value=move.quantity, rule="above_0_to_10000000_with_2_decimals")
    journal.announce(_event(store, item, move, balance), actor=actor, now=now)
    return balance


def store_for_act(store_id: UUID, actor: Actor, right: str) -> Store:
    """Return the store if the actor may act there; one that the actor may not see does not exist for it."""
    store = Store.objects.filter(id=store_id).first()
    if store is None:
        raise NotFound(what="store", id=str(store_id))
    rights.require_visible(actor, READ, store.region, "store")
    rights.require(actor, right, store.region)
    return store


def _check(move: Move) -> None:
    checked_quantity(move.quantity)
    if not move.reason.strip():
        raise MoveNeedsReason()
    if move.kind in NEEDS_PARTY and not move.party.strip():
        raise MoveNeedsParty()


def _lots(move: Move, item: Item, sides: tuple[Account, Account], now: datetime) -> tuple[tuple[UUID, Decimal], ...]:
    """Return the batches that go: those that are there, or the one that comes in."""
    source, target = sides
    if source.sign != 1:
        if move.lot_id is not None:
            return ((ledger.known_lot(move.lot_id, move.item), move.quantity),)
        return ((ledger.lot_of(move.item, move.lot), move.quantity),)
    held = ledger.held_in(source, move.item, move.lot_id)
    if target.kind == AccountKind.OWED:
        held = _owed(held, ledger.held_in(target, move.item))
    return ledger.picked(held, item, move.quantity, now, takes_expired=move.kind in TAKES_EXPIRED)


def _owed(held: list[Held], debts: list[Held]) -> list[Held]:
    """Return what of the held batches is owed to the lender: nothing else is given back."""
    owed = {each.lot_id: -each.quantity for each in debts}
    return [Held(each.lot_id, each.expires_on, min(each.quantity, owed.get(each.lot_id, Decimal(0)))) for each in held]


def _paper(move: Move) -> Paper:
    return Paper(
        kind=move.kind,
        reason=move.reason,
        document=move.document,
        party=move.party,
        due_on=move.due_on,
        token=move.token,
    )


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
