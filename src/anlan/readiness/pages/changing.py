"""Entering and changing forces: the keeper's form, the owner's proposal, and taking a force out."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError, NotAllowed
from anlan.people import api as people
from anlan.readiness import api
from anlan.support.rights import may, regions_of, require
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

KEEP: Final = "readiness.register"
_COMMON: Final = ("code", "name", "kind", "region", "longitude", "latitude", "owner", "contact", "phone")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, register: str) -> HttpResponse:
    """Show the form of a new force of the register, and enter it."""
    wanted = api.register(register)
    held = regions_of(request.actor, KEEP)
    if not held:
        require(request.actor, KEEP, "")
    texts = {"region": held[0], "kind": next(iter(wanted.kinds))}
    if request.method != "POST":
        return _form(request, wanted, texts)
    texts = texts_of(request, wanted)
    try:
        entry_id = api.enter_typed(register_key=register, texts=texts, actor=request.actor, now=clock.now())
    except NotAllowed:
        raise
    except AnlanError as refusal:
        return _form(request, wanted, texts, refusal=refusal)
    messages.success(request, gettext("%(name)s is entered.") % {"name": texts["name"]})
    return redirect("readiness:entry", register, entry_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, register: str, entry_id: UUID) -> HttpResponse:
    """Show an entry's form; the keeper's change takes effect, the owner's waits to be accepted."""
    wanted, row = api.register(register), api.entry(request.actor, register, entry_id)
    is_keeper = may(request.actor, KEEP, row.region)
    if not is_keeper and not api.may_answer(request.actor, row):
        raise api.NotTheOwner()
    if request.method != "POST":
        return _form(request, wanted, texts_of_entry(wanted, row), row)
    texts, named = texts_of(request, wanted), {"register_key": register, "entry_id": entry_id}
    reason = request.POST.get("reason", "")
    try:
        if is_keeper:
            api.change_typed(texts=texts, actor=request.actor, now=clock.now(), **named)
            messages.success(request, gettext("The change is stored."))
        else:
            api.propose_typed(texts=texts, reason=reason, actor=request.actor, now=clock.now(), **named)
            messages.success(request, gettext("The change waits for its check."))
    except NotAllowed:
        raise
    except AnlanError as refusal:
        return _form(request, wanted, texts, row, refusal=refusal)
    return redirect("readiness:entry", register, entry_id)


@signed_in
@require_POST
def retire(request: HttpRequest, register: str, entry_id: UUID) -> HttpResponse:
    """Take a force out of its register, or propose that it be taken out."""
    row = api.entry(request.actor, register, entry_id)
    reason, named = request.POST.get("reason", ""), {"register_key": register, "entry_id": entry_id}
    if may(request.actor, KEEP, row.region):
        api.retire_force(reason=reason, actor=request.actor, now=clock.now(), **named)
        messages.success(request, gettext("%(name)s is taken out of the register.") % {"name": row.name})
        return redirect("readiness:register", register)
    api.propose_change(details=None, reason=reason, actor=request.actor, now=clock.now(), **named)
    messages.success(request, gettext("The change waits for its check."))
    return redirect("readiness:entry", register, entry_id)


def texts_of(request: HttpRequest, wanted: api.Register) -> dict[str, str]:
    """Return what was typed, by key; several options of a field as one text."""
    keys = [key for key in _COMMON if key in request.POST]
    texts = {key: request.POST[key].strip() for key in keys}
    for field in wanted.fields:
        several = request.POST.getlist(field.key)
        texts[field.key] = ",".join(several) if field.kind is api.FieldKind.CHOICES else "".join(several[:1])
    return dict.fromkeys(("code", "name", "kind", "region"), "") | texts


def texts_of_entry(wanted: api.Register, row: api.Entry) -> dict[str, str]:
    """Return an entry as the form shows it; the phone stays masked."""
    values = {each.key: api.typed(each, row.values.get(each.key)) for each in wanted.fields}
    return values | {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "region": row.region,
        "longitude": f"{row.longitude:.6f}".rstrip("0"),
        "latitude": f"{row.latitude:.6f}".rstrip("0"),
        "owner": row.owner.name if row.owner else "",
        "contact": row.contact.name if row.contact else "",
        "phone": row.contact.phone_masked if row.contact else "",
    }


def _form(
    request: HttpRequest,
    wanted: api.Register,
    texts: dict[str, str],
    row: api.Entry | None = None,
    refusal: AnlanError | None = None,
) -> HttpResponse:
    region = texts.get("region", "")
    is_keeper = row is None or may(request.actor, KEEP, row.region)
    held = regions_of(request.actor, KEEP) or (region,)
    context: dict[str, Any] = {
        "tab": wanted.key,
        "register": wanted,
        "row": row,
        "texts": texts,
        "kinds": list(wanted.kinds.items()),
        "fields": [_field(each, texts.get(each.key, "")) for each in wanted.fields],
        "refusal": sentence(refusal) if refusal else "",
        "is_keeper": is_keeper,
        "within": held[0],
        "owners": people.organisations(request.actor, region=held[0], limit=200) if is_keeper else (),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "readiness/entry_form.html", context, status=422 if refusal else 200)


def _field(field: api.Field, text: str) -> dict[str, Any]:
    """Return what the form draws of a field: its text, and its options with whether each is chosen."""
    chosen = set(text.split(",")) if field.kind is api.FieldKind.CHOICES else {text}
    options = [(key, word, key in chosen) for key, word in field.options.items()]
    return {"field": field, "text": text, "options": options, "rows": max(3, text.count("\n") + 2)}
