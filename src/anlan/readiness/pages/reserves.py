"""Reserves on pages: called up from an entry or a request, taken in or called off where they are shown."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.readiness import api
from anlan.readiness.pages.supply_labels import CALL_UP_STATES, CALL_UP_TONES
from anlan.readiness.pages.typed import typed_day, typed_id, typed_quantity, typed_text
from anlan.support.rights import may
from anlan.web.auth import signed_in

_MOST_STORES = 400


@signed_in
@require_POST
def call_up(request: HttpRequest, reserve_id: UUID) -> HttpResponse:
    """Order the supplier to deliver what the form names."""
    store_id = typed_id(request.POST.get("store", ""), "store")
    if store_id is None:
        raise NotFound(what="store")
    new = api.NewCallUp(
        reserve_id=reserve_id,
        store_id=store_id,
        quantity=typed_quantity(request.POST.get("quantity", "")),
        requisition_id=typed_id(request.POST.get("requisition", ""), "requisition"),
        note=typed_text(request.POST, "note"),
        token=typed_text(request.POST, "client_token", 60),
    )
    api.call_up_reserve(new=new, actor=request.actor, now=clock.now())
    messages.success(request, gettext("Called up. It counts as stock only when the store has taken it in."))
    return _back(request)


@signed_in
@require_POST
def act_on_call_up(request: HttpRequest, call_up_id: UUID, act: str) -> HttpResponse:
    """Take in what has come, or call it off."""
    named: dict[str, Any] = {"call_up_id": call_up_id, "actor": request.actor, "now": clock.now()}
    if act == api.CallUpAct.RECEIVE:
        lot = api.LotDetails(
            number=typed_text(request.POST, "number", 40),
            made_on=typed_day(request.POST.get("made_on", ""), "made_on"),
            expires_on=typed_day(request.POST.get("expires_on", ""), "expires_on"),
        )
        quantity = typed_quantity(request.POST.get("quantity", ""))
        delivery = api.Delivery(quantity=quantity, lot=lot, note=typed_text(request.POST, "note"))
        api.receive_call_up(delivery=delivery, **named)
    elif act == api.CallUpAct.CANCEL:
        api.cancel_call_up(said=typed_text(request.POST, "note"), **named)
    else:
        raise NotFound(what="act")
    messages.success(request, gettext("Recorded."))
    return _back(request)


def shown(request: HttpRequest, rows: tuple[api.CallUpRow, ...]) -> list[dict[str, Any]]:
    """Return call-ups with their words and what the reader may do with them."""
    return [
        {
            "row": row,
            "name": str(row.number),
            "state": CALL_UP_STATES[row.state],
            "tone": CALL_UP_TONES[row.state],
            "may_receive": row.state == api.CallUpState.CALLED
            and may(request.actor, "readiness.receive_supplies", row.store_region),
            "may_cancel": row.state == api.CallUpState.CALLED
            and may(request.actor, "readiness.call_up", row.store_region),
        }
        for row in rows
    ]


def entry_context(request: HttpRequest, row: api.Entry) -> dict[str, Any]:
    """Return what a reserve's page shows besides its entry: what is left, its call-ups, the form."""
    today = clock.in_china(clock.now()).date()
    found = api.reserves_for(request.actor, [row.values["item"]], today)
    stores = api.stores(request.actor, api.StoreFilter())[:_MOST_STORES]
    return {
        "reserve": next((each for each in found if each.id == row.id), None),
        "goods": api.items().get(row.values["item"]),
        "call_ups": shown(request, api.call_ups_of(row.id)),
        "stores": [each for each in stores if each.is_demo == row.is_demo],
        "may_call": may(request.actor, "readiness.call_up", row.region),
        "form_token": new_id().hex,
    }


def _back(request: HttpRequest) -> HttpResponse:
    """Return to the page that the form stood on."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("readiness:register", "agreements")
