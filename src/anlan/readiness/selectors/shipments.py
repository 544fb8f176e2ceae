"""Loads on their way between stores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.readiness.models import Shipment as Row
from anlan.readiness.models import ShipmentLine as LineRow
from anlan.readiness.selectors.items import Item, item_of
from anlan.readiness.selectors.scope import READ
from anlan.support.rights import within
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentFilter:
    """Which loads are wanted; empty fields want all."""

    state: str = ""
    text: str = ""
    requisition_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ShipmentLine:
    """How much of an item a load was to carry, carries, and brought."""

    item: Item
    planned: Decimal
    sent: Decimal | None
    received: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A load as pages see it."""

    id: UUID
    number: int
    requisition_id: UUID
    requisition_number: int
    reason: str
    source: str
    source_region: str
    target: str
    target_id: UUID
    target_region: str
    state: str
    approved_by: str
    approved_at: datetime
    vehicle: str
    driver: str
    expected_at: datetime | None
    sent_by: str
    sent_at: datetime | None
    last_place: str
    last_seen_at: datetime | None
    received_by: str
    received_at: datetime | None
    note: str
    lines: tuple[ShipmentLine, ...]


def shipments(actor: Actor, wanted: ShipmentFilter) -> Rows[Shipment]:
    """Return the loads from or to the actor's regions, the latest first."""
    return Rows(_chosen(actor, wanted).select_related("source", "target", "requisition").order_by("-number"), _views)


def shipment_counts(actor: Actor, wanted: ShipmentFilter) -> dict[str, int]:
    """Return how many loads there are in each state."""
    rows = _chosen(actor, ShipmentFilter(text=wanted.text)).order_by()
    return dict(rows.values_list("state").annotate(count=Count("id")))


def shipment(actor: Actor, shipment_id: UUID) -> Shipment:
    """Return one load, or say that there is none where the actor may see neither end."""
    rows = _chosen(actor, ShipmentFilter()).select_related("source", "target", "requisition").filter(id=shipment_id)
    found = _views(list(rows))
    if not found:
        raise NotFound(what="shipment", id=str(shipment_id))
    return found[0]


def _chosen(actor: Actor, wanted: ShipmentFilter) -> QuerySet[Row]:
    rows = Row.objects.filter(within(actor, READ, "source__region") | within(actor, READ, "target__region"))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.requisition_id:
        rows = rows.filter(requisition=wanted.requisition_id)
    if wanted.text:
        ends = Q(source__name__icontains=wanted.text) | Q(target__name__icontains=wanted.text)
        rows = rows.filter(ends | Q(vehicle__icontains=wanted.text))
    return rows


def _views(rows: Sequence[Row]) -> tuple[Shipment, ...]:
    lines: dict[UUID, list[ShipmentLine]] = {row.id: [] for row in rows}
    for line in LineRow.objects.filter(shipment__in=list(lines)).order_by("id"):
        lines[line.shipment_id].append(ShipmentLine(item_of(line.item), line.planned, line.sent, line.received))
    return tuple(_view(row, tuple(lines[row.id])) for row in rows)


def _view(row: Row, lines: tuple[ShipmentLine, ...]) -> Shipment:
    return Shipment(
        id=row.id,
        number=row.number,
        requisition_id=row.requisition_id,
        requisition_number=row.requisition.number,
        reason=row.requisition.reason,
        source=row.source.name,
        source_region=row.source.region,
        target=row.target.name,
        target_id=row.target_id,
        target_region=row.target.region,
        state=row.state,
        approved_by=row.approved_by_name,
        approved_at=row.approved_at,
        vehicle=row.vehicle,
        driver=row.driver,
        expected_at=row.expected_at,
        sent_by=row.sent_by_name,
        sent_at=row.sent_at,
        last_place=row.last_place,
        last_seen_at=row.last_seen_at,
        received_by=row.received_by_name,
        received_at=row.received_at,
        note=row.note,
        lines=lines,
    )
