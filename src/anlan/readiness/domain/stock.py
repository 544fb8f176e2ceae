"""How stock moves: in or out, why, and never below nothing."""

from decimal import Decimal
from enum import StrEnum
from typing import Final

from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue

_LARGEST: Final = Decimal(10_000_000)


class MoveKind(StrEnum):
    """Why stock moves; the first five bring it in, the others take it out."""

    PURCHASE = "purchase"
    DONATION = "donation"
    RETURN = "return"
    TRANSFER_IN = "transfer_in"
    SURPLUS = "surplus"
    ISSUE = "issue"
    LEND = "lend"
    TRANSFER_OUT = "transfer_out"
    SCRAP = "scrap"
    SHORTAGE = "shortage"


INWARD: Final = frozenset(
    (MoveKind.PURCHASE, MoveKind.DONATION, MoveKind.RETURN, MoveKind.TRANSFER_IN, MoveKind.SURPLUS)
)


class StockTooLow(AnlanError):
    """More is wanted than is there: ``item``, ``held``, ``wanted``, ``unit``."""

    code = "readiness.stock_too_low"
    message = "Only %(held)s %(unit)s of %(item)s are in stock; %(wanted)s cannot be taken out."
    error_class = ErrorClass.CONFLICT


class MoveNeedsReason(AnlanError):
    """Every movement names its reason."""

    code = "readiness.move_needs_reason"
    message = "Give the reason of the movement: the order, the purchase, the count."


class UnknownItem(AnlanError):
    """There is no such item: ``item``."""

    code = "readiness.unknown_item"
    message = "There is no item %(item)s in the catalogue."


def balance_after(held: Decimal, kind: MoveKind, quantity: Decimal) -> Decimal:
    """Return the balance after a movement; refuse a quantity that cannot be, or one below nothing."""
    if not quantity.is_finite() or not 0 < quantity <= _LARGEST or quantity != round(quantity, 2):
        raise InvalidValue(field="quantity", value=quantity, rule="above_0_to_10000000_with_2_decimals")
    balance = held + quantity if kind in INWARD else held - quantity
    if balance < 0:
        raise StockTooLow(item="", held=held, wanted=quantity, unit="")
    if balance > _LARGEST:
        raise InvalidValue(field="quantity", value=quantity, rule="above_0_to_10000000_with_2_decimals")
    return balance
