"""The live board of calls, one call with its evidence, and a person's own calls."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.public_warnings import api
from anlan.public_warnings.pages.listing import whole
from anlan.support import rights
from anlan.web.auth import signed_in

_SIZE = 60
_MOST_TOWNSHIPS = 40


@require_GET
@signed_in
def board(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show how the calls of a warning stand, the worst first."""
    number = whole(request.GET.get("page", "1"), 1)
    show = request.GET.get("show", "")
    wanted = api.CallFilter(show=show, township=request.GET.get("township", ""), text=request.GET.get("q", "").strip())
    found = api.call_board(request.actor, warning_id, wanted, page=number, size=_SIZE)
    context = {
        "board": found,
        "warning_id": warning_id,
        "headline": api.headline_of(warning_id),
        "townships": found.townships[:_MOST_TOWNSHIPS],
        "more_townships": max(0, len(found.townships) - _MOST_TOWNSHIPS),
        "page": Paginator(range(found.found), _SIZE).get_page(number),
        "shows": [
            ("handed_up", _("Nobody answered"), found.handed_up),
            ("escalated", _("Passed on"), found.escalated),
            ("waiting", _("Being called"), found.waiting),
            ("confirmed", _("Confirmed"), found.confirmed),
        ],
        "may_record": bool(rights.regions_of(request.actor, "public_warnings.record_voice")),
    }
    template = "public_warnings/board_body.html" if "HX-Request" in request.headers else "public_warnings/board.html"
    return render(request, template, context)


@require_GET
@signed_in
def one(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Show one call with every try, and the form to write down a voice call."""
    row = api.call(request.actor, task_id)
    context = {
        "call": row,
        "tries": api.tries(request.actor, task_id),
        "headline": api.headline_of(row.warning_id),
        "may_record": rights.may(request.actor, "public_warnings.record_voice", row.region)
        and row.state in ("calling", "handed_up"),
        "is_mine": row.id in {each.id for each in api.calls_to(request.actor)},
    }
    return render(request, "public_warnings/call.html", context)


@require_POST
@signed_in
def voice(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Write down what came of a voice call."""
    spoken = api.VoiceCall(
        is_answered=request.POST.get("answered") == "yes",
        answered_by=request.POST.get("answered_by", ""),
        note=request.POST.get("note", ""),
    )
    api.record_voice_call(task_id=task_id, voice=spoken, actor=request.actor, now=clock.now())
    return redirect("public_warnings:calls", api.call(request.actor, task_id).warning_id)


@require_POST
@signed_in
def confirm(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Confirm a call on the signed-in page."""
    api.confirm_call(task_id=task_id, actor=request.actor, now=clock.now())
    return redirect("public_warnings:call", task_id)


@require_GET
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Show a person on the phone the calls that wait for an answer."""
    rows = [(row, api.headline_of(row.warning_id)) for row in api.calls_to(request.actor)]
    return render(request, "public_warnings/my_calls.html", {"rows": rows})
