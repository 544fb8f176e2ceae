"""Issuing orders and carrying them out; each step once, however often a button is pressed."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.command.domain.orders import (
    UNDONE,
    NewOrder,
    OrderAct,
    OrderState,
    Receiver,
    after,
    check_completion,
    check_order,
)
from anlan.command.domain.responses import RUNNING, PlannedTask, checked_text
from anlan.command.events import (
    OrderCancelled,
    OrderCompleted,
    OrderEvent,
    OrderIssued,
    OrderOverdue,
    OrderReceived,
    OrderReturned,
    OrderVerified,
)
from anlan.command.models import FeedbackPhoto, Order, OrderBook, OrderFeedback, Response
from anlan.command.selectors.orders import is_visible, require_receiver
from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, at_level, lies_within, normalise
from anlan.support import journal, locks, rights

_OVERDUE_AT_A_TIME = 100


@transaction.atomic
def issue_order(*, order: NewOrder, actor: Actor, now: datetime) -> UUID:
    """Issue an order and return its id; the same token or the same task of a response issues it once."""
    incident = incidents.incident(actor, order.incident_id)
    rights.require(actor, "command.issue_orders", incident.region)
    check_order(order, now)
    if order.region != normalise(order.region) or not _is_near(order.region, incident.region):
        raise InvalidValue(field="region", value=order.region, rule="in_the_incidents_prefecture")
    return _issue(order, incident, actor, now)


def _is_near(region: str, incident_region: str) -> bool:
    """Tell whether a receiver's region lies in the incident's prefecture: neighbours help, strangers do not."""
    return lies_within(region, at_level(incident_region, RegionLevel.PREFECTURE))


def _issue(order: NewOrder, incident: IncidentRow, actor: Actor, now: datetime, *, signer: str = "") -> UUID:
    locks.hold(f"command:orders:{incident.id}")
    known = _known(order)
    if known is not None:
        return known
    book, _ = OrderBook.objects.get_or_create(incident_id=incident.id)
    book.last_number += 1
    book.save()
    row = Order.objects.create(
        incident_id=incident.id,
        incident_title=incident.title,
        is_exercise=incident.is_exercise,
        number=book.last_number,
        response_id=order.response_id,
        task_key=order.task_key,
        token=order.token,
        to_kind=order.to_kind.value,
        to_id=order.to_id,
        to_label=order.to_label.strip(),
        region=order.region,
        text=order.text.strip(),
        deadline=order.deadline,
        needs_feedback=order.needs_feedback,
        needs_photo=order.needs_photo,
        issued_by=signer or actor.name,
        issued_at=now,
    )
    announce(OrderIssued, row, actor, now)
    return row.id


def _known(order: NewOrder) -> UUID | None:
    if order.token is not None:
        return (
            Order.objects.filter(token=order.token, incident_id=order.incident_id).values_list("id", flat=True).first()
        )
    if order.response_id is not None and order.task_key:
        rows = Order.objects.filter(response_id=order.response_id, task_key=order.task_key)
        return rows.values_list("id", flat=True).first()
    return None


@transaction.atomic
def issue_planned_orders(
    *, response_id: UUID, tasks: tuple[PlannedTask, ...], actor: Actor, now: datetime
) -> tuple[UUID, ...]:
    """Issue the tasks of a running response's plan as orders, each once; return the orders' ids.

    The signature of the response covers them: whoever acts here needs no right of their own but to be the platform
    or to issue orders.
    """
    response = Response.objects.select_for_update().filter(id=response_id).first()
    if response is None:
        raise NotFound(what="response")
    rights.require(actor, "command.issue_orders", response.region)
    if response.state not in RUNNING:
        return ()
    incident = incidents.incident(actor, response.incident_id)
    signer = response.signed_by
    return tuple(_issue(_order_of(task, response, now), incident, actor, now, signer=signer) for task in tasks)


def _order_of(task: PlannedTask, response: Response, now: datetime) -> NewOrder:
    return NewOrder(
        incident_id=response.incident_id,
        to_kind=Receiver(task.to_kind),
        to_id=task.to_id,
        to_label=task.to_label,
        region=task.region,
        text=task.text,
        deadline=now + timedelta(minutes=task.within_minutes),
        needs_feedback=task.needs_feedback,
        needs_photo=task.needs_photo,
        response_id=response.id,
        task_key=task.key,
    )


@transaction.atomic
def receive_order(*, order_id: UUID, actor: Actor, now: datetime) -> OrderState:
    """Confirm that the receiver has the order; the same person confirming again changes nothing."""
    order = locked_for_receiver(order_id, actor)
    if order.state != OrderState.ISSUED and order.received_by == actor.name:
        return OrderState(order.state)
    order.state = after(OrderState(order.state), OrderAct.RECEIVE).value
    order.received_by, order.received_at = actor.name, now
    order.save()
    announce(OrderReceived, order, actor, now)
    return OrderState(order.state)


@transaction.atomic
def complete_order(*, order_id: UUID, actor: Actor, now: datetime) -> OrderState:
    """Say that the order is done; what it asked for must have been given. The same person again changes nothing."""
    order = locked_for_receiver(order_id, actor)
    if order.state == OrderState.COMPLETED and order.completed_by == actor.name:
        return OrderState.COMPLETED
    state = after(OrderState(order.state), OrderAct.COMPLETE)
    check_completion(
        needs_feedback=order.needs_feedback,
        needs_photo=order.needs_photo,
        feedbacks=OrderFeedback.objects.filter(order=order).count(),
        photos=FeedbackPhoto.objects.filter(feedback__order=order).count(),
    )
    order.state = state.value
    order.completed_by, order.completed_at = actor.name, now
    order.save()
    announce(OrderCompleted, order, actor, now)
    return state


@transaction.atomic
def verify_order(*, order_id: UUID, actor: Actor, now: datetime) -> OrderState:
    """Find an order done."""
    order = _locked_for_command(order_id, actor)
    order.state = after(OrderState(order.state), OrderAct.VERIFY).value
    order.closed_by, order.closed_at = actor.name, now
    order.save()
    announce(OrderVerified, order, actor, now)
    return OrderState(order.state)


@transaction.atomic
def return_order(*, order_id: UUID, reason: str, actor: Actor, now: datetime) -> OrderState:
    """Send a completion back to its receiver and say what is missing."""
    order = _locked_for_command(order_id, actor)
    order.state = after(OrderState(order.state), OrderAct.RETURN).value
    order.close_reason = checked_text("reason", reason)
    order.completed_by, order.completed_at = "", None
    order.save()
    announce(OrderReturned, order, actor, now, reason=order.close_reason)
    return OrderState(order.state)


@transaction.atomic
def cancel_order(*, order_id: UUID, reason: str, actor: Actor, now: datetime) -> OrderState:
    """Cancel an undone order and say why."""
    order = _locked_for_command(order_id, actor)
    order.state = after(OrderState(order.state), OrderAct.CANCEL).value
    order.close_reason = checked_text("reason", reason)
    order.closed_by, order.closed_at = actor.name, now
    order.save()
    announce(OrderCancelled, order, actor, now, reason=order.close_reason)
    return OrderState(order.state)


@transaction.atomic
def mark_overdue_orders(*, actor: Actor, now: datetime) -> int:
    """Announce, once each, the undone orders whose deadline has passed; return how many."""
    rows = Order.objects.select_for_update(skip_locked=True).filter(
        state__in=[state.value for state in UNDONE], overdue_at=None, deadline__lt=now
    )
    overdue = tuple(rows.order_by("deadline")[:_OVERDUE_AT_A_TIME])
    for order in overdue:
        order.overdue_at = now
        order.save(update_fields=["overdue_at"])
        announce(OrderOverdue, order, actor, now)
    return len(overdue)


def locked_for_receiver(order_id: UUID, actor: Actor) -> Order:
    """Return the locked order for its receiver; refuse others, and hide it from those who may not see it."""
    order = _locked(order_id, actor)
    require_receiver(actor, order)
    return order


def _locked_for_command(order_id: UUID, actor: Actor) -> Order:
    order = _locked(order_id, actor)
    incident = incidents.incident(actor, order.incident_id)
    rights.require(actor, "command.verify_orders", incident.region)
    return order


def _locked(order_id: UUID, actor: Actor) -> Order:
    order = Order.objects.select_for_update().filter(id=order_id).first()
    if order is None or not is_visible(actor, order):
        raise NotFound(what="order")
    return order


def announce(kind: type[OrderEvent], order: Order, actor: Actor, now: datetime, **more: object) -> None:
    """Tell the journal of a step of the order."""
    event = kind(
        subject=f"order:{order.id}",
        region=order.region,
        incident_id=order.incident_id,
        exercise=order.is_exercise,
        order_id=order.id,
        number=order.number,
        to_label=order.to_label,
        text=order.text,
        deadline=order.deadline,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
