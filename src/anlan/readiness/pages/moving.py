"""A keeper's form: goods that come in or go out of a store."""

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.readiness import api
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
        reason=_text(form, "reason", 300),
        document=_text(form, "document", 60),
        party=_text(form, "party", 80),
        due_on=typed_day(form.get("due_on", ""), "due_on"),
        lot_id=typed_id(form.get("lot", ""), "lot"),
        lot=api.LotDetails(
            number=_text(form, "number", 40),
            made_on=typed_day(form.get("made_on", ""), "made_on"),
            expires_on=typed_day(form.get("expires_on", ""), "expires_on"),
            origin=_text(form, "party", 80),
        ),
        token=_text(form, "client_token", 60),
    )


def typed_quantity(text: str) -> Decimal:
    """Return the number that a field holds; refuse anything else."""
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise InvalidValue(field="quantity", value=text[:20], rule="number") from error


def typed_day(text: str, field: str) -> date | None:
    """Return the day that a field holds as 2026-11-22; nothing is no day."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise InvalidValue(field=field, value=text[:20], rule="written_day") from error


def typed_id(text: str, field: str) -> UUID | None:
    """Return the id that a field holds; nothing is none."""
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidValue(field=field, value=text[:40], rule="known") from error


def _text(form: QueryDict, name: str, most: int) -> str:
    return form.get(name, "").strip()[:most]
