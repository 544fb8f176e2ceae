"""Stores, and how much they hold together."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.readiness.domain.ledger import AccountKind
from anlan.readiness.models import Balance
from anlan.readiness.models import Store as Row
from anlan.readiness.selectors.scope import READ, fits, ordered, seen_by
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

SORTS = {"code": "code", "level": "level", "region": "region", "low": "low_count"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFilter:
    """Which stores are wanted; empty fields want all. ``item`` wants those that hold it."""

    level: str = ""
    region: str = ""
    item: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A store as other rooms see it: ``low_count`` items lie below their floor."""

    id: UUID
    code: str
    name: str
    level: int
    region: str
    longitude: float
    latitude: float
    keeper: people.Person | None
    item_count: int
    low_count: int
    is_demo: bool


def stores(actor: Actor, wanted: StoreFilter) -> Rows[Store]:
    """Return the stores that the actor may see and ``wanted`` fits."""
    return Rows(ordered(_counted(_chosen(actor, wanted)), wanted.sort, SORTS), _stores)


def store(actor: Actor, store_id: UUID) -> Store:
    """Return one store, or say that there is none where the actor may not see it."""
    row = _counted(Row.objects.filter(id=store_id)).first()
    if row is None:
        raise NotFound(what="store", id=str(store_id))
    require_visible(actor, READ, row.region, "store")
    return _stores([row])[0]


def store_counts(actor: Actor, wanted: StoreFilter) -> dict[str, int]:
    """Return how many stores there are of each level."""
    rows = _chosen(actor, wanted).order_by().values_list("level").annotate(count=Count("id"))
    return {str(level): count for level, count in rows}


def totals(actor: Actor, region: str = "") -> dict[str, Decimal]:
    """Return how much of each item all stores in the actor's regions (and in ``region``) hold."""
    held = Balance.objects.filter(account__kind=AccountKind.STOCK, quantity__gt=0)
    held = held.filter(account__store__in=seen_by(actor, Row.objects.order_by(), region))
    return dict(held.order_by().values_list("item").annotate(total=Sum("quantity")))


def _chosen(actor: Actor, wanted: StoreFilter) -> QuerySet[Row]:
    rows = seen_by(actor, Row.objects.all(), wanted.region)
    if wanted.level.isdecimal():
        rows = rows.filter(level=int(wanted.level))
    if wanted.item:
        rows = rows.filter(holdings__item=wanted.item, holdings__quantity__gt=0)
    return rows.filter(fits(wanted.text, "name", "code")) if wanted.text else rows


def _counted(rows: QuerySet[Row]) -> QuerySet[Row]:
    low = Count("holdings__id", filter=Q(holdings__quantity__lt=F("holdings__floor")), distinct=True)
    held = Count("holdings__id", filter=Q(holdings__quantity__gt=0), distinct=True)
    return rows.annotate(item_count=held, low_count=low)


def _stores(rows: Sequence[Row]) -> tuple[Store, ...]:
    keepers = people.persons_by_id(row.keeper_id for row in rows if row.keeper_id)
    return tuple(
        Store(
            id=row.id,
            code=row.code,
            name=row.name,
            level=row.level,
            region=row.region,
            longitude=row.location.x,
            latitude=row.location.y,
            keeper=keepers.get(row.keeper_id),
            item_count=row.item_count,
            low_count=row.low_count,
            is_demo=row.is_demo,
        )
        for row in rows
    )
