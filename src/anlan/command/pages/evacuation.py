"""Evacuation: targets set at the desk, numbers told from the phone, a line's history."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.command import api
from anlan.command.pages import reading
from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.kernel.regions import RegionLevel, level_of, normalise
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in


@require_POST
@signed_in
def set_target(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Say how many are to be moved from a township."""
    target = api.EvacuationTarget(
        incident_id=incident_id,
        region=normalise(sent.text(request, "region")),
        planned=_count(request),
        shelter=sent.text(request, "shelter"),
        token=sent.token(request),
    )
    api.set_evacuation_target(target=target, actor=request.actor, now=clock.now())
    messages.success(request, _("The target is set."))
    return redirect(f"/incidents/{incident_id}/")


def _count(request: HttpRequest) -> api.Count:
    return api.Count(reading.whole(request, "households"), reading.whole(request, "persons"))


@require_http_methods(["GET", "POST"])
@signed_in
def report_page(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the form of a township's numbers, or take them."""
    region = _region(request, incident_id)
    if request.method == "POST":
        now = clock.now()
        numbers = api.EvacuationNumbers(
            incident_id=incident_id,
            region=region,
            moved=_count(request),
            as_of=reading.moment(request, "as_of", now),
            shelter=sent.text(request, "shelter"),
            note=sent.text(request, "note"),
            token=sent.token(request),
        )
        api.report_evacuation(numbers=numbers, actor=request.actor, now=now)
        messages.success(request, _("Reported."))
        return redirect(f"/tasks/evacuation/{incident_id}/?region={region}")
    line = api.evacuation_line_or_none(request.actor, incident_id, region)
    listed = api.listed_of(request.actor, incident_id).get(region)
    context = {
        "incident_id": incident_id,
        "region": region,
        "line": line,
        "listed": listed,
        "proposed": _proposed(line, listed),
        "history": api.evacuation_history(request.actor, incident_id, region)[:10] if line else (),
        "others": [each for each in api.evacuation_lines(request.actor) if each.incident_id == incident_id],
        "token": new_id(),
    }
    return render(request, "command/report_evacuation.html", context)


def _proposed(line: api.EvacuationLine | None, listed: api.Listed | None) -> api.Count | None:
    """Return the numbers that the form begins with: the last told, or those by name where these are further on."""
    told = line.moved if line else None
    if listed is not None and listed.as_of and (told is None or listed.moved.persons > told.persons):
        return listed.moved
    return told


def _region(request: HttpRequest, incident_id: UUID) -> str:
    """Return the township that the reader reports for: the asked one, the own one, or the incident's first line."""
    asked = request.POST.get("region") or request.GET.get("region", "")
    if asked:
        region = normalise(asked)
        rights.require(request.actor, "command.report_evacuation", region)
        return region
    held = rights.regions_of(request.actor, "command.report_evacuation")
    own = [region for region in held if region and level_of(region) is RegionLevel.TOWNSHIP]
    lines = [line.region for line in api.evacuation_lines(request.actor) if line.incident_id == incident_id]
    found = [region for region in own if region in lines] or own or lines
    if not found:
        raise NotFound(what="evacuation")
    return found[0]


@require_GET
@signed_in
def history(request: HttpRequest, incident_id: UUID, region: str) -> HttpResponse:
    """Show every target and report of a township's line."""
    context = {
        "incident_id": incident_id,
        "line": api.evacuation_line(request.actor, incident_id, normalise(region)),
        "history": api.evacuation_history(request.actor, incident_id, normalise(region)),
    }
    return render(request, "command/evacuation_history.html", context)
