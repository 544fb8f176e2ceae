"""Requests for supplies: the list, a new one, one with its loads, and what is decided on it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.places import api as places
from anlan.readiness import api
from anlan.readiness.pages.listing import know_names
from anlan.readiness.pages.reserves import shown
from anlan.readiness.pages.supply_labels import (
    REQUISITION_STATES,
    REQUISITION_TONES,
    SHIPMENT_STATES,
    SHIPMENT_TONES,
)
from anlan.readiness.pages.typed import quantities_of, rows_of, typed_id, typed_text
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.lists import choices, page_of

_FILTERS = ("state", "region", "sort")
_ROWS = range(6)
_FOUND = 20


@signed_in
def requisitions_page(request: HttpRequest) -> HttpResponse:
    """Show the requests of the reader's regions."""
    wanted = api.RequisitionFilter(
        text=request.GET.get("q", "").strip(),
        **{name: request.GET.get(name, "") for name in ("state", "region", "sort")},
    )
    page = page_of(request, api.requisitions(request.actor, wanted))
    know_names(page)
    context = {
        "tab": "requisitions",
        "page": page,
        "lines": [(row, REQUISITION_STATES[row.state], REQUISITION_TONES[row.state]) for row in page],
        "states": choices(REQUISITION_STATES, api.requisition_counts(request.actor, wanted)),
        "may_ask": bool(regions_of(request.actor, "readiness.request_supplies")),
    }
    return render(request, "readiness/requisitions.html", context)


@signed_in
def new_requisition(request: HttpRequest) -> HttpResponse:
    """Ask for supplies: first choose the store that is to be filled, then say what and why."""
    store_id = typed_id(request.GET.get("store", ""), "store")
    if request.method == "POST":
        return _asked(request)
    if store_id is None:
        text = request.GET.get("q", "").strip()
        rows = api.stores(request.actor, api.StoreFilter(text=text))[:_FOUND]
        places.full_names({row.region for row in rows})
        return render(request, "readiness/choose_store.html", {"tab": "requisitions", "stores": rows})
    context = {
        "tab": "requisitions",
        "store": api.store(request.actor, store_id),
        "low": [row for row in api.stock_of(store_id) if row.is_low],
        "items": list(api.items().values()),
        "rows": _ROWS,
        "incident": request.GET.get("incident", ""),
        "form_token": new_id().hex,
    }
    return render(request, "readiness/new_requisition.html", context)


def _asked(request: HttpRequest) -> HttpResponse:
    form = request.POST
    store_id = typed_id(form.get("store", ""), "store")
    if store_id is None:
        raise NotFound(what="store")
    needed = typed_text(form, "needed_by", 40)
    new = api.NewRequisition(
        store_id=store_id,
        lines=rows_of(form),
        reason=typed_text(form, "reason"),
        incident_id=typed_id(form.get("incident", ""), "incident"),
        needed_by=typed_moment(needed, "needed_by") if needed else None,
        token=typed_text(form, "client_token", 60),
    )
    asked = api.request_supplies(new=new, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The request is on its way to those who decide."))
    return redirect("readiness:requisition", asked)


@signed_in
def requisition_page(request: HttpRequest, requisition_id: UUID) -> HttpResponse:
    """Show one request: how far it is filled, its loads, and which stores could send the rest."""
    row = api.requisition(request.actor, requisition_id)
    loads = api.shipments(request.actor, api.ShipmentFilter(requisition_id=row.id))[:100]
    now = clock.now()
    is_open = row.state == api.RequisitionState.OPEN
    decides = is_open and may(request.actor, "readiness.approve_supplies", row.addressed_to)
    context: dict[str, Any] = {
        "tab": "requisitions",
        "row": row,
        "now": now,
        "state": REQUISITION_STATES[row.state],
        "tone": REQUISITION_TONES[row.state],
        "loads": [(each, SHIPMENT_STATES[each.state], SHIPMENT_TONES[each.state]) for each in loads],
        "decides": decides,
        "is_own": row.asked_by_id == request.actor.id,
        "may_withdraw": is_open and may(request.actor, "readiness.request_supplies", row.region),
        "has_loads": any(each.state != api.ShipmentState.CANCELLED for each in loads),
        "may_hand_up": decides and len(row.addressed_to) > 2,
    }
    context["call_ups"] = shown(request, api.call_ups_for(row.id))
    if decides and not row.is_filled:
        today = clock.in_china(now).date()
        context["candidates"] = api.candidates(row, today)
        context["reserves"] = _reserves(request, row, today)
    return render(request, "readiness/requisition.html", context)


def _reserves(request: HttpRequest, row: api.Requisition, today: date) -> list[dict[str, Any]]:
    """Return the reserves that could deliver what is open, soonest first, with how much of it and by whose act."""
    left = {line.item.code: line.open for line in row.lines if line.open > 0}
    is_demo = api.store(request.actor, row.store_id).is_demo
    return [
        {
            "row": each,
            "part": left[each.item.code] if each.left is None else min(left[each.item.code], each.left),
            "may_call": may(request.actor, "readiness.call_up", each.region),
            "token": new_id().hex,
        }
        for each in api.reserves_for(request.actor, left, today)
        if each.is_demo == is_demo
    ]


@signed_in
@require_POST
def approve(request: HttpRequest, requisition_id: UUID) -> HttpResponse:
    """Let a store send what the form names."""
    row = api.requisition(request.actor, requisition_id)
    store_id = typed_id(request.POST.get("store", ""), "store")
    if store_id is None:
        raise NotFound(what="store")
    lines = quantities_of(request.POST, [line.item.code for line in row.lines])
    lines = tuple((item, quantity) for item, quantity in lines if quantity)
    allotment = api.Allotment(store_id=store_id, lines=lines)
    api.approve_requisition(requisition_id=requisition_id, allotment=allotment, actor=request.actor, now=clock.now())
    messages.success(request, gettext("Approved. The store's keeper sees the load on his list."))
    return _back(requisition_id)


@signed_in
@require_POST
def decide(request: HttpRequest, requisition_id: UUID, act: str) -> HttpResponse:
    """Hand the request up, or refuse, withdraw or close it."""
    said = typed_text(request.POST, "said")
    named = {"requisition_id": requisition_id, "actor": request.actor, "now": clock.now()}
    if act == api.RequisitionAct.HAND_UP:
        api.hand_up(note=said, **named)
    elif act in (api.RequisitionAct.REFUSE, api.RequisitionAct.WITHDRAW, api.RequisitionAct.CLOSE):
        api.end_requisition(act=api.RequisitionAct(act), said=said, **named)
    else:
        raise NotFound(what="act")
    messages.success(request, gettext("Recorded."))
    return _back(requisition_id)


def _back(requisition_id: UUID) -> HttpResponse:
    return redirect("readiness:requisition", requisition_id)
