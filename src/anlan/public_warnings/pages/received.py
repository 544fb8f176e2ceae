"""What partners sent: the list, one message, what was refused; a person drafts from it or sets it aside."""

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.public_warnings.cap_words import code_word
from anlan.public_warnings.pages.forms import kind_choices
from anlan.public_warnings.pages.listing import whole
from anlan.public_warnings.words import RECEIVED_WORDS
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.errors import sentence
from anlan.web.parts import LEVEL_WORDS

_SIZE = 30
_LEVELS = [(str(int(level)), _(LEVEL_WORDS[level])) for level in reversed(Level) if level]


class DraftForm(forms.Form):
    """What a person chooses for the draft; the message's own where it names a kind and a level of ours."""

    kind = forms.ChoiceField(label=_("Kind"), choices=kind_choices)
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, choices=_LEVELS, widget=forms.RadioSelect)


class AsideForm(forms.Form):
    """Why a message leads to nothing here."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


@require_GET
@signed_in
def received_list(request: HttpRequest) -> HttpResponse:
    """Show what partners sent, newest first."""
    number = whole(request.GET.get("page", "1"), 1)
    partner = request.GET.get("partner", "")
    known = api.partners(request.actor)
    wanted = api.MessageFilter(
        state=request.GET.get("state", ""),
        partner_id=next((row.id for row in known if str(row.id) == partner), None),
        text=request.GET.get("q", "").strip(),
    )
    found = api.received(request.actor, wanted, page=number, size=_SIZE)
    context = {
        "rows": found.rows,
        "page": Paginator(range(found.total), _SIZE).get_page(number),
        "states": list(RECEIVED_WORDS.items()),
        "partners": [(str(row.id), row.name) for row in known],
    }
    fragment = "HX-Request" in request.headers
    template = "public_warnings/received_body.html" if fragment else "public_warnings/received.html"
    return render(request, template, context)


@require_GET
@signed_in
def refused_list(request: HttpRequest) -> HttpResponse:
    """Show what was refused, and why."""
    number = whole(request.GET.get("page", "1"), 1)
    known, partner = api.partners(request.actor), request.GET.get("partner", "")
    found = api.refused(
        request.actor,
        partner_id=next((row.id for row in known if str(row.id) == partner), None),
        code=request.GET.get("code", ""),
        page=number,
    )
    context = {
        "rows": found.rows,
        "page": Paginator(range(found.total), _SIZE).get_page(number),
        "codes": sorted((code, code_word(code)) for code in api.refused_codes(request.actor)),
        "partners": [(str(row.id), row.name) for row in known],
    }
    return render(request, "public_warnings/refused.html", context)


@require_GET
@signed_in
def received_message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show one message, what came after it, and what a person may do with it."""
    row = api.received_message(request.actor, message_id)
    return _shown(request, row)


def _shown(request: HttpRequest, row: api.MessageRow, wrong: str = "") -> HttpResponse:
    chosen = {"kind": row.event_code, "level": int(row.level) or ""}
    context = {
        "row": row,
        "draft_form": DraftForm(initial=chosen),
        "aside_form": AsideForm(),
        "may_draft": bool(rights.regions_of(request.actor, "public_warnings.draft")),
        "wrong": wrong,
    }
    return render(request, "public_warnings/received_message.html", context, status=422 if wrong else 200)


@require_POST
@signed_in
def make_draft(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Make a draft of the person's own unit and open it."""
    form = DraftForm(request.POST)
    chosen = {"kind": form.cleaned_data["kind"], "level": Level(form.cleaned_data["level"])} if form.is_valid() else {}
    act = {"message_id": message_id, "actor": request.actor, "now": clock.now()}
    try:
        warning_id = api.draft_of_received(**chosen, **act)
    except AnlanError as error:
        return _shown(request, api.received_message(request.actor, message_id), sentence(error))
    return redirect("public_warnings:warning", warning_id)


@require_POST
@signed_in
def put_aside(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Set the message aside with a reason."""
    act = {"message_id": message_id, "actor": request.actor, "now": clock.now()}
    try:
        api.set_aside(reason=request.POST.get("reason", ""), **act)
    except AnlanError as error:
        return _shown(request, api.received_message(request.actor, message_id), sentence(error))
    return redirect("public_warnings:received")
