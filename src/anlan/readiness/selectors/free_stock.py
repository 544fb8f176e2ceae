"""What stores could send: fit for use, and not promised to a request by a load that waits to be loaded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from anlan.readiness.domain.ledger import AccountKind, Held, pick
from anlan.readiness.domain.requisitions import ShipmentState
from anlan.readiness.models import Balance, Norm, ShipmentLine, Store


@dataclass(frozen=True, slots=True)
class Batch:
    """A part of a store's free stock that would go first or next: the label's code, when it expires, how much."""

    code: str
    expires_on: date | None
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeStock:
    """How much of an item a store could send; ``floor`` is what it should keep; batches as they would be loaded."""

    store_id: UUID
    store: str
    region: str
    longitude: float
    latitude: float
    is_demo: bool
    item: str
    quantity: Decimal
    floor: Decimal
    batches: tuple[Batch, ...]

    def first(self, wanted: Decimal) -> tuple[Batch, ...]:
        """Return the batches of the first ``wanted`` pieces, nearest expiry first."""
        found, left = [], wanted
        for each in self.batches:
            if left <= 0:
                break
            found.append(Batch(each.code, each.expires_on, min(left, each.quantity)))
            left -= each.quantity
        return tuple(found)


def free_stock(region: str, items: Iterable[str], today: date) -> tuple[FreeStock, ...]:
    """Return what the stores of a region could send of some items; the caller has checked the right to send it."""
    wanted = list(items)
    rows = _fit(Store.objects.filter(region__startswith=region).values("id"), wanted, today)
    batches: dict[tuple[UUID, str], list[Balance]] = {}
    for row in rows.select_related("lot", "account"):
        if row.account.store_id:
            batches.setdefault((row.account.store_id, row.item), []).append(row)
    stores = Store.objects.in_bulk({store_id for store_id, _ in batches})
    floors = {(row.store_id, row.item): row.floor for row in Norm.objects.filter(store__in=list(stores))}
    promised = _promised(list(stores))
    return tuple(
        stock
        for (store_id, item), held in sorted(batches.items(), key=lambda pair: (str(pair[0][0]), pair[0][1]))
        if (stock := _stock(stores[store_id], item, held, (promised, floors), today)).quantity > 0
    )


def free_by_store(stores: Sequence[UUID], items: Iterable[str], today: date) -> dict[UUID, dict[str, Decimal]]:
    """Return how much of some items each store could send."""
    promised = _promised(stores)
    found: dict[UUID, dict[str, Decimal]] = {each: {} for each in stores}
    rows = _fit(stores, items, today).values_list("account__store_id", "item").annotate(total=Sum("quantity"))
    for store_id, item, total in rows:
        if (free := total - promised.get((store_id, item), Decimal(0))) > 0:
            found[store_id][item] = free
    return found


def _fit(stores: object, items: Iterable[str], today: date) -> QuerySet[Balance]:
    rows = Balance.objects.filter(account__kind=AccountKind.STOCK, account__store__in=stores, item__in=list(items))
    rows = rows.filter(Q(lot__expires_on=None) | Q(lot__expires_on__gte=today), quantity__gt=0)
    return rows.order_by()


def _promised(stores: Sequence[UUID]) -> dict[tuple[UUID, str], Decimal]:
    """Return what waits to be loaded, by store and item."""
    rows = ShipmentLine.objects.filter(shipment__source__in=list(stores), shipment__state=ShipmentState.APPROVED)
    told = rows.order_by().values_list(F("shipment__source_id"), "item").annotate(total=Sum("planned"))
    return {(store_id, item): total for store_id, item, total in told}


def _stock(
    store: Store,
    item: str,
    held: list[Balance],
    known: tuple[dict[tuple[UUID, str], Decimal], dict[tuple[UUID, str], Decimal]],
    today: date,
) -> FreeStock:
    promised, floors = known
    total = sum((row.quantity for row in held), Decimal(0))
    gone = min(total, promised.get((store.id, item), Decimal(0)))
    return FreeStock(
        store_id=store.id,
        store=store.name,
        region=store.region,
        longitude=store.location.x,
        latitude=store.location.y,
        is_demo=store.is_demo,
        item=item,
        quantity=total - gone,
        floor=floors.get((store.id, item), Decimal(0)),
        batches=_left(held, gone, today),
    )


def _left(held: list[Balance], gone: Decimal, today: date) -> tuple[Batch, ...]:
    """Return the batches that are left when what was promised has gone, nearest expiry first."""
    lots = {row.lot_id: row.lot for row in held}
    quantities = {row.lot_id: row.quantity for row in held}
    if gone:
        for lot_id, part in pick([Held(each, lots[each].expires_on, quantities[each]) for each in lots], gone, today):
            quantities[lot_id] -= part
    order = sorted(lots.values(), key=lambda lot: (lot.expires_on or date.max, lot.id))
    return tuple(Batch(lot.code, lot.expires_on, quantities[lot.id]) for lot in order if quantities[lot.id] > 0)
