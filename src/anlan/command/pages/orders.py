"""Orders at the desk: issuing one, its page, and the command's acts on it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.command import api
from anlan.command.pages import reading
from anlan.command.pages.receivers import id_of, kind_of, label_of, receiver_of, receivers
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.kernel.regions import RegionLevel, at_level
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_MINUTES: Final = (15, 30, 60, 120, 240, 480)


@require_http_methods(["GET", "POST"])
@signed_in
def new_order(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the form of a new order, or issue it."""
    incident = incidents.incident(request.actor, incident_id)
    rights.require(request.actor, "command.issue_orders", incident.region)
    if request.method == "POST":
        now = clock.now()
        api.issue_order(order=_order(request, incident_id, now), actor=request.actor, now=now)
        messages.success(request, _("The order is issued."))
        return redirect(f"/incidents/{incident_id}/")
    county = at_level(incident.region, RegionLevel.COUNTY)
    groups = receivers(request, county)
    context = {
        "incident": incident,
        "groups": groups,
        "is_nobody": bool(request.GET.get("who")) and not any(group.get("is_person") for group in groups),
        "minutes": _MINUTES,
        "others": [row for row in api.orders_of(request.actor, incident_id, clock.now()) if row.is_undone],
        "token": new_id(),
    }
    return render(request, "command/new_order.html", context)


def _order(request: HttpRequest, incident_id: UUID, now: datetime) -> api.NewOrder:
    receiver = receiver_of(request)
    minutes = reading.whole(request, "minutes")
    return api.NewOrder(
        incident_id=incident_id,
        to_kind=kind_of(receiver),
        to_id=receiver.id,
        to_label=label_of(receiver),
        region=receiver.region,
        text=sent.text(request, "text"),
        deadline=now + timedelta(minutes=minutes),
        needs_feedback="needs_feedback" in request.POST,
        needs_photo="needs_photo" in request.POST,
        needs_place="needs_place" in request.POST,
        after=tuple(id_of(value) for value in request.POST.getlist("after")),
        token=sent.token(request),
    )


@require_GET
@signed_in
def order_page(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show one order with everything that was told about it."""
    order = api.order(request.actor, order_id, clock.now())
    context = {
        "order": order,
        "feedback": api.feedback_of(request.actor, order_id),
        "acts": {act.value for act in api.acts_open_to(request.actor, order_id)},
        "steps": api.steps_of_order(request.actor, order_id)[:100],
        "escalations": api.escalations_about(request.actor, order_id),
        "minutes": _MINUTES,
    }
    context["forerunners"], context["parts"] = api.related(request.actor, order_id, clock.now())
    return render(request, "command/order.html", context)


def _verify(request: HttpRequest, order_id: UUID, now: datetime) -> None:
    api.verify_order(order_id=order_id, actor=request.actor, now=now)


def _return(request: HttpRequest, order_id: UUID, now: datetime) -> None:
    api.return_order(order_id=order_id, reason=sent.text(request, "reason"), actor=request.actor, now=now)


def _cancel(request: HttpRequest, order_id: UUID, now: datetime) -> None:
    api.cancel_order(order_id=order_id, reason=sent.text(request, "reason"), actor=request.actor, now=now)


def _extend(request: HttpRequest, order_id: UUID, now: datetime) -> None:
    order = api.order(request.actor, order_id, now)
    deadline = max(order.deadline, now) + timedelta(minutes=reading.whole(request, "minutes"))
    reason = sent.text(request, "reason")
    api.extend_deadline(order_id=order_id, deadline=deadline, reason=reason, actor=request.actor, now=now)


_ACTS: Final[dict[str, Callable[[HttpRequest, UUID, datetime], None]]] = {
    "verify": _verify,
    "return": _return,
    "cancel": _cancel,
    "extend": _extend,
}


@require_POST
@signed_in
def act(request: HttpRequest, order_id: UUID, act: str) -> HttpResponse:
    """Do one of the command's acts on an order."""
    if act not in _ACTS:
        raise Http404
    _ACTS[act](request, order_id, clock.now())
    return redirect(f"/orders/{order_id}/")
