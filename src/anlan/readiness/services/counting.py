"""Counting a store and setting its bounds: what was found against the books, and how much should be there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.readiness.domain.ledger import LARGEST, AccountKind, MoveNeedsParty, MoveNeedsReason
from anlan.readiness.domain.requisitions import NothingNamed
from anlan.readiness.events import NormSet, StockCounted
from anlan.readiness.models import Account, Lot, Norm
from anlan.readiness.services import ledger
from anlan.readiness.services.ledger import Line, Paper
from anlan.readiness.services.stock import store_for_act
from anlan.support import journal

COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCount:
    """What was found of which batches; ``witness`` counted along, the reason says why books and store differ."""

    lots: Sequence[tuple[UUID, Decimal]]
    witness: str
    reason: str
    token: str = ""


@transaction.atomic
def count_stock(*, store_id: UUID, count: StockCount, actor: Actor, now: datetime) -> int:
    """Enter a count by two persons; the differences are posted. Return how many batches differ from the books."""
    store = store_for_act(store_id, actor, "readiness.move_stock")
    _check(count)
    stock, outside = ledger.account(AccountKind.STOCK, store), ledger.account(AccountKind.COUNTING)
    ledger.lock((stock,))
    if ledger.is_known(actor, count.token):
        return 0
    lines = _differences(dict(count.lots), stock, outside)
    if lines and not count.reason.strip():
        raise MoveNeedsReason()
    paper = Paper(kind=COUNT, reason=count.reason, party=count.witness, token=count.token)
    ledger.post(store, paper, lines, actor=actor, now=now)
    event = StockCounted(
        subject=f"store:{store.id}",
        region=store.region,
        store=store.name,
        batches=len(count.lots),
        differing=len(lines),
        witness=count.witness,
        reason=count.reason,
    )
    journal.announce(event, actor=actor, now=now)
    return len(lines)


@transaction.atomic
def set_norm(*, store_id: UUID, item: str, bounds: tuple[Decimal, Decimal], actor: Actor, now: datetime) -> None:
    """Set between which bounds (floor, ceiling; no ceiling is 0) a store should hold an item."""
    store = store_for_act(store_id, actor, "readiness.set_norms")
    known = ledger.known_item(item)
    floor, ceiling = bounds
    for each in bounds:
        _check_amount(each)
    if 0 < ceiling < floor:
        raise InvalidValue(field="ceiling", value=ceiling, rule="not_below_the_floor")
    Norm.objects.update_or_create(store=store, item=item, defaults={"floor": floor, "ceiling": ceiling})
    event = NormSet(
        subject=f"store:{store.id}",
        region=store.region,
        store=store.name,
        item_name=known.name,
        unit=known.unit,
        floor=str(floor),
        ceiling=str(ceiling),
    )
    journal.announce(event, actor=actor, now=now)


def _check(count: StockCount) -> None:
    if not count.lots:
        raise NothingNamed()
    if not count.witness.strip():
        raise MoveNeedsParty()
    for _, found in count.lots:
        _check_amount(found)


def _check_amount(amount: Decimal) -> None:
    if not amount.is_finite() or not 0 <= amount <= LARGEST or amount != round(amount, 2):
        raise InvalidValue(field="quantity", value=amount, rule="above_0_to_10000000_with_2_decimals")


def _differences(found: dict[UUID, Decimal], stock: Account, outside: Account) -> list[Line]:
    """Return the postings that bring the books to what was found."""
    books = dict(stock.balances.filter(lot_id__in=list(found)).values_list("lot_id", "quantity"))
    lines = []
    for lot in Lot.objects.filter(id__in=list(found)).order_by("id"):
        more = found[lot.id] - books.get(lot.id, Decimal(0))
        if more > 0:
            lines.append(Line(lot.id, lot.item, more, outside, stock))
        elif more < 0:
            lines.append(Line(lot.id, lot.item, -more, stock, outside))
    return lines
