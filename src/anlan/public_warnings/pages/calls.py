"""The live board of calls, running rounds, one call with its evidence, and a person's own calls."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.public_warnings import api
from anlan.public_warnings.pages.call_cells import blocks, cells
from anlan.support import rights
from anlan.web.auth import signed_in

_WHOLE = 4000
_SHOWS = ("help", "handed_up", "escalated", "waiting", "planned", "confirmed")


@require_GET
@signed_in
def rounds(request: HttpRequest) -> HttpResponse:
    """List the running rounds that the reader may see, above them the calls that wait for the reader."""
    context = {
        "rounds": api.running_rounds(request.actor),
        "mine": len(api.calls_to(request.actor)),
        "silent": api.silent_townships(request.actor),
        "wrong": len(api.wrong_numbers(request.actor)),
    }
    template = "public_warnings/rounds_body.html" if "HX-Request" in request.headers else "public_warnings/rounds.html"
    return render(request, template, context)


@require_GET
@signed_in
def board(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show how the calls of a warning stand on one page, the worst first."""
    found = api.call_board(request.actor, warning_id, _wanted(request), size=_WHOLE)
    context = {
        "board": found,
        "warning_id": warning_id,
        "headline": api.headline_of(warning_id),
        "blocks": blocks(found),
        "shows": _shows(found),
        "begins": _begins(request, found),
    }
    return render(request, "public_warnings/board.html", context)


@require_GET
@signed_in
def changes(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show what has changed on the board since the reader looked: figures, townships, calls."""
    since = request.GET.get("since", "")
    if not since.isascii() or not since.isdigit() or len(since) > 18:
        return HttpResponseBadRequest()
    found = api.board_changes(request.actor, warning_id, _wanted(request), int(since))
    context = {"board": found, "blocks": found.townships, "cells": cells(found.rows)}
    return render(request, "public_warnings/board_changes.html", context)


def _wanted(request: HttpRequest) -> api.CallFilter:
    return api.CallFilter(
        show=request.GET.get("show", ""),
        township=request.GET.get("township", ""),
        text=request.GET.get("q", "").strip(),
    )


def _shows(found: api.CallBoard) -> list[tuple[str, str]]:
    """Return what the board can be narrowed to; how many there are is said by the figures, which stay fresh."""
    words = {
        "help": (_("Help wanted"), found.help_wanted),
        "handed_up": (_("Nobody answered"), found.handed_up),
        "escalated": (_("Passed on"), found.escalated),
        "waiting": (_("Being called"), found.waiting),
        "planned": (_("Wait for the township"), found.planned),
        "confirmed": (_("Confirmed"), found.confirmed),
    }
    return [(key, words[key][0]) for key in _SHOWS if words[key][1] or key not in ("help", "planned")]


def _begins(request: HttpRequest, found: api.CallBoard) -> list[api.TownshipCalls]:
    """Return the townships whose villages the reader may begin to call."""
    may = "public_warnings.record_voice"
    return [each for each in found.townships if each.planned and rights.may(request.actor, may, each.township)]


@require_POST
@signed_in
def begin(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Begin the calls of a township's villages."""
    act = {"warning_id": warning_id, "township": request.POST.get("township", "")}
    api.begin_villages(**act, actor=request.actor, now=clock.now())
    return redirect("public_warnings:calls", warning_id)


@require_GET
@signed_in
def one(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Show one call with its ladder and every try, and the forms to write down what was said."""
    row = api.call(request.actor, task_id)
    may_record = rights.may(request.actor, "public_warnings.record_voice", row.region)
    context: dict[str, Any] = {
        "call": row,
        "steps": api.steps(request.actor, task_id),
        "tries": api.tries(request.actor, task_id),
        "headline": api.headline_of(row.warning_id),
        "may_record": may_record and row.state in ("planned", "calling", "handed_up"),
        "may_ask_again": may_record and row.state == "confirmed",
        "is_mine": row.id in {each.id for each in api.calls_to(request.actor)},
    }
    return render(request, "public_warnings/call.html", context)


@require_POST
@signed_in
def voice(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Write down what came of a voice call."""
    spoken = api.VoiceCall(
        is_answered=request.POST.get("answered") in ("yes", "help"),
        answered_by=request.POST.get("answered_by", ""),
        note=request.POST.get("note", ""),
        wants_help=request.POST.get("answered") == "help",
    )
    api.record_voice_call(task_id=task_id, voice=spoken, actor=request.actor, now=clock.now())
    return redirect("public_warnings:calls", api.call(request.actor, task_id).warning_id)


@require_POST
@signed_in
def again(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Ask those who confirmed once more."""
    api.ask_again(task_id=task_id, actor=request.actor, now=clock.now())
    return redirect("public_warnings:call", task_id)


@require_POST
@signed_in
def confirm(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Confirm a call on the signed-in page, and go on to the list of households where there is one."""
    wants_help = request.POST.get("answer") == "help"
    api.confirm_call(task_id=task_id, actor=request.actor, now=clock.now(), wants_help=wants_help)
    has_list = api.call(request.actor, task_id).households_to_move
    return redirect("public_warnings:households" if has_list else "public_warnings:call", task_id)


@require_POST
@signed_in
def refuse(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Say that a place is not one's own to answer for, and whom to call."""
    instead = api.Instead(name=request.POST.get("name", "").strip(), phone=request.POST.get("phone", "").strip())
    api.refuse_call(task_id=task_id, instead=instead, actor=request.actor, now=clock.now())
    return redirect("public_warnings:my_calls")


@require_GET
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Show a person on the phone the calls that wait for an answer."""
    rows = [(row, api.headline_of(row.warning_id)) for row in api.calls_to(request.actor)]
    return render(request, "public_warnings/my_calls.html", {"rows": rows})


@require_GET
@signed_in
def wrong_numbers(request: HttpRequest) -> HttpResponse:
    """List numbers and duties that people called say are wrong, for the keeper of the directory."""
    is_open = request.GET.get("state", "open") != "settled"
    context = {
        "rows": api.wrong_numbers(request.actor, is_open=is_open),
        "is_open": is_open,
        "states": [("open", _("To set right")), ("settled", _("Set right"))],
        "may_settle": bool(rights.regions_of(request.actor, "public_warnings.settle_number")),
    }
    return render(request, "public_warnings/wrong_numbers.html", context)


@require_POST
@signed_in
def settle_number(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """Say that the directory has been set right."""
    api.settle_wrong_number(number_id=number_id, actor=request.actor, now=clock.now())
    return redirect("public_warnings:wrong_numbers")
