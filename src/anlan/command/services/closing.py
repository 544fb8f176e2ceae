"""What the command does with an order: find it done, send it back, cancel it, give it more time, see it late."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command.domain.orders import UNDONE, OrderAct, OrderState, check_deadline
from anlan.command.domain.responses import checked_text
from anlan.command.events import OrderCancelled, OrderExtended, OrderOverdue, OrderReturned, OrderVerified
from anlan.command.models import Order
from anlan.command.services.orders import announce, locked_order
from anlan.command.services.steps import store, take_step
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.support import rights

_OVERDUE_AT_A_TIME = 100


@transaction.atomic
def verify_order(*, order_id: UUID, actor: Actor, now: datetime) -> OrderState:
    """Find an order done."""
    order = _locked_for_command(order_id, actor)
    order.closed_at = take_step(order, OrderAct.VERIFY, actor=actor, now=now)
    order.closed_by = actor.name
    store(order)
    announce(OrderVerified, order, actor, now)
    return OrderState(order.state)


@transaction.atomic
def return_order(*, order_id: UUID, reason: str, actor: Actor, now: datetime) -> OrderState:
    """Send a completion back to its receiver and say what is missing."""
    order = _locked_for_command(order_id, actor)
    reason = checked_text("reason", reason)
    take_step(order, OrderAct.RETURN, actor=actor, now=now, reason=reason)
    order.close_reason = reason
    order.completed_by, order.completed_at = "", None
    store(order)
    announce(OrderReturned, order, actor, now, reason=reason)
    return OrderState(order.state)


@transaction.atomic
def cancel_order(*, order_id: UUID, reason: str, actor: Actor, now: datetime) -> OrderState:
    """Cancel an undone order and say why."""
    order = _locked_for_command(order_id, actor)
    reason = checked_text("reason", reason)
    order.closed_at = take_step(order, OrderAct.CANCEL, actor=actor, now=now, reason=reason)
    order.closed_by, order.close_reason = actor.name, reason
    store(order)
    announce(OrderCancelled, order, actor, now, reason=reason)
    return OrderState(order.state)


@transaction.atomic
def extend_deadline(*, order_id: UUID, deadline: datetime, reason: str, actor: Actor, now: datetime) -> OrderState:
    """Give an undone order more time and say why; its ladder begins anew with the new deadline."""
    order = _locked_for_command(order_id, actor)
    reason = checked_text("reason", reason)
    check_deadline(deadline, now)
    if deadline <= order.deadline:
        raise InvalidValue(field="deadline", value=deadline.isoformat(), rule="later_than_before")
    take_step(order, OrderAct.EXTEND, actor=actor, now=now, reason=reason)
    order.deadline, order.overdue_at = deadline, None
    store(order)
    announce(OrderExtended, order, actor, now, reason=reason)
    return OrderState(order.state)


@transaction.atomic
def mark_overdue_orders(*, actor: Actor, now: datetime) -> int:
    """Announce, once each, the undone orders whose deadline has passed; return how many."""
    rows = Order.objects.select_for_update(skip_locked=True).filter(
        state__in=[state.value for state in UNDONE], overdue_at=None, rested_at=None, deadline__lt=now
    )
    overdue = tuple(rows.order_by("deadline")[:_OVERDUE_AT_A_TIME])
    for order in overdue:
        order.overdue_at = now
        order.save(update_fields=["overdue_at"])
        announce(OrderOverdue, order, actor, now)
    return len(overdue)


def _locked_for_command(order_id: UUID, actor: Actor) -> Order:
    order = locked_order(order_id, actor)
    incident = incidents.incident(actor, order.incident_id)
    rights.require(actor, "command.verify_orders", incident.region)
    return order
