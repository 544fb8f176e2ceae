"""Beginning a draft, from one of four sources: an alarm, a pasted forecast, a partner's message, or by hand."""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError, InvalidValue
from anlan.kernel.ids import new_id
from anlan.kernel.levels import Level
from anlan.protocols.cap12.message import MessageType, Status
from anlan.protocols.cap12.reading import read
from anlan.public_warnings import api
from anlan.public_warnings.domain.errors import BadContent
from anlan.public_warnings.pages.areas import chosen
from anlan.public_warnings.pages.forms import NewWarningForm, ReceivedForm, explain, regions_in
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

_DRAFT: Final = "public_warnings.draft"
_TAKEN_UP: Final = (MessageType.ALERT, MessageType.UPDATE)


def _home(request: HttpRequest) -> str:
    """Return the region that the actor drafts for; refuse an actor who may draft nowhere."""
    held = rights.regions_of(request.actor, _DRAFT)
    rights.require(request.actor, _DRAFT, held[0] if held else "")
    return held[0]


@require_http_methods(["GET", "POST"])
@signed_in
def by_hand(request: HttpRequest) -> HttpResponse:
    """Show the first form, or begin a draft from the template of its kind and level."""
    form = NewWarningForm(request.POST) if request.method == "POST" else NewWarningForm(initial=_first(request))
    regions = regions_in(request.POST if form.is_bound else request.GET)
    if form.is_bound and form.is_valid():
        if not regions:
            form.add_error(None, _("Choose at least one place."))
        else:
            try:
                return _begin(request, form, regions)
            except (BadContent, InvalidValue) as error:
                explain(form, error, sentence(error))
    return _shown(request, "hand", {"form": form, "regions": chosen(regions)}, is_wrong=form.is_bound)


def _first(request: HttpRequest) -> dict[str, Any]:
    return {"token": new_id(), "level": request.GET.get("level", ""), "kind": request.GET.get("kind", "")}


def _begin(request: HttpRequest, form: NewWarningForm, regions: tuple[str, ...]) -> HttpResponse:
    found, now = form.cleaned_data, clock.now()
    region = api.issuing_region(regions)
    facts = found["facts"] or api.wording("by_hand")
    content = api.from_template(
        found["kind"], Level(found["level"]), region=region, regions=regions, facts=facts, now=found["effective"] or now
    )
    if found["expires"]:
        content = replace(content, expires=found["expires"])
    draft = api.NewDraft(
        id=found["token"],
        region=region,
        content=api.on_channels(content, is_exercise=found["is_exercise"]),
        is_exercise=found["is_exercise"],
    )
    warning_id = api.draft_warning(draft=draft, actor=request.actor, now=now)
    return redirect("public_warnings:edit", warning_id)


@require_http_methods(["GET", "POST"])
@signed_in
def from_forecast(request: HttpRequest) -> HttpResponse:
    """Show where to paste a forecast, or what was recognised in it, with the first form filled in as far as that."""
    if request.method == "GET":
        return _shown(request, "forecast", {"text": ""})
    text = request.POST.get("text", "")
    try:
        found = api.read_forecast(text, within=_home(request), now=clock.now())
    except AnlanError as error:
        return _shown(request, "forecast", {"text": text, "wrong": sentence(error)}, is_wrong=True)
    initial = {
        "token": new_id(),
        "kind": found.kind,
        "level": int(found.level) or "",
        "facts": found.text[:500],
        "effective": found.effective,
        "expires": found.expires,
    }
    context = {"text": text, "found": found, "form": NewWarningForm(initial=initial), "regions": chosen(found.regions)}
    return _shown(request, "forecast", context)


@require_http_methods(["GET", "POST"])
@signed_in
def from_partner(request: HttpRequest) -> HttpResponse:
    """Show where to paste a partner's CAP message, or begin the draft that it leads to."""
    form = ReceivedForm(request.POST) if request.method == "POST" else ReceivedForm(initial={"token": new_id()})
    if form.is_bound and form.is_valid():
        try:
            return redirect("public_warnings:edit", _take_up(request, form.cleaned_data))
        except AnlanError as error:
            explain(form, error, sentence(error))
    return _shown(request, "partner", {"form": form}, is_wrong=form.is_bound)


def _take_up(request: HttpRequest, found: dict[str, Any]) -> Any:
    """Begin the draft that a message leads to; tests, drafts and endings of others are no reason to warn."""
    region, now = _home(request), clock.now()
    alert = read(found["message"].strip().encode())
    if alert.status not in (Status.ACTUAL, Status.EXERCISE):
        raise BadContent(field="message", value=alert.status.value, rule="actual_or_exercise")
    if alert.message_type not in _TAKEN_UP:
        raise BadContent(field="message", value=alert.message_type.value, rule="alert_or_update")
    content = api.content_of_received(
        alert, region=region, now=now, kind=found["kind"], level=Level(found["level"] or 0)
    )
    is_exercise = alert.status is Status.EXERCISE
    draft = api.NewDraft(
        id=found["token"],
        region=region,
        content=api.on_channels(content, is_exercise=is_exercise),
        is_exercise=is_exercise,
    )
    return api.draft_warning(draft=draft, actor=request.actor, now=now)


@require_GET
@signed_in
def from_alarm(request: HttpRequest) -> HttpResponse:
    """Show the drafts that verified alarms have begun and nobody has submitted yet."""
    wanted = api.WarningFilter(states=(api.WarningState.DRAFT, api.WarningState.RETURNED), from_alarms=True)
    page = api.warnings(request.actor, wanted, size=20)
    return _shown(request, "alarm", {"drafts": page.rows, "more": page.total - len(page.rows)})


def _shown(request: HttpRequest, source: str, context: dict[str, Any], *, is_wrong: bool = False) -> HttpResponse:
    whole = {"source": source, "within": _home(request), **context}
    return render(request, "public_warnings/new.html", whole, status=422 if is_wrong else 200)
