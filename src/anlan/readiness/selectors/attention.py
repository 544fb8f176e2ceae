"""What of the supplies asks for somebody: past its date or soon so, too little, too much, lent out, owed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from anlan.kernel.actors import Actor
from anlan.readiness.domain.ledger import AccountKind
from anlan.readiness.domain.reserves import RESERVES
from anlan.readiness.models import Balance, Entry, Force, Holding
from anlan.readiness.selectors.items import Item, item_of, items
from anlan.readiness.selectors.reserves import left_of_reserves
from anlan.readiness.selectors.scope import READ
from anlan.support.rights import within
from anlan.support.rows import Rows
from anlan.support.tables import load_table

KINDS: Final = ("expired", "urgent", "soon", "low", "over", "lent", "owed", "contract")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionRow:
    """Something of a store that asks for somebody, or a reserve (``register``) whose contract ends."""

    store_id: UUID
    store: str
    region: str
    item: Item
    lot_code: str
    quantity: Decimal
    floor: Decimal
    ceiling: Decimal
    expires_on: date | None
    party: str
    due_on: date | None
    register: str = ""


def attention(actor: Actor, kind: str, today: date, text: str = "", region: str = "") -> Rows[AttentionRow]:
    """Return what asks for somebody in the actor's regions, or in one of them, of one kind, the most urgent first."""
    find, read = _QUESTIONS[kind]
    rows = find(today)
    scope, goods = _SCOPES.get(rows.model, ("store__", "item"))
    rows = rows.filter(within(actor, READ, f"{scope}region"), **{f"{scope}region__startswith": region})
    if text:
        wanted = [code for code, item in items().items() if text in item.name]
        rows = rows.filter(Q(**{f"{scope}name__icontains": text}) | Q(**{f"{goods}__in": wanted}))
    return Rows(rows, read)


def attention_counts(actor: Actor, today: date, region: str = "") -> dict[str, int]:
    """Return how much asks for somebody, by kind, in the actor's regions or in one of them."""
    return {kind: len(attention(actor, kind, today, region=region)) for kind in KINDS}


def bounds() -> tuple[int, int]:
    """Return how many days before its date goods are urgent, and from when they are warned of."""
    table = load_table("anlan.readiness", "supplies")["expiry"]
    return table["urgent_days"], table["warn_days"]


def _expiring(first: int | None, last: int) -> Callable[[date], QuerySet[Any]]:
    """Return the question for batches that expire from ``first`` to ``last`` days from today."""

    def find(today: date) -> QuerySet[Any]:
        rows = Balance.objects.filter(account__kind=AccountKind.STOCK, quantity__gt=0)
        rows = rows.filter(lot__expires_on__lte=today + timedelta(days=last))
        if first is not None:
            rows = rows.filter(lot__expires_on__gte=today + timedelta(days=first))
        return rows.select_related("lot", "account__store").order_by("lot__expires_on", "id")

    return find


def _low(today: date) -> QuerySet[Any]:
    return Holding.objects.filter(quantity__lt=F("floor")).select_related("store").order_by("store__code", "item")


def _over(today: date) -> QuerySet[Any]:
    rows = Holding.objects.filter(ceiling__gt=0, quantity__gt=F("ceiling"))
    return rows.select_related("store").order_by("store__code", "item")


def _ending(today: date) -> QuerySet[Any]:
    """Return the reserves whose contract has ended or ends within the days of warning."""
    rows = Force.objects.filter(register__in=RESERVES, retired_at=None)
    return rows.filter(expires_on__lte=today + timedelta(days=_WARNED)).order_by("expires_on", "id")


def _outside(kind: AccountKind, entry: str) -> Callable[[date], QuerySet[Any]]:
    """Return the question for what is lent or owed, with the latest day that was agreed."""

    def find(today: date) -> QuerySet[Any]:
        agreed = Entry.objects.filter(
            kind=entry, store=OuterRef("account__store"), party=OuterRef("account__party")
        ).order_by()
        due = agreed.values("store").annotate(due=Max("due_on")).values("due")
        rows = Balance.objects.filter(account__kind=kind).exclude(quantity=0)
        rows = rows.annotate(due_on=Subquery(due)).select_related("lot", "account__store")
        return rows.order_by(F("due_on").asc(nulls_last=True), "id")

    return find


def _of_balances(rows: Sequence[Any]) -> list[AttentionRow]:
    return [
        AttentionRow(
            store_id=row.account.store_id,
            store=row.account.store.name,
            region=row.account.store.region,
            item=item_of(row.item),
            lot_code=row.lot.code,
            quantity=abs(row.quantity),
            floor=Decimal(0),
            ceiling=Decimal(0),
            expires_on=row.lot.expires_on,
            party=row.account.party,
            due_on=getattr(row, "due_on", None),
        )
        for row in rows
    ]


def _of_holdings(rows: Sequence[Any]) -> list[AttentionRow]:
    return [
        AttentionRow(
            store_id=row.store_id,
            store=row.store.name,
            region=row.store.region,
            item=item_of(row.item),
            lot_code="",
            quantity=row.quantity,
            floor=row.floor,
            ceiling=row.ceiling,
            expires_on=row.expires_on,
            party="",
            due_on=None,
        )
        for row in rows
    ]


def _of_reserves(rows: Sequence[Any]) -> list[AttentionRow]:
    left = left_of_reserves(rows)
    return [
        AttentionRow(
            store_id=row.id,
            store=row.name,
            region=row.region,
            item=item_of(row.details["item"]),
            lot_code="",
            quantity=left[row.id] or Decimal(0),
            floor=Decimal(0),
            ceiling=Decimal(0),
            expires_on=row.expires_on,
            party=row.details.get("contract", ""),
            due_on=None,
            register=row.register,
        )
        for row in rows
    ]


_SCOPES: Final[dict[type[Any], tuple[str, str]]] = {Balance: ("account__store__", "item"), Force: ("", "details__item")}
_URGENT, _WARNED = bounds()
_QUESTIONS: Final[dict[str, tuple[Callable[[date], QuerySet[Any]], Callable[[Sequence[Any]], list[AttentionRow]]]]] = {
    "expired": (_expiring(None, -1), _of_balances),
    "urgent": (_expiring(0, _URGENT), _of_balances),
    "soon": (_expiring(_URGENT + 1, _WARNED), _of_balances),
    "low": (_low, _of_holdings),
    "over": (_over, _of_holdings),
    "lent": (_outside(AccountKind.LENT, "lend"), _of_balances),
    "owed": (_outside(AccountKind.OWED, "borrow"), _of_balances),
    "contract": (_ending, _of_reserves),
}
