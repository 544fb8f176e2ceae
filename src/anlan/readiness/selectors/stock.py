"""What a store holds, in which batches, and how it came and went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, F, Q, Sum, When, Window

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.readiness.domain.ledger import AccountKind
from anlan.readiness.models import Account, Balance, Holding, Lot, Posting
from anlan.readiness.selectors.items import Item, item_of, items
from anlan.readiness.selectors.scope import READ
from anlan.support.rights import within
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """How much of an item a store holds, and how much it should; no ceiling is 0."""

    item: Item
    quantity: Decimal
    floor: Decimal
    ceiling: Decimal
    expires_on: date | None

    @property
    def is_low(self) -> bool:
        """Tell whether less is there than should be."""
        return self.quantity < self.floor

    @property
    def is_over(self) -> bool:
        """Tell whether more is there than should be."""
        return 0 < self.ceiling < self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRow:
    """How much of a batch a store holds; ``code`` stands on its label."""

    id: UUID
    code: str
    item: Item
    number: str
    made_on: date | None
    expires_on: date | None
    origin: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class LotPlace:
    """A store that holds a batch, and how much of it."""

    store_id: UUID
    store: str
    region: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementRow:
    """A posting as the store's ledger shows it: ``quantity`` came in, or went out where it is below nothing."""

    number: int
    item: Item
    lot_code: str
    kind: str
    quantity: Decimal
    balance: Decimal
    party: str
    reason: str
    document: str
    by_name: str
    at: datetime


def stock_of(store_id: UUID) -> tuple[StockRow, ...]:
    """Return a store's stock by item; the caller has checked that the reader may see the store."""
    rows = Holding.objects.filter(store_id=store_id).order_by("item")
    return tuple(
        StockRow(
            item=item_of(row.item),
            quantity=row.quantity,
            floor=row.floor,
            ceiling=row.ceiling,
            expires_on=row.expires_on,
        )
        for row in rows
        if row.item in items()
    )


def lots_of(store_id: UUID, item: str = "") -> tuple[LotRow, ...]:
    """Return a store's batches, those that expire first before others; the caller has checked the reader."""
    rows = Balance.objects.filter(account__kind=AccountKind.STOCK, account__store_id=store_id, quantity__gt=0)
    if item:
        rows = rows.filter(item=item)
    found = rows.select_related("lot").order_by("item", F("lot__expires_on").asc(nulls_last=True), "lot_id")
    return tuple(_lot(row) for row in found if row.item in items())


def movements_of(store_id: UUID, item: str = "") -> Rows[MovementRow]:
    """Return a store's ledger, newest first, with the balance after each; the caller has checked the reader."""
    own = Account.objects.filter(kind=AccountKind.STOCK, store_id=store_id).values("id")[:1]
    rows = Posting.objects.filter(Q(source=own) | Q(target=own)).exclude(~Q(item=item) if item else Q(pk__in=[]))
    signed = rows.annotate(moved=Case(When(target=own, then=F("quantity")), default=-F("quantity")))
    balance = Window(Sum("moved"), partition_by=F("item"), order_by=F("id").asc())
    return Rows(signed.annotate(balance=balance).select_related("entry", "lot").order_by("-id"), _movements)


def _movements(rows: Sequence[Posting]) -> tuple[MovementRow, ...]:
    return tuple(
        MovementRow(
            number=row.entry_id,
            item=item_of(row.item),
            lot_code=row.lot.code,
            kind=row.entry.kind,
            quantity=row.moved,
            balance=row.balance,
            party=row.entry.party,
            reason=row.entry.reason,
            document=row.entry.document,
            by_name=row.entry.by_name,
            at=row.entry.at,
        )
        for row in rows
    )


def _lot(row: Balance) -> LotRow:
    return _lot_row(row.lot, row.quantity)


def _lot_row(lot: Lot, quantity: Decimal) -> LotRow:
    return LotRow(
        id=lot.id,
        code=lot.code,
        item=item_of(lot.item),
        number=lot.number,
        made_on=lot.made_on,
        expires_on=lot.expires_on,
        origin=lot.origin,
        quantity=quantity,
    )


def lot_by_code(code: str) -> LotRow:
    """Return the batch whose label carries a code, with no quantity; say so where there is none."""
    row = Lot.objects.filter(code=code.strip().upper()).first()
    if row is None or row.item not in items():
        raise NotFound(what="lot")
    return _lot_row(row, Decimal(0))


def places_of(actor: Actor, lot_id: UUID) -> tuple[LotPlace, ...]:
    """Return the stores of the actor's regions that hold a batch, and how much of it."""
    rows = Balance.objects.filter(account__kind=AccountKind.STOCK, lot_id=lot_id, quantity__gt=0)
    rows = rows.filter(within(actor, READ, "account__store__region")).select_related("account__store")
    return tuple(
        LotPlace(row.account.store_id, row.account.store.name, row.account.store.region, row.quantity)
        for row in rows.order_by("account__store__code")
    )
