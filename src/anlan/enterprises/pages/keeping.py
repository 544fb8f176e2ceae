"""Registering an enterprise, changing its entry, and recording that it stopped, works again or closed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anlan.enterprises import api
from anlan.enterprises.pages.listing import REGISTER, file_context
from anlan.kernel import clock
from anlan.kernel.errors import AnlanError, InvalidValue, NotAllowed
from anlan.kernel.regions import normalise
from anlan.support.rights import regions_of, require
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

_TEXTS = ("code", "name", "industry", "trade_class", "scale", "address", "staff", "region", "longitude", "latitude")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new enterprise, and register it."""
    held = regions_of(request.actor, REGISTER)
    if not held:
        require(request.actor, REGISTER, "")
    if request.method != "POST":
        return _form(request, {"region": held[0]})
    texts = {name: sent.text(request, name) for name in _TEXTS}
    try:
        found = api.register_enterprise(
            code=texts["code"], entry=_entry(texts), place=_place(texts), actor=request.actor, now=clock.now()
        )
    except NotAllowed:
        raise
    except AnlanError as refusal:
        return _form(request, texts, refusal=sentence(refusal))
    messages.success(request, gettext("The enterprise is registered."))
    return redirect("enterprises:enterprise", found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Show an enterprise's entry as a form, and change it."""
    context = file_context(request.actor, enterprise_id, "overview")
    if not context["may_keep"]:
        raise NotAllowed(right=api.KEEP, region=context["enterprise"].region)
    if request.method != "POST":
        row = context["enterprise"]
        return _form(request, {name: getattr(row, name) for name in _TEXTS}, **context)
    texts = {name: sent.text(request, name) for name in _TEXTS}
    try:
        api.change_enterprise(
            enterprise_id=enterprise_id, entry=_entry(texts), place=_place(texts), actor=request.actor, now=clock.now()
        )
    except InvalidValue as refusal:
        return _form(request, texts, refusal=sentence(refusal), **context)
    messages.success(request, gettext("The change is stored."))
    return redirect("enterprises:enterprise", enterprise_id)


@signed_in
@require_POST
def change_state(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Record that an enterprise stopped, works again or closed."""
    act = sent.text(request, "act")
    if act not in list(api.FirmAct):
        raise InvalidValue(field="act", value=act[:40], rule="known")
    named = {"enterprise_id": enterprise_id, "act": api.FirmAct(act), "reason": sent.text(request, "reason")[:500]}
    api.change_state(actor=request.actor, now=clock.now(), **named)
    messages.success(request, gettext("The change is stored."))
    return redirect("enterprises:enterprise", enterprise_id)


def _form(request: HttpRequest, texts: dict[str, Any], refusal: str = "", **context: Any) -> HttpResponse:
    more = {"texts": texts, "refusal": refusal, "trades": api.trades().items(), "scales": api.scales().items()}
    return render(request, "enterprises/entry_form.html", {"tab": "new"} | context | more)


def _entry(texts: dict[str, str]) -> api.EnterpriseEntry:
    staff = texts["staff"] or "0"
    if not (staff.isascii() and staff.isdigit() and len(staff) <= 7):
        raise InvalidValue(field="Staff", value=staff[:20], rule="number")
    return api.EnterpriseEntry(
        name=texts["name"],
        industry=texts["industry"],
        trade_class=texts["trade_class"],
        scale=texts["scale"],
        address=texts["address"],
        staff=int(staff),
    )


def _place(texts: dict[str, str]) -> api.Place:
    return api.Place(_region(texts["region"]), _degrees("Longitude", texts, 180), _degrees("Latitude", texts, 90))


def _region(text: str) -> str:
    if not text:
        raise InvalidValue(field="Region", value="", rule="not_empty")
    return normalise(text)


def _degrees(word: str, texts: dict[str, str], most: int) -> float:
    text = texts[word.lower()]
    try:
        value = float(text)
    except ValueError:
        raise InvalidValue(field=word, value=text[:20], rule="number") from None
    if not -most <= value <= most:
        raise InvalidValue(field=word, value=text[:20], rule="number")
    return value
