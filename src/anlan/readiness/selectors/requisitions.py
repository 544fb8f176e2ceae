"""Requests for supplies: what was asked for, what has come, and which stores could send the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.contrib.gis.db.models.functions import Distance
from django.db.models import Count, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.readiness.domain.requisitions import Load, ShipmentState, still_open
from anlan.readiness.models import Requisition as Row
from anlan.readiness.models import Store
from anlan.readiness.selectors.free_stock import free_by_store
from anlan.readiness.selectors.items import Item, item_of
from anlan.readiness.selectors.loads import loads_by_requisition
from anlan.readiness.selectors.scope import READ, seen_by
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

_SORTS = {"number": "number", "needed": "needed_by", "asked": "asked_at"}
_CANDIDATES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionFilter:
    """Which requests are wanted; empty fields want all."""

    state: str = ""
    region: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionLine:
    """How far an item that was asked for has come."""

    item: Item
    wanted: Decimal
    planned: Decimal
    under_way: Decimal
    received: Decimal
    open: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisition:
    """A request for supplies as pages see it."""

    id: UUID
    number: int
    store_id: UUID
    store: str
    region: str
    addressed_to: str
    reason: str
    incident_id: UUID | None
    needed_by: datetime | None
    state: str
    said: str
    asked_by_id: str
    asked_by: str
    asked_at: datetime
    lines: tuple[RequisitionLine, ...]

    @property
    def is_filled(self) -> bool:
        """Tell whether nothing is open any more."""
        return not any(line.open for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A store that could send something of what is open: how far it is in a straight line, and what it has."""

    store_id: UUID
    name: str
    region: str
    km: float
    held: tuple[tuple[Item, Decimal, Decimal], ...]


def requisitions(actor: Actor, wanted: RequisitionFilter) -> Rows[Requisition]:
    """Return the requests of the actor's regions that ``wanted`` fits, the latest first."""
    key = _SORTS.get(wanted.sort.removeprefix("-"), "")
    order = [f"-{key}" if wanted.sort.startswith("-") else key] if key else []
    return Rows(_chosen(actor, wanted).select_related("store").order_by(*order, "-number"), _views)


def requisition_counts(actor: Actor, wanted: RequisitionFilter) -> dict[str, int]:
    """Return how many requests there are in each state."""
    rows = _chosen(actor, RequisitionFilter(region=wanted.region, text=wanted.text)).order_by()
    return dict(rows.values_list("state").annotate(count=Count("id")))


def requisition(actor: Actor, requisition_id: UUID) -> Requisition:
    """Return one request, or say that there is none where the actor may not see it."""
    row = Row.objects.select_related("store").filter(id=requisition_id).first()
    if row is None:
        raise NotFound(what="requisition", id=str(requisition_id))
    require_visible(actor, READ, row.region, "requisition")
    return _views([row])[0]


def candidates(request: Requisition, today: date) -> tuple[Candidate, ...]:
    """Return the nearest stores of the deciding region that hold something of what is open, fit for use and free."""
    left = {line.item.code: line.open for line in request.lines if line.open > 0}
    home = Store.objects.get(id=request.store_id)
    near = Store.objects.filter(region__startswith=request.addressed_to, is_demo=home.is_demo).exclude(id=home.id)
    near = near.filter(holdings__item__in=list(left), holdings__quantity__gt=0).distinct()
    rows = list(near.annotate(distance=Distance("location", home.location)).order_by("distance")[:_CANDIDATES])
    held = free_by_store([row.id for row in rows], left, today)
    return tuple(
        Candidate(
            store_id=row.id,
            name=row.name,
            region=row.region,
            km=row.distance.km,
            held=tuple((item_of(item), there, min(there, left[item])) for item, there in sorted(held[row.id].items())),
        )
        for row in rows
        if held[row.id]
    )


def _chosen(actor: Actor, wanted: RequisitionFilter) -> QuerySet[Row]:
    rows = seen_by(actor, Row.objects.all(), wanted.region)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.text:
        named = Q(store__name__icontains=wanted.text) | Q(reason__icontains=wanted.text)
        rows = rows.filter(named | Q(number=int(wanted.text)) if _is_number(wanted.text) else named)
    return rows


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _views(rows: Sequence[Row]) -> tuple[Requisition, ...]:
    ids = [row.id for row in rows]
    loads = loads_by_requisition(ids)
    lines: dict[UUID, dict[str, Decimal]] = {each: {} for each in ids}
    for line in Row.objects.filter(id__in=ids).order_by("lines__id").values_list("id", "lines__item", "lines__wanted"):
        lines[line[0]][line[1]] = line[2]
    return tuple(_view(row, lines[row.id], loads[row.id]) for row in rows)


def _view(row: Row, wanted: dict[str, Decimal], loads: list[Load]) -> Requisition:
    left = still_open(wanted, loads)
    return Requisition(
        id=row.id,
        number=row.number,
        store_id=row.store_id,
        store=row.store.name,
        region=row.region,
        addressed_to=row.addressed_to,
        reason=row.reason,
        incident_id=row.incident_id,
        needed_by=row.needed_by,
        state=row.state,
        said=row.said,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by_name,
        asked_at=row.asked_at,
        lines=tuple(
            RequisitionLine(
                item=item_of(item),
                wanted=quantity,
                planned=_in_state(loads, item, ShipmentState.APPROVED),
                under_way=_in_state(loads, item, ShipmentState.UNDER_WAY),
                received=_in_state(loads, item, ShipmentState.RECEIVED),
                open=left[item],
            )
            for item, quantity in wanted.items()
        ),
    )


def _in_state(loads: list[Load], item: str, state: ShipmentState) -> Decimal:
    return sum((load.counted for load in loads if load.item == item and load.state is state), Decimal(0))
