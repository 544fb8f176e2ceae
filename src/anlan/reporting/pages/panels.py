"""Fragments of the incident's page: clocks and reports."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.incidents import api as incidents
from anlan.reporting import api
from anlan.support import rights
from anlan.web.auth import signed_in


@require_GET
@signed_in
def clocks_panel(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the incident's clocks that still want a report."""
    incident = incidents.incident(request.actor, incident_id)
    rows = api.clocks_of(request.actor, incident_id)
    owed = [row for row in rows if row.is_ticking or row.state is api.ClockState.MISSED]
    return render(request, "reporting/clocks_panel.html", {"incident": incident, "clocks": owed})


@require_GET
@signed_in
def reports_panel(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the incident's clocks with their evidence, and its reports."""
    incident = incidents.incident(request.actor, incident_id)
    clocks = api.clocks_of(request.actor, incident_id)
    found = api.reports(request.actor, api.ReportFilter(incident_id=incident_id), size=50)
    keeps = rights.may(request.actor, "reporting.keep_clocks", incident.region)
    has_daily = any(row.is_ticking and row.stage is api.Stage.FOLLOWUP for row in clocks)
    is_stable = any(row.stage is api.Stage.VERIFIED for row in clocks)
    context = {
        "incident": incident,
        "clocks": clocks,
        "reports": found.rows,
        "may_write": bool(rights.regions_of(request.actor, "reporting.write")),
        "may_stabilise": keeps and has_daily and not is_stable,
        "has_first": any(row.stage is api.Stage.FIRST for row in found.rows),
        "is_stable": is_stable,
    }
    return render(request, "reporting/panel.html", context)
