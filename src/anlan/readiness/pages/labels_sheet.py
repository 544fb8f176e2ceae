"""Labels of batches: a sheet to print, the picture of a label's code, and what a phone shows that reads one."""

import io
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.kernel.later import later
from anlan.places import api as places
from anlan.readiness import api
from anlan.support.rights import may
from anlan.web.auth import signed_in

segno = later("segno")

_MODULE = 4


@require_GET
@signed_in
def labels_page(request: HttpRequest, store_id: UUID) -> HttpResponse:
    """Show the labels of a store's batches, to be printed and stuck on."""
    store = api.store(request.actor, store_id)
    lots = api.lots_of(store_id, request.GET.get("item", ""))
    return render(request, "readiness/labels.html", {"tab": "stores", "store": store, "lots": lots})


@require_GET
@signed_in
def label_picture(request: HttpRequest, code: str) -> HttpResponse:
    """Return the QR code that leads a phone to the batch."""
    lot = api.lot_by_code(code)
    address = f"{settings.ANLAN['ANLAN_PUBLIC_URL'].rstrip('/')}{reverse('readiness:lot', args=(lot.code,))}"
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", scale=_MODULE, border=2)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_GET
@signed_in
def scan_page(request: HttpRequest) -> HttpResponse:
    """Let a phone read a label by its camera, or take its code as typed."""
    code = request.GET.get("code", "").strip()
    if code:
        return redirect("readiness:lot", api.lot_by_code(code.rstrip("/").rsplit("/", 1)[-1]).code)
    return render(request, "readiness/scan.html")


@require_GET
@signed_in
def lot_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the batch whose label was read: what it is, where it lies, and what can be done with it."""
    lot = api.lot_by_code(code)
    held = api.places_of(request.actor, lot.id)
    places.full_names({row.region for row in held})
    context = {
        "lot": lot,
        "is_expired": api.is_expired(lot.expires_on, clock.in_china(clock.now()).date()),
        "places": [(row, may(request.actor, "readiness.move_stock", row.region), new_id().hex) for row in held],
    }
    return render(request, "readiness/lot.html", context)
