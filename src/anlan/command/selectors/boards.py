"""All orders of an incident: as a list with filters, step by step, and as the spans of a chart of time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.command.domain.orders import UNDONE, OrderAct, OrderState, is_overdue
from anlan.command.models import Order, OrderStep
from anlan.command.selectors.orders import OrderRow, counted, row_of, visible_to
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support.rows import Rows

_UNDONE = [state.value for state in UNDONE]
_SORTS = {"number": "number", "deadline": "deadline", "issued": "issued_at", "to": "to_label"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """Which orders are wanted; empty fields want all. ``state`` is a state, ``undone`` or ``late``."""

    state: str = ""
    text: str = ""
    sort: str = ""


def order_list(actor: Actor, incident_id: UUID, wanted: OrderFilter, now: datetime) -> Rows[OrderRow]:
    """Return the orders of an incident that the actor may see and ``wanted`` fits."""
    rows = Order.objects.filter(visible_to(actor), incident_id=incident_id)
    if wanted.state == "undone":
        rows = rows.filter(state__in=_UNDONE)
    elif wanted.state == "late":
        rows = rows.filter(state__in=_UNDONE, deadline__lt=now)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.text:
        rows = rows.filter(Q(text__icontains=wanted.text) | Q(to_label__icontains=wanted.text))
    key = wanted.sort.removeprefix("-")
    order = f"{'-' if wanted.sort.startswith('-') else ''}{_SORTS.get(key, 'number')}"
    return Rows(counted(rows).order_by(order, "number"), lambda found: [row_of(row, now) for row in found])


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStepRow:
    """One step of an order: when it happened by its doer's word, when it reached us."""

    order_id: UUID
    number: int
    to_label: str
    act: OrderAct
    by_name: str
    reason: str
    happened_at: datetime
    told_at: datetime

    @property
    def came_late(self) -> bool:
        """Tell whether it reached us more than a minute after it happened: a phone without a link."""
        return (self.told_at - self.happened_at).total_seconds() > 60


def order_steps(actor: Actor, incident_id: UUID) -> Rows[OrderStepRow]:
    """Return every step of an incident's orders that the actor may see, the latest first."""
    seen = Order.objects.filter(visible_to(actor), incident_id=incident_id)
    return _steps(OrderStep.objects.filter(order__in=seen))


def steps_of_order(actor: Actor, order_id: UUID) -> Rows[OrderStepRow]:
    """Return every step of one order, the latest first."""
    seen = Order.objects.filter(visible_to(actor), id=order_id)
    if not seen.exists():
        raise NotFound(what="order")
    return _steps(OrderStep.objects.filter(order_id=order_id))


def _steps(rows: "QuerySet[OrderStep]") -> Rows[OrderStepRow]:
    return Rows(
        rows.select_related("order").order_by("-happened_at", "-id"), lambda found: [_step(row) for row in found]
    )


def _step(row: OrderStep) -> OrderStepRow:
    return OrderStepRow(
        order_id=row.order_id,
        number=row.order.number,
        to_label=row.order.to_label,
        act=OrderAct(row.act),
        by_name=row.by_name,
        reason=row.reason,
        happened_at=row.happened_at,
        told_at=row.told_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSpan:
    """An order's times for a chart, with the numbers of all orders that had to be done first."""

    id: UUID
    number: int
    to_label: str
    text: str
    state: OrderState
    issued_at: datetime
    received_at: datetime | None
    ended_at: datetime | None
    deadline: datetime
    is_late: bool
    waits_for: tuple[int, ...]


def order_spans(actor: Actor, incident_id: UUID, now: datetime, *, limit: int = 200) -> tuple[OrderSpan, ...]:
    """Return the times of an incident's orders by number; at most ``limit``."""
    rows = Order.objects.filter(visible_to(actor), incident_id=incident_id).prefetch_related("waits_for")
    return tuple(_span(row, now) for row in rows.order_by("number")[:limit])


def _span(row: Order, now: datetime) -> OrderSpan:
    state = OrderState(row.state)
    ended_at = row.completed_at or row.closed_at
    was_late = state is not OrderState.CANCELLED and ended_at is not None and ended_at > row.deadline
    return OrderSpan(
        id=row.id,
        number=row.number,
        to_label=row.to_label,
        text=row.text,
        state=state,
        issued_at=row.issued_at,
        received_at=row.received_at,
        ended_at=ended_at,
        deadline=row.deadline,
        is_late=was_late or is_overdue(state, row.deadline, now),
        waits_for=tuple(sorted(other.number for other in row.waits_for.all())),
    )


def related(actor: Actor, order_id: UUID, now: datetime) -> tuple[tuple[OrderRow, ...], tuple[OrderRow, ...]]:
    """Return the orders that must be done before an order, and the parts into which it was divided."""
    seen = Order.objects.filter(visible_to(actor))
    return tuple(
        tuple(row_of(row, now) for row in counted(rows).order_by("number"))
        for rows in (seen.filter(awaited_by=order_id), seen.filter(parent_id=order_id))
    )
