"""Issuing orders, each once however often a button is pressed, and passing them on in parts."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.command.domain.orders import NewOrder, OrderAct, OrderState, Receiver, after, check_order
from anlan.command.domain.responses import RUNNING, PlannedTask
from anlan.command.events import OrderEvent, OrderIssued
from anlan.command.models import Order, OrderBook, Response
from anlan.command.selectors.escalation import next_chase
from anlan.command.selectors.orders import is_visible, require_receiver
from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, at_level, lies_within, normalise
from anlan.support import journal, locks, rights


@transaction.atomic
def issue_order(*, order: NewOrder, actor: Actor, now: datetime) -> UUID:
    """Issue an order and return its id; the same token or the same task of a response issues it once."""
    incident = incidents.incident(actor, order.incident_id)
    rights.require(actor, "command.issue_orders", incident.region)
    check_order(order, now)
    if order.region != normalise(order.region) or not _is_near(order.region, incident.region):
        raise InvalidValue(field="region", value=order.region, rule="in_the_incidents_prefecture")
    return _issue(order, incident, actor, now)


@transaction.atomic
def pass_on_order(*, order_id: UUID, part: NewOrder, actor: Actor, now: datetime) -> UUID:
    """Give a part of an order to somebody below and return the part's id; the order is done when its parts are.

    The receiver passes on, within the order's place and not beyond its deadline.
    """
    whole = locked_order(order_id, actor)
    require_receiver(actor, whole)
    after(OrderState(whole.state), OrderAct.FEED_BACK)
    check_order(part, now)
    if not lies_within(part.region, whole.region):
        raise InvalidValue(field="region", value=part.region, rule="within_the_orders_place")
    if part.deadline > whole.deadline:
        raise InvalidValue(field="deadline", value=part.deadline.isoformat(), rule="not_after_the_whole_orders")
    incident = incidents.incident(SYSTEM, whole.incident_id)
    part = replace(part, incident_id=whole.incident_id, parent_id=whole.id)
    return _issue(part, incident, actor, now)


def _is_near(region: str, incident_region: str) -> bool:
    """Tell whether a receiver's region lies in the incident's prefecture: neighbours help, strangers do not."""
    return lies_within(region, at_level(incident_region, RegionLevel.PREFECTURE))


def _issue(order: NewOrder, incident: IncidentRow, actor: Actor, now: datetime, *, signer: str = "") -> UUID:
    locks.hold(f"command:orders:{incident.id}")
    known = _known(order)
    if known is not None:
        return known
    forerunners = _forerunners(order)
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
        needs_place=order.needs_place,
        parent_id=order.parent_id,
        issued_by=signer or actor.name,
        issued_at=now,
    )
    row.waits_for.set(forerunners)
    row.chase_at = next_chase(row)
    row.save(update_fields=["chase_at"])
    announce(OrderIssued, row, actor, now)
    return row.id


def _forerunners(order: NewOrder) -> list[Order]:
    """Return the orders that must be done first; all of them are the same incident's."""
    found = list(Order.objects.filter(id__in=order.after, incident_id=order.incident_id))
    if len(found) < len(set(order.after)):
        raise InvalidValue(field="after", value=str(len(order.after)), rule="orders_of_the_incident")
    return found


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
    ids = tuple(_issue(_order_of(task, response, now), incident, actor, now, signer=signer) for task in tasks)
    _link(response, tasks)
    return ids


def _link(response: Response, tasks: tuple[PlannedTask, ...]) -> None:
    """Let each task's order wait for those of the tasks that its plan puts before it."""
    orders = {order.task_key: order for order in Order.objects.filter(response=response)}
    for task in tasks:
        before = [order for key, order in orders.items() if key.partition(":")[0] in task.after]
        if before:
            orders[task.key].waits_for.set(before)


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
        needs_place=task.needs_place,
        response_id=response.id,
        task_key=task.key,
    )


def locked_order(order_id: UUID, actor: Actor) -> Order:
    """Return the locked order for an act; one that the actor may not see does not exist for it."""
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
