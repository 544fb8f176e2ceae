"""Routes of reserves: what is to come, calling up, taking in."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from anlan.kernel import clock
from anlan.readiness import api
from anlan.web.auth import signed_in_api

router = Router(tags=["readiness"], auth=signed_in_api)


class CallUpOut(Schema):
    """What was called up of a reserve and is to come."""

    id: UUID
    number: int
    reserve: str
    item: str
    quantity: Decimal
    state: str
    due_at: datetime


class CallUpIn(Schema):
    """A reserve to be called up; the same token calls up once."""

    reserve_id: UUID
    store_id: UUID
    quantity: Decimal
    requisition_id: UUID | None = None
    note: str = ""
    token: str = ""


class DeliveryIn(Schema):
    """What has come of a call-up, in which batch."""

    quantity: Decimal
    number: str = ""
    expires_on: date | None = None
    note: str = ""


class CallUpIdOut(Schema):
    """The call-up."""

    id: UUID


@router.get("/readiness/stores/{store_id}/call-ups", response=list[CallUpOut])
def call_ups(request: HttpRequest, store_id: UUID) -> list[CallUpOut]:
    """List what was called up of reserves for a store and has not come."""
    api.store(request.auth, store_id)
    return [
        CallUpOut(
            id=row.id,
            number=row.number,
            reserve=row.reserve,
            item=row.item.code,
            quantity=row.quantity,
            state=row.state,
            due_at=row.due_at,
        )
        for row in api.open_call_ups(store_id)
    ]


@router.post("/readiness/call-ups", response=CallUpIdOut)
def call_up(request: HttpRequest, body: CallUpIn) -> CallUpIdOut:
    """Call up a reserve for a store."""
    new = api.NewCallUp(
        reserve_id=body.reserve_id,
        store_id=body.store_id,
        quantity=body.quantity,
        requisition_id=body.requisition_id,
        note=body.note[:300],
        token=body.token[:60],
    )
    return CallUpIdOut(id=api.call_up_reserve(new=new, actor=request.auth, now=clock.now()))


@router.post("/readiness/call-ups/{call_up_id}/receive", response=CallUpIdOut)
def receive_call_up(request: HttpRequest, call_up_id: UUID, body: DeliveryIn) -> CallUpIdOut:
    """Take in what a supplier has brought."""
    lot = api.LotDetails(number=body.number[:40], expires_on=body.expires_on)
    delivery = api.Delivery(quantity=body.quantity, lot=lot, note=body.note[:300])
    api.receive_call_up(call_up_id=call_up_id, delivery=delivery, actor=request.auth, now=clock.now())
    return CallUpIdOut(id=call_up_id)
