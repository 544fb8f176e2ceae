"""A reserve is called up, delivers into a store's ledger, or is called off."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.readiness.domain.entries import ForceState
from anlan.readiness.domain.ledger import AccountKind, MoveNeedsReason, checked_quantity
from anlan.readiness.domain.requisitions import ApproverIsRequester, LossNeedsNote, MoreThanAsked, requisition_after
from anlan.readiness.domain.requisitions import RequisitionAct as Act
from anlan.readiness.domain.reserves import (
    RESERVES,
    CallUpAct,
    ContractNotInForce,
    MoreThanReserved,
    ReserveOutOfReach,
    call_up_after,
    due_at,
    left_of,
)
from anlan.readiness.events import ReserveCalledUp
from anlan.readiness.models import CallUp, Force, Requisition, Store
from anlan.readiness.selectors.reserves import called_of, contract_of
from anlan.readiness.selectors.scope import READ
from anlan.readiness.services import ledger
from anlan.readiness.services.ledger import Line, LotDetails, Paper
from anlan.readiness.services.ordering import ORDER
from anlan.readiness.services.requisitions import close_if_filled, locked, next_number, open_lines
from anlan.readiness.services.shipments import RECEIVE
from anlan.support import journal, rights

CALL_UP: Final = "readiness.call_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCallUp:
    """How much of a reserve is to come to which store; ``requisition_id`` names the request that it answers."""

    reserve_id: UUID
    store_id: UUID
    quantity: Decimal
    requisition_id: UUID | None = None
    note: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What has come of a call-up, in which batch; the note says where the rest is."""

    quantity: Decimal
    lot: LotDetails = field(default_factory=LotDetails)
    note: str = ""


@transaction.atomic
def call_up_reserve(*, new: NewCallUp, actor: Actor, now: datetime) -> UUID:
    """Order a supplier to deliver under the contract; return the call-up's id. Stock grows only when it has come."""
    reserve = (
        Force.objects.select_for_update().filter(id=new.reserve_id, register__in=RESERVES, retired_at=None).first()
    )
    if reserve is None:
        raise NotFound(what="reserve", id=str(new.reserve_id))
    rights.require_visible(actor, READ, reserve.region, "reserve")
    rights.require(actor, CALL_UP, reserve.region)
    known = CallUp.objects.filter(called_by_id=actor.id, token=new.token).first() if new.token else None
    if known is not None:
        return known.id
    store = Store.objects.filter(id=new.store_id, is_demo=reserve.is_demo).first()
    request = _request(new, actor)
    contract, called, quantity = contract_of(reserve), called_of(reserve.id), checked_quantity(new.quantity)
    if store is None or (request is not None and request.store_id != store.id):
        raise ReserveOutOfReach(reserve=reserve.name)
    rights.require_visible(actor, READ, store.region, "store")
    if reserve.state == ForceState.OUT_OF_USE or not contract.is_in_force(in_china(now).date()):
        raise ContractNotInForce(reserve=reserve.name)
    left, item = left_of(contract, called), ledger.known_item(contract.item)
    if left is not None and quantity > left:
        raise MoreThanReserved(reserve=reserve.name, left=left, wanted=quantity, unit=item.unit)
    _check_open(request, item.code, item.name, quantity)
    row = CallUp.objects.create(
        number=next_number(CallUp),
        reserve=reserve,
        requisition=request,
        store=store,
        item=item.code,
        quantity=quantity,
        due_at=due_at(contract, called, quantity, now),
        called_by_id=actor.id,
        called_by_name=actor.name,
        called_at=now,
        note=new.note,
        token=new.token,
    )
    _announce(row, "call_up", quantity, new.note, actor=actor, now=now)
    return row.id


@transaction.atomic
def receive_call_up(*, call_up_id: UUID, delivery: Delivery, actor: Actor, now: datetime) -> None:
    """Take in what the supplier has brought: only now it is stock. Less than was called needs a note."""
    row = _locked(call_up_id, actor)
    rights.require(actor, RECEIVE, row.store.region)
    row.state = call_up_after(row.state, CallUpAct.RECEIVE)
    came, item = checked_quantity(delivery.quantity), ledger.known_item(row.item)
    if came > row.quantity:
        raise MoreThanAsked(item=item.name, given=came, open=row.quantity)
    if came < row.quantity and not delivery.note.strip():
        raise LossNeedsNote()
    source, stock = ledger.account(AccountKind.SUPPLIER), ledger.account(AccountKind.STOCK, row.store)
    ledger.lock((source, stock))
    lot = LotDetails(
        number=delivery.lot.number,
        made_on=delivery.lot.made_on,
        expires_on=delivery.lot.expires_on,
        origin=delivery.lot.origin or row.reserve.name,
    )
    paper = Paper(
        kind="call_up",
        reason=row.reserve.name,
        document=str(row.reserve.details.get("contract", ""))[:60],
        party=row.reserve.name,
        subject_id=row.id,
    )
    line = Line(ledger.lot_of(row.item, lot), row.item, came, source, stock)
    ledger.post(row.store, paper, [line], actor=actor, now=now)
    _end(row, came, delivery.note, actor, now)
    _announce(row, CallUpAct.RECEIVE, came, delivery.note, actor=actor, now=now)
    if row.requisition is not None:
        close_if_filled(row.requisition, actor, now)


@transaction.atomic
def cancel_call_up(*, call_up_id: UUID, said: str, actor: Actor, now: datetime) -> None:
    """Call off what has not come; the contract gives it again."""
    row = _locked(call_up_id, actor)
    rights.require(actor, CALL_UP, row.reserve.region)
    row.state = call_up_after(row.state, CallUpAct.CANCEL)
    if not said.strip():
        raise MoveNeedsReason()
    _end(row, None, said, actor, now)
    _announce(row, CallUpAct.CANCEL, row.quantity, said, actor=actor, now=now)


def _request(new: NewCallUp, actor: Actor) -> Requisition | None:
    """Return the locked request that the call-up answers; who asked decides only where he leads the response."""
    if new.requisition_id is None:
        return None
    row = locked(new.requisition_id, actor)
    requisition_after(row.state, Act.APPROVE)
    if row.asked_by_id == actor.id and not rights.may(actor, ORDER, row.addressed_to):
        raise ApproverIsRequester()
    return row


def _check_open(request: Requisition | None, item: str, name: str, quantity: Decimal) -> None:
    if request is None:
        return
    left = open_lines(request).get(item, Decimal(0))
    if quantity > left:
        raise MoreThanAsked(item=name, given=quantity, open=left)


def _locked(call_up_id: UUID, actor: Actor) -> CallUp:
    rows = CallUp.objects.select_for_update(of=("self",)).select_related("reserve", "store", "requisition__store")
    row = rows.filter(id=call_up_id).first()
    if row is None:
        raise NotFound(what="call_up", id=str(call_up_id))
    if not rights.may(actor, READ, row.reserve.region):
        rights.require_visible(actor, READ, row.store.region, "call_up")
    return row


def _end(row: CallUp, received: Decimal | None, note: str, actor: Actor, now: datetime) -> None:
    row.received, row.note, row.ended_by_name, row.ended_at = received, note.strip() or row.note, actor.name, now
    row.save(update_fields=["state", "received", "note", "ended_by_name", "ended_at"])


def _announce(row: CallUp, act: str, quantity: Decimal, said: str, *, actor: Actor, now: datetime) -> None:
    item = ledger.known_item(row.item)
    event = ReserveCalledUp(
        subject=f"force:{row.reserve_id}",
        region=row.store.region,
        incident_id=row.requisition.incident_id if row.requisition else None,
        number=row.number,
        reserve=row.reserve.name,
        store=row.store.name,
        act=act,
        goods=f"{item.name} {quantity.normalize():f} {item.unit}",
        said=said,
    )
    journal.announce(event, actor=actor, now=now)
