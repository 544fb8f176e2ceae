"""Posting to the ledger: the one way in which goods come, go and change their place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.readiness.domain.ledger import SIGNS, AccountKind, Held, StockTooLow, UnknownItem, checked_quantity, pick
from anlan.readiness.models import Account, Balance, Entry, Lot, Posting, Store
from anlan.readiness.selectors.items import Item, items


@dataclass(frozen=True, slots=True, kw_only=True)
class LotDetails:
    """What is known of a batch that comes in."""

    number: str = ""
    made_on: date | None = None
    expires_on: date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What an entry says besides its quantities; ``token`` makes a form that is sent twice count once."""

    kind: str
    reason: str
    document: str = ""
    party: str = ""
    party_id: UUID | None = None
    due_on: date | None = None
    subject_id: UUID | None = None
    token: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A quantity of a batch on its way from one account to another."""

    lot_id: UUID
    item: str
    quantity: Decimal
    source: Account = field(repr=False)
    target: Account = field(repr=False)


def account(kind: AccountKind, store: Store | None = None, party: str = "") -> Account:
    """Return an account; the first asker opens it. The world outside is nobody's and not told by the party."""
    sign = SIGNS[kind]
    owner = store if sign else None
    named = party if sign and kind is not AccountKind.STOCK else ""
    found, _ = Account.objects.get_or_create(kind=kind, store=owner, party=named, defaults={"sign": sign})
    return found


def lock(accounts: Iterable[Account]) -> None:
    """Lock the bounded accounts in one order, so that no two acts wait for each other."""
    wanted = sorted({each.id for each in accounts if each.sign})
    list(Account.objects.select_for_update(no_key=True).filter(id__in=wanted).order_by("id").values_list("id"))


def lot_of(item: str, details: LotDetails) -> UUID:
    """Return the batch with these details; the first asker enters it."""
    values = {
        "number": details.number,
        "made_on": details.made_on,
        "expires_on": details.expires_on,
        "origin": details.origin,
    }
    fresh = new_id()
    code = f"{item}-{fresh.hex[-8:]}".upper()
    return Lot.objects.get_or_create(item=item, **values, defaults={"id": fresh, "code": code})[0].id


def known_lot(lot_id: UUID, item: str) -> UUID:
    """Return the batch's id if it is one of the item."""
    if not Lot.objects.filter(id=lot_id, item=item).exists():
        raise NotFound(what="lot", id=str(lot_id))
    return lot_id


def held_in(place: Account, item: str, lot_id: UUID | None = None) -> list[Held]:
    """Return the batches of an item in an account, or the one batch that is wanted."""
    rows = Balance.objects.filter(account=place, item=item).select_related("lot")
    if lot_id is not None:
        rows = rows.filter(lot_id=lot_id)
    return [Held(row.lot_id, row.lot.expires_on, row.quantity) for row in rows]


def picked(
    held: Sequence[Held], item: Item, wanted: Decimal, now: datetime, *, takes_expired: bool = False
) -> tuple[tuple[UUID, Decimal], ...]:
    """Return which batches go, first those that expire first; a refusal names the item."""
    try:
        return pick(held, checked_quantity(wanted), in_china(now).date(), takes_expired=takes_expired)
    except StockTooLow as refusal:
        raise StockTooLow(item=item.name, held=refusal.data["held"], wanted=wanted, unit=item.unit) from refusal


def post(store: Store, paper: Paper, lines: Sequence[Line], *, actor: Actor, now: datetime) -> Entry:
    """Enter an act with its postings; the database refuses what would break a bound. The accounts are locked."""
    entry = Entry.objects.create(
        store=store,
        kind=paper.kind,
        reason=paper.reason,
        document=paper.document,
        party=paper.party,
        party_id=paper.party_id,
        due_on=paper.due_on,
        subject_id=paper.subject_id,
        by_id=actor.id,
        by_name=actor.name,
        token=paper.token,
        is_demo=store.is_demo,
        at=now,
    )
    Posting.objects.bulk_create(
        Posting(
            entry=entry,
            lot_id=line.lot_id,
            item=line.item,
            quantity=line.quantity,
            source=line.source,
            target=line.target,
        )
        for line in lines
    )
    return entry


def is_known(actor: Actor, token: str) -> bool:
    """Tell whether the actor's form with this token was entered already."""
    return bool(token) and Entry.objects.filter(by_id=actor.id, token=token).exists()


def known_item(code: str) -> Item:
    """Return an item of the catalogue, or refuse one that is not in it."""
    if code not in items():
        raise UnknownItem(item=code)
    return items()[code]


def balance_of(place: Account, item: str) -> Decimal:
    """Return how much of an item an account holds, over all batches."""
    return sum((each.quantity for each in held_in(place, item)), Decimal(0))
