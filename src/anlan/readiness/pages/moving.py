"""A keeper's form: goods that come in or go out of a store."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.readiness import api
from anlan.readiness.pages.typed import typed_day, typed_id, typed_quantity, typed_text
from anlan.web.auth import signed_in


@signed_in
@require_POST
def move(request: HttpRequest, store_id: UUID) -> HttpResponse:
    """Bring stock in or take it out."""
    moved = _move(request.POST)
    balance = api.move_stock(store_id=store_id, move=moved, actor=request.actor, now=clock.now())
    item = api.items()[moved.item]
    told = {"item": item.name, "balance": f"{balance.normalize():f}", "unit": item.unit}
    messages.success(request, gettext("Recorded. %(item)s: %(balance)s %(unit)s in stock.") % told)
    return redirect("readiness:store", store_id)


def _move(form: QueryDict) -> api.Move:
    """Return what the form says; only what comes in describes a new batch."""
    kind = form.get("kind", "")
    if kind not in list(api.MoveKind):
        raise InvalidValue(field="kind", value=kind[:20], rule="known")
    return api.Move(
        item=form.get("item", ""),
        kind=api.MoveKind(kind),
        quantity=typed_quantity(form.get("quantity", "")),
        reason=typed_text(form, "reason", 300),
        document=typed_text(form, "document", 60),
        party=typed_text(form, "party", 80),
        due_on=typed_day(form.get("due_on", ""), "due_on"),
        lot_id=typed_id(form.get("lot", ""), "lot"),
        lot=api.LotDetails(
            number=typed_text(form, "number", 40),
            made_on=typed_day(form.get("made_on", ""), "made_on"),
            expires_on=typed_day(form.get("expires_on", ""), "expires_on"),
            origin=typed_text(form, "party", 80),
        ),
        token=typed_text(form, "client_token", 60),
    )
