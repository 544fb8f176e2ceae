"""The lines of loads, as the arithmetic of requests wants them."""

from collections.abc import Iterable
from uuid import UUID

from anlan.readiness.domain.requisitions import Load, ShipmentState
from anlan.readiness.models import ShipmentLine


def loads_of(requisition_id: UUID) -> list[Load]:
    """Return the lines of all loads that answer a request."""
    return loads_by_requisition([requisition_id])[requisition_id]


def loads_by_requisition(requisition_ids: Iterable[UUID]) -> dict[UUID, list[Load]]:
    """Return the lines of all loads of some requests, in one query."""
    found: dict[UUID, list[Load]] = {each: [] for each in requisition_ids}
    rows = ShipmentLine.objects.filter(shipment__requisition__in=list(found)).select_related("shipment")
    for row in rows.order_by("id"):
        load = Load(ShipmentState(row.shipment.state), row.item, row.planned, row.sent, row.received)
        found[row.shipment.requisition_id].append(load)
    return found
