"""Counting a store on a phone, and setting the bounds of an item."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.readiness import api
from anlan.readiness.pages.typed import typed_quantity, typed_text
from anlan.support.rights import require
from anlan.web.auth import signed_in


@signed_in
def count_page(request: HttpRequest, store_id: UUID) -> HttpResponse:
    """Show a store's batches to be counted, and take what was found; a batch left empty was not counted."""
    store = api.store(request.actor, store_id)
    require(request.actor, "readiness.move_stock", store.region)
    lots = api.lots_of(store_id)
    if request.method == "POST":
        return _counted(request, store_id, lots)
    return render(request, "readiness/count.html", {"store": store, "lots": lots, "form_token": new_id().hex})


def _counted(request: HttpRequest, store_id: UUID, lots: tuple[api.LotRow, ...]) -> HttpResponse:
    form = request.POST
    found = [(lot.id, form.get(f"found-{lot.id}", "").strip()) for lot in lots]
    count = api.StockCount(
        lots=[(lot_id, typed_quantity(text)) for lot_id, text in found if text],
        witness=typed_text(form, "witness", 80),
        reason=typed_text(form, "reason"),
        token=typed_text(form, "client_token", 60),
    )
    differing = api.count_stock(store_id=store_id, count=count, actor=request.actor, now=clock.now())
    told = {"counted": len(count.lots), "differing": differing}
    messages.success(request, gettext("Counted: %(counted)s batches, %(differing)s differ from the books.") % told)
    return redirect("readiness:store", store_id)


@signed_in
@require_POST
def set_norm(request: HttpRequest, store_id: UUID) -> HttpResponse:
    """Set between which bounds the store should hold an item."""
    bounds = typed_quantity(request.POST.get("floor", "")), typed_quantity(request.POST.get("ceiling", "") or "0")
    item = request.POST.get("item", "")
    api.set_norm(store_id=store_id, item=item, bounds=bounds, actor=request.actor, now=clock.now())
    messages.success(request, gettext("Recorded."))
    return redirect("readiness:store", store_id)
