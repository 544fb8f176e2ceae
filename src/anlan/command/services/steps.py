"""Taking a step of an order: the state's table decides, the step is kept, the ladder is set anew."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.command.domain.orders import OrderAct, OrderState, after, moment_told
from anlan.command.models import Order, OrderStep
from anlan.command.selectors.escalation import next_chase
from anlan.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button: the token that makes it count once, and when it was pressed by the phone's own clock."""

    token: UUID | None = None
    at: datetime | None = None


def was_pressed(order: Order, act: OrderAct, press: Press) -> bool:
    """Tell whether this very press has been counted: a phone sends again what it got no answer for."""
    return press.token is not None and OrderStep.objects.filter(order=order, act=act, token=press.token).exists()


def take_step(
    order: Order, act: OrderAct, *, actor: Actor, now: datetime, press: Press | None = None, reason: str = ""
) -> datetime:
    """Move the order by ``act`` without storing it, keep the step, and return when it happened."""
    press = press or Press()
    order.state = after(OrderState(order.state), act).value
    happened_at = moment_told(press.at, issued_at=order.issued_at, now=now)
    OrderStep.objects.create(
        order=order,
        token=press.token,
        act=act.value,
        by_name=actor.name,
        reason=reason[:500],
        happened_at=happened_at,
        told_at=now,
    )
    return happened_at


def store(order: Order) -> None:
    """Store the order and set when its ladder climbs next."""
    order.chase_at = next_chase(order)
    order.save()
