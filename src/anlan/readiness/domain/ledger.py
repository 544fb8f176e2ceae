"""The ledger: accounts, between which goods go, and which batches go first. What leaves one account enters another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue

LARGEST: Final = Decimal(10_000_000)


class AccountKind(StrEnum):
    """Where goods can be; only the first five are held to a bound, the others are the world outside."""

    STOCK = "stock"
    TRANSIT = "transit"
    LENT = "lent"
    OWED = "owed"
    AGREEMENT = "agreement"
    OPENING = "opening"
    SUPPLIER = "supplier"
    DONOR = "donor"
    COUNTING = "counting"
    USED = "used"
    RECIPIENTS = "recipients"
    SCRAPPED = "scrapped"
    ROTATED = "rotated"
    LOST = "lost"
    ELSEWHERE = "elsewhere"


# +1: never below nothing; -1: never above nothing (what we owe); 0: not held to a bound.
SIGNS: Final[Mapping[AccountKind, int]] = {
    kind: {AccountKind.OWED: -1}.get(kind, 1)
    if kind in (AccountKind.STOCK, AccountKind.TRANSIT, AccountKind.LENT, AccountKind.OWED, AccountKind.AGREEMENT)
    else 0
    for kind in AccountKind
}


class MoveKind(StrEnum):
    """Why a keeper moves stock; the first five bring it in, the others take it out."""

    PURCHASE = "purchase"
    DONATION = "donation"
    BORROW = "borrow"
    RETURN = "return"
    SURPLUS = "surplus"
    ISSUE = "issue"
    LEND = "lend"
    GIVE_BACK = "give_back"
    ROTATE = "rotate"
    SCRAP = "scrap"
    SHORTAGE = "shortage"


SIDES: Final[Mapping[MoveKind, tuple[AccountKind, AccountKind]]] = {
    MoveKind.PURCHASE: (AccountKind.SUPPLIER, AccountKind.STOCK),
    MoveKind.DONATION: (AccountKind.DONOR, AccountKind.STOCK),
    MoveKind.BORROW: (AccountKind.OWED, AccountKind.STOCK),
    MoveKind.RETURN: (AccountKind.LENT, AccountKind.STOCK),
    MoveKind.SURPLUS: (AccountKind.COUNTING, AccountKind.STOCK),
    MoveKind.ISSUE: (AccountKind.STOCK, AccountKind.USED),
    MoveKind.LEND: (AccountKind.STOCK, AccountKind.LENT),
    MoveKind.GIVE_BACK: (AccountKind.STOCK, AccountKind.OWED),
    MoveKind.ROTATE: (AccountKind.STOCK, AccountKind.ROTATED),
    MoveKind.SCRAP: (AccountKind.STOCK, AccountKind.SCRAPPED),
    MoveKind.SHORTAGE: (AccountKind.STOCK, AccountKind.COUNTING),
}
INWARD: Final = frozenset(kind for kind, (_, target) in SIDES.items() if target is AccountKind.STOCK)
NEEDS_PARTY: Final = frozenset((MoveKind.DONATION, MoveKind.BORROW, MoveKind.RETURN, MoveKind.LEND, MoveKind.GIVE_BACK))
# What is past its date moves only in these ways: it is never issued, lent or sent to people.
TAKES_EXPIRED: Final = frozenset(
    (MoveKind.SCRAP, MoveKind.ROTATE, MoveKind.SHORTAGE, MoveKind.GIVE_BACK, MoveKind.RETURN)
)


class StockTooLow(AnlanError):
    """More is wanted than is there and fit for use: ``item``, ``held``, ``wanted``, ``unit``."""

    code = "readiness.stock_too_low"
    message = "Only %(held)s %(unit)s of %(item)s are in stock; %(wanted)s cannot be taken out."
    error_class = ErrorClass.CONFLICT


class MoveNeedsReason(AnlanError):
    """Every movement names its reason."""

    code = "readiness.move_needs_reason"
    message = "Give the reason of the movement: the order, the purchase, the count."


class MoveNeedsParty(AnlanError):
    """A gift, a loan and its return name the other side."""

    code = "readiness.move_needs_party"
    message = "Say from whom or to whom: a gift, a loan and its return name the other side."


class UnknownItem(AnlanError):
    """There is no such item: ``item``."""

    code = "readiness.unknown_item"
    message = "There is no item %(item)s in the catalogue."


@dataclass(frozen=True, slots=True)
class Held:
    """How much of a batch an account holds; ids of batches rise with the time they were entered."""

    lot_id: UUID
    expires_on: date | None
    quantity: Decimal


def checked_quantity(quantity: Decimal) -> Decimal:
    """Return the quantity, or refuse one that cannot be."""
    if not quantity.is_finite() or not 0 < quantity <= LARGEST or quantity != round(quantity, 2):
        raise InvalidValue(field="quantity", value=quantity, rule="above_0_to_10000000_with_2_decimals")
    return quantity


def is_expired(expires_on: date | None, today: date) -> bool:
    """Tell whether a date of expiry lies before today: on the day itself the goods are still good."""
    return expires_on is not None and expires_on < today


def pick(
    held: Sequence[Held], wanted: Decimal, today: date, *, takes_expired: bool = False
) -> tuple[tuple[UUID, Decimal], ...]:
    """Return how much to take of which batches: what expires first goes first, then what came first."""
    usable = [each for each in held if each.quantity > 0 and (takes_expired or not is_expired(each.expires_on, today))]
    total = sum((each.quantity for each in usable), Decimal(0))
    if total < wanted:
        raise StockTooLow(item="", held=total, wanted=wanted, unit="")
    taken: list[tuple[UUID, Decimal]] = []
    left = wanted
    for each in sorted(usable, key=lambda each: (each.expires_on or date.max, each.lot_id)):
        if left <= 0:
            break
        part = min(left, each.quantity)
        taken.append((each.lot_id, part))
        left -= part
    return tuple(taken)
