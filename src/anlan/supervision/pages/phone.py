"""The officers' phone pages: planned visits, the record on the spot and the re-inspection, also without a link."""

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
_MOST_DUE = 30


@require_GET
@signed_in
def visits(request: HttpRequest) -> HttpResponse:
    """Show the planned visits, the own ones first."""
    rights.require_somewhere(request.actor, _INSPECT)
    today = clock.in_china(clock.now()).date()
    due = api.InspectionFilter(due="recheck", sort="recheck")
    context = {
        "rows": api.own_visits(request.actor, today),
        "due": [row for row in api.inspections(request.actor, due)[:_MOST_DUE] if _may(request, row)],
        "today": today,
    }
    return render(request, "supervision/visits.html", context)


def _may(request: HttpRequest, row: api.InspectionRow) -> bool:
    return rights.may(request.actor, _INSPECT, row.region)


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


@require_http_methods(["GET", "POST"])
@signed_in
def recheck(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """Show the form of a re-inspection, or take its record, once however often it is sent."""
    found = api.inspection(request.actor, inspection_id)
    rights.require(request.actor, _INSPECT, found.row.region)
    if request.method == "POST":
        new = reading.recheck(request, found, clock.now())
        api.record_recheck(new=new, actor=request.actor, now=clock.now())
        messages.success(request, _("The re-inspection is recorded; its opinion is numbered."))
        return redirect("supervision:visits")
    is_open = found.row.state in (api.InspectionState.ORDERED, api.InspectionState.UNFIXED)
    today = clock.in_china(clock.now()).date()
    context = {
        "file": found,
        "row": found.row,
        "is_open": is_open,
        "officers": api.able_officers(request.actor, found.row.region, today) if is_open else (),
        "places": (1, 2),
    }
    return render(request, "supervision/recheck.html", context)
