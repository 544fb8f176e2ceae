"""Loads: the list, and one load on a phone with what is done to it next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.readiness import api
from anlan.readiness.pages.supply_labels import SHIPMENT_STATES, SHIPMENT_TONES
from anlan.readiness.pages.typed import quantities_of, typed_text
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.lists import choices, page_of


@signed_in
def shipments_page(request: HttpRequest) -> HttpResponse:
    """Show the loads from and to the reader's regions."""
    wanted = api.ShipmentFilter(state=request.GET.get("state", ""), text=request.GET.get("q", "").strip())
    page = page_of(request, api.shipments(request.actor, wanted))
    context = {
        "tab": "shipments",
        "page": page,
        "lines": [(row, SHIPMENT_STATES[row.state], SHIPMENT_TONES[row.state]) for row in page],
        "states": choices(SHIPMENT_STATES, api.shipment_counts(request.actor, wanted)),
        "now": clock.now(),
    }
    return render(request, "readiness/shipments.html", context)


@signed_in
def shipment_page(request: HttpRequest, shipment_id: UUID) -> HttpResponse:
    """Show one load on a phone: to be loaded, on its way, to be received."""
    row = api.shipment(request.actor, shipment_id)
    sends = may(request.actor, "readiness.move_stock", row.source_region)
    receives = may(request.actor, "readiness.receive_supplies", row.target_region)
    context = {
        "row": row,
        "state": SHIPMENT_STATES[row.state],
        "tone": SHIPMENT_TONES[row.state],
        "may_send": sends and row.state == api.ShipmentState.APPROVED,
        "may_report": (sends or receives) and row.state == api.ShipmentState.UNDER_WAY,
        "may_receive": receives and row.state == api.ShipmentState.UNDER_WAY,
        "may_distribute": row.state == api.ShipmentState.RECEIVED
        and may(request.actor, "readiness.distribute", row.target_region),
    }
    return render(request, "readiness/shipment.html", context)


@signed_in
@require_POST
def act_on_shipment(request: HttpRequest, shipment_id: UUID, act: str) -> HttpResponse:
    """Load it, tell where it is, take it in, or cancel it."""
    row = api.shipment(request.actor, shipment_id)
    form = request.POST
    lines = quantities_of(form, [line.item.code for line in row.lines])
    named = {"shipment_id": shipment_id, "actor": request.actor, "now": clock.now()}
    if act == api.ShipmentAct.DISPATCH:
        expected = typed_text(form, "expected_at", 40)
        departure = api.Departure(
            lines=lines,
            vehicle=typed_text(form, "vehicle", 40),
            driver=typed_text(form, "driver", 40),
            expected_at=typed_moment(expected, "expected_at") if expected else None,
        )
        api.dispatch_shipment(departure=departure, **named)
    elif act == api.ShipmentAct.REPORT:
        api.report_shipment(place=typed_text(form, "place", 120), **named)
    elif act == api.ShipmentAct.RECEIVE:
        api.receive_shipment(arrival=api.Arrival(lines=lines, note=typed_text(form, "note")), **named)
    elif act == api.ShipmentAct.CANCEL:
        api.cancel_shipment(said=typed_text(form, "note"), **named)
    else:
        raise NotFound(what="act")
    messages.success(request, gettext("Recorded."))
    return redirect("readiness:shipment", shipment_id)
