"""What the pages of alarms and incidents show of their warnings."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.public_warnings import api
from anlan.web.auth import signed_in


@require_GET
@signed_in
def of_alarm(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Show the warnings that came from an alarm."""
    return _panel(request, api.WarningFilter(source_alarm_id=alarm_id))


@require_GET
@signed_in
def of_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the warnings of an incident."""
    return _panel(request, api.WarningFilter(incident_id=incident_id))


def _panel(request: HttpRequest, wanted: api.WarningFilter) -> HttpResponse:
    rows = api.warnings(request.actor, wanted, size=10).rows
    return render(request, "public_warnings/panel.html", {"rows": rows})
