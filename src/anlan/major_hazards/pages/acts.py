"""What is done on a unit's page: each a form that posts and comes back."""

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.major_hazards import api
from anlan.web import sent
from anlan.web.auth import signed_in


@require_POST
@signed_in
def add_stock(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Add a substance, or a mixture by its classes."""
    new = api.NewStock(
        substance=sent.text(request, "substance"),
        classes=sent.text(request, "classes"),
        quantity=sent.text(request, "quantity"),
    )
    api.add_stock(unit_id=unit_id, new=new, actor=request.actor, now=clock.now())
    return redirect("major_hazards:unit", unit_id)


@require_POST
@signed_in
def stock_act(request: HttpRequest, unit_id: UUID, stock_id: UUID, act: str) -> HttpResponse:
    """Change a quantity, take a substance out, link a sensor or take it away."""
    named = {"unit_id": unit_id, "stock_id": stock_id, "actor": request.actor, "now": clock.now()}
    if act == "quantity":
        api.set_quantity(quantity=sent.text(request, "quantity"), **named)
    elif act == "remove":
        api.remove_stock(**named)
    elif act == "link":
        api.link_series(link=_link(request), **named)
    elif act == "unlink":
        api.unlink_series(**named)
    else:
        raise NotFound(what="act")
    return redirect("major_hazards:unit", unit_id)


@require_POST
@signed_in
def unit_act(request: HttpRequest, unit_id: UUID, act: str) -> HttpResponse:
    """Write people, take the registered ones, record identification or filing."""
    named = {"unit_id": unit_id, "actor": request.actor, "now": clock.now()}
    if act == "people":
        api.set_people(people_text=sent.text(request, "people"), **named)
    elif act == "residents":
        count = api.take_registered_people(**named)
        messages.success(request, _("%(count)s registered residents were taken.") % {"count": count})
    elif act == "identified":
        api.record_identification(on=_day(request), **named)
    elif act == "responsible":
        role, name, post = (sent.text(request, key) for key in ("role", "name", "post"))
        api.name_responsible(role=role, name=name, post=post, **named)
    elif act == "tick":
        api.tick_duty(role=sent.text(request, "role"), duty=sent.text(request, "duty"), **named)
    elif act == "filed":
        api.record_filing(on=_day(request), number=sent.text(request, "number"), **named)
    else:
        raise NotFound(what="act")
    return redirect("major_hazards:unit", unit_id)


def _link(request: HttpRequest) -> api.Link:
    return api.Link(
        station_code=sent.text(request, "station"),
        quantity=sent.text(request, "series"),
        factor=_number(request, "factor", "1"),
        offset=_number(request, "offset", "0"),
    )


def _number(request: HttpRequest, name: str, otherwise: str) -> Decimal:
    text = sent.text(request, name) or otherwise
    try:
        return Decimal(text)
    except InvalidOperation:
        raise InvalidValue(field=name, value=text[:20], rule="a_number") from None


def _day(request: HttpRequest) -> date:
    text = sent.text(request, "day")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidValue(field="date", value=text[:20], rule="written_day") from None
