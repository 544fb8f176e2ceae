"""The officers' phone pages: which visits are planned, and the record on the spot, also without a link."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.supervision import api
from anlan.supervision.pages import reading
from anlan.support import rights
from anlan.web.auth import signed_in

_INSPECT = "supervision.inspect"


@require_GET
@signed_in
def visits(request: HttpRequest) -> HttpResponse:
    """Show the planned visits, the own ones first."""
    if not rights.regions_of(request.actor, _INSPECT):
        rights.require(request.actor, _INSPECT, "")
    today = clock.in_china(clock.now()).date()
    return render(request, "supervision/visits.html", {"rows": api.own_visits(request.actor, today), "today": today})


@require_http_methods(["GET", "POST"])
@signed_in
def visit(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """Show the form of a visit, or take its record, once however often it is sent."""
    found = api.inspection(request.actor, inspection_id)
    rights.require(request.actor, _INSPECT, found.row.region)
    keys = [item["key"] for item in found.items]
    if request.method == "POST":
        new = reading.record(request, inspection_id, keys, clock.now())
        api.record_inspection(new=new, actor=request.actor, now=clock.now())
        messages.success(request, _("The record is stored; the papers are made."))
        return redirect("supervision:visits")
    context = {
        "file": found,
        "row": found.row,
        "is_open": found.row.state == api.InspectionState.PLANNED,
        "usual_days": api.limits("rectify")["usual_days"],
        "most_days": api.limits("rectify")["most_days"],
    }
    return render(request, "supervision/visit.html", context)
