"""The lines of loads, and what was called up of reserves, as the arithmetic of requests wants them."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from anlan.readiness.domain.requisitions import Load, ShipmentState
from anlan.readiness.domain.reserves import CallUpState
from anlan.readiness.models import CallUp, ShipmentLine

_STATES: Final = {
    CallUpState.CALLED: ShipmentState.UNDER_WAY,
    CallUpState.RECEIVED: ShipmentState.RECEIVED,
    CallUpState.CANCELLED: ShipmentState.CANCELLED,
}


def loads_of(requisition_id: UUID) -> list[Load]:
    """Return the lines of all loads that answer a request."""
    return loads_by_requisition([requisition_id])[requisition_id]


def loads_by_requisition(requisition_ids: Iterable[UUID]) -> dict[UUID, list[Load]]:
    """Return the lines of all loads and call-ups of some requests, in two queries."""
    found: dict[UUID, list[Load]] = {each: [] for each in requisition_ids}
    rows = ShipmentLine.objects.filter(shipment__requisition__in=list(found)).select_related("shipment")
    for row in rows.order_by("id"):
        load = Load(ShipmentState(row.shipment.state), row.item, row.planned, row.sent, row.received)
        found[row.shipment.requisition_id].append(load)
    for call in CallUp.objects.filter(requisition__in=list(found)).order_by("number"):
        if call.requisition_id:
            state = _STATES[CallUpState(call.state)]
            found[call.requisition_id].append(Load(state, call.item, call.quantity, call.quantity, call.received))
    return found
