"""The duty desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anlan.center.queue import SOURCES, QueueFilter, queue
from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.parts import LEVEL_WORDS


@require_GET
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Send each to where the own day begins: the desk, or the own tasks."""
    begins_on_desk = rights.regions_of(request.actor, "center.begin_on_desk")
    return redirect("/desk/" if begins_on_desk else "/tasks/")


@require_GET
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """Show the duty desk: queue, detail, actions."""
    return render(request, "center/desk.html", _queue_context(request))


@require_GET
@signed_in
def desk_queue(request: HttpRequest) -> HttpResponse:
    """Show the queue as it is now."""
    return render(request, "center/queue.html", _queue_context(request))


@require_GET
@signed_in
def desk_item(request: HttpRequest) -> HttpResponse:
    """Show one thing of the queue that has its own page elsewhere."""
    room, subject = request.GET.get("room", ""), request.GET.get("subject", "")
    if room not in SOURCES:
        raise NotFound(what="desk_item")
    found = SOURCES[room](request.actor, clock.now())
    entry = next((each for each in found if each.item.subject == subject), None)
    return render(request, "center/item.html", {"entry": entry})


def _queue_context(request: HttpRequest) -> dict[str, Any]:
    now = clock.now()
    found = queue(request.actor, now, _wanted(request))
    return {
        "entries": found.entries,
        "rooms": [(room, word, found.counts[room]) for room, word in _room_words().items()],
        "levels": [(str(level.value), _(LEVEL_WORDS[level])) for level in reversed(Level) if level],
        "selected": request.GET.get("item", ""),
        "may_handle": bool(rights.regions_of(request.actor, "intake.handle")),
    }


def _room_words() -> dict[str, str]:
    return {
        "intake": _("Inbox"),
        "alarms": _("Alarms"),
        "public_warnings": _("Warnings"),
        "command": _("Responses and orders"),
        "reporting": _("Reports"),
        "duty": _("Roll-calls and instructions"),
    }


def _wanted(request: HttpRequest) -> QueueFilter:
    level = request.GET.get("level", "")
    return QueueFilter(
        room=request.GET.get("room", ""),
        least_level=int(level) if level in {"1", "2", "3", "4"} else 0,
        region=request.GET.get("region", ""),
    )
