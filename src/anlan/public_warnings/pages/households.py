"""The list of households to be moved from a place, for those who are signed in, with every tick."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.public_warnings import api
from anlan.public_warnings.pages.confirm import ticks_of
from anlan.public_warnings.pages.listing import whole
from anlan.support import rights
from anlan.web.auth import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def households(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Show a page of the list, and take many ticks at one post."""
    page = whole(request.GET.get("page", "1"), 1)
    if request.method == "POST":
        ticks = ticks_of(request.POST)
        if ticks is not None:
            api.tick_households(task_id=task_id, ticks=ticks, actor=request.actor, now=clock.now())
        return redirect(f"{request.path}?page={page}")
    found = api.moves_of(request.actor, task_id, page=page)
    context = {
        "list": found,
        "ticks": api.ticks_of(request.actor, task_id),
        "may_tick": rights.may(request.actor, "public_warnings.tick_households", found.call.region)
        or any(request.actor.person_id and each.id == task_id for each in api.calls_to(request.actor)),
    }
    return render(request, "public_warnings/households.html", context)
