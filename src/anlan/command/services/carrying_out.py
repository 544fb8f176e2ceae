"""What an order's receiver does: take it and say that it is done; each press of a button counts once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command.domain.orders import OrderAct, OrderState, check_completion
from anlan.command.events import OrderCompleted, OrderReceived
from anlan.command.models import Order
from anlan.command.selectors.orders import require_receiver
from anlan.command.selectors.proofs import given_for
from anlan.command.services.orders import announce, locked_order
from anlan.command.services.steps import Press, store, take_step, was_pressed
from anlan.kernel.actors import Actor


@transaction.atomic
def receive_order(*, order_id: UUID, actor: Actor, now: datetime, press: Press | None = None) -> OrderState:
    """Confirm that the receiver has the order; the same person confirming again changes nothing."""
    order = locked_for_receiver(order_id, actor)
    if order.state != OrderState.ISSUED and order.received_by == actor.name:
        return OrderState(order.state)
    take_receipt(order, actor, now, press)
    store(order)
    announce(OrderReceived, order, actor, now)
    return OrderState(order.state)


def take_receipt(order: Order, actor: Actor, now: datetime, press: Press | None = None) -> None:
    """Note who has the order since when."""
    order.received_at = take_step(order, OrderAct.RECEIVE, actor=actor, now=now, press=press)
    order.received_by = actor.name


@transaction.atomic
def complete_order(*, order_id: UUID, actor: Actor, now: datetime, press: Press | None = None) -> OrderState:
    """Say that the order is done; what it asked for must have been given. The same press again changes nothing."""
    order = locked_for_receiver(order_id, actor)
    press = press or Press()
    if was_pressed(order, OrderAct.COMPLETE, press):
        return OrderState(order.state)
    if order.state == OrderState.COMPLETED and order.completed_by == actor.name:
        return OrderState.COMPLETED
    order.completed_at = take_step(order, OrderAct.COMPLETE, actor=actor, now=now, press=press)
    check_completion(
        needs_feedback=order.needs_feedback,
        needs_photo=order.needs_photo,
        needs_place=order.needs_place,
        given=given_for(order),
    )
    order.completed_by = actor.name
    store(order)
    announce(OrderCompleted, order, actor, now)
    return OrderState.COMPLETED


def locked_for_receiver(order_id: UUID, actor: Actor) -> Order:
    """Return the locked order for its receiver; refuse others, and hide it from those who may not see it."""
    order = locked_order(order_id, actor)
    require_receiver(actor, order)
    return order
