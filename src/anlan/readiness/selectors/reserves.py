"""Agreement and capacity reserves, apart from stock: what they give, how soon, and what was called up of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.people import api as people
from anlan.readiness.domain.entries import ForceState
from anlan.readiness.domain.reserves import AGREEMENTS, CAPACITIES, RESERVES, Called, CallUpState, Contract, left_of
from anlan.readiness.models import CallUp, Force
from anlan.readiness.selectors.items import Item, item_of
from anlan.readiness.selectors.scope import seen_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """A reserve: ``left`` of an agreement, or ``per_day`` of a capacity; the first comes after ``lead_hours``."""

    id: UUID
    register: str
    name: str
    region: str
    item: Item
    left: Decimal | None
    per_day: Decimal | None
    lead_hours: float
    ends_on: date
    contact: people.Person | None
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUpRow:
    """A call-up as pages see it."""

    id: UUID
    number: int
    reserve_id: UUID
    register: str
    reserve: str
    requisition_id: UUID | None
    store_id: UUID
    store: str
    store_region: str
    item: Item
    quantity: Decimal
    received: Decimal | None
    state: str
    due_at: datetime
    called_by: str
    called_at: datetime
    note: str


def contract_of(row: Force) -> Contract:
    """Return the figures of a reserve's entry."""
    told = row.details
    return Contract(
        name=row.name,
        item=told["item"],
        lead_hours=float(told["lead_hours"]),
        begins_on=date.fromisoformat(told["begins_on"]),
        ends_on=date.fromisoformat(told["ends_on"]),
        quantity=Decimal(str(told["quantity"])) if row.register == AGREEMENTS else None,
        per_day=Decimal(str(told["per_day"])) if row.register == CAPACITIES else None,
    )


def called_of(reserve_id: UUID) -> list[Called]:
    """Return the call-ups of a reserve, as its arithmetic wants them."""
    return _called([reserve_id])[reserve_id]


def reserves_for(actor: Actor, items: Iterable[str], today: date) -> tuple[Reserve, ...]:
    """Return the reserves of the actor's regions that give some items today, the soonest first."""
    rows = Force.objects.filter(register__in=RESERVES, retired_at=None, details__item__in=list(items))
    rows = seen_by(actor, rows.exclude(state=ForceState.OUT_OF_USE))
    found = [each for each in _reserves(list(rows), today) if each.left is None or each.left > 0]
    return tuple(sorted(found, key=lambda each: (each.lead_hours, each.name)))


def reserve_totals(actor: Actor, today: date, region: str = "") -> dict[str, tuple[Decimal, Decimal]]:
    """Return by item what agreements still give and what capacities make a day, in the actor's regions."""
    found: dict[str, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
    rows = seen_by(actor, Force.objects.filter(register__in=RESERVES, retired_at=None), region)
    for each in _reserves(list(rows), today):
        left, per_day = found[each.item.code]
        found[each.item.code] = (left + (each.left or 0), per_day + (each.per_day or 0))
    return dict(found)


def left_of_reserves(rows: Sequence[Force]) -> dict[UUID, Decimal | None]:
    """Return what each reserve still gives."""
    called = _called([row.id for row in rows])
    return {row.id: left_of(contract_of(row), called[row.id]) for row in rows}


def call_ups_of(reserve_id: UUID) -> tuple[CallUpRow, ...]:
    """Return the last call-ups of a reserve; the caller has checked the reader."""
    return _rows(CallUp.objects.filter(reserve_id=reserve_id))


def call_ups_for(requisition_id: UUID) -> tuple[CallUpRow, ...]:
    """Return the call-ups that answer a request; the caller has checked the reader."""
    return _rows(CallUp.objects.filter(requisition_id=requisition_id))


def open_call_ups(store_id: UUID) -> tuple[CallUpRow, ...]:
    """Return what was called up for a store and has not come; the caller has checked the reader."""
    return _rows(CallUp.objects.filter(store_id=store_id, state=CallUpState.CALLED))


def _rows(rows: Any) -> tuple[CallUpRow, ...]:
    return tuple(
        CallUpRow(
            id=row.id,
            number=row.number,
            reserve_id=row.reserve_id,
            register=row.reserve.register,
            reserve=row.reserve.name,
            requisition_id=row.requisition_id,
            store_id=row.store_id,
            store=row.store.name,
            store_region=row.store.region,
            item=item_of(row.item),
            quantity=row.quantity,
            received=row.received,
            state=row.state,
            due_at=row.due_at,
            called_by=row.called_by_name,
            called_at=row.called_at,
            note=row.note,
        )
        for row in rows.select_related("reserve", "store")[:100]
    )


def _called(reserves: Sequence[UUID]) -> dict[UUID, list[Called]]:
    found: dict[UUID, list[Called]] = {each: [] for each in reserves}
    for row in CallUp.objects.filter(reserve__in=list(reserves)).order_by("number"):
        found[row.reserve_id].append(Called(CallUpState(row.state), row.quantity, row.received))
    return found


def _reserves(rows: Sequence[Force], today: date) -> list[Reserve]:
    """Return the reserves whose contract is in force."""
    known = {row.id: contract_of(row) for row in rows}
    rows = [row for row in rows if known[row.id].is_in_force(today)]
    called = _called([row.id for row in rows])
    persons = people.persons_by_id(row.contact_id for row in rows if row.contact_id)
    return [
        Reserve(
            id=row.id,
            register=row.register,
            name=row.name,
            region=row.region,
            item=item_of(known[row.id].item),
            left=left_of(known[row.id], called[row.id]),
            per_day=known[row.id].per_day,
            lead_hours=known[row.id].lead_hours,
            ends_on=known[row.id].ends_on,
            contact=persons.get(row.contact_id),
            is_demo=row.is_demo,
        )
        for row in rows
    ]
