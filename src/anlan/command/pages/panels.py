"""Fragments of the incident's page: response, orders, evacuation."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.command import api
from anlan.command.words import RESPONSE_LEVEL_WORDS
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level, lineage
from anlan.places import api as places
from anlan.support import rights
from anlan.web.auth import signed_in


@require_GET
@signed_in
def command_panel(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the incident's responses and its orders, and what the reader may do."""
    incident = incidents.incident(request.actor, incident_id)
    now = clock.now()
    rows = api.responses_of(request.actor, incident_id)
    context = {
        "incident": incident,
        "responses": [_with_acts(request, row) for row in rows],
        "has_open": any(row.state in api.OPEN_RESPONSES for row in rows),
        "uppers": api.upper_responses_of(request.actor, incident_id),
        "orders": api.orders_of(request.actor, incident_id, now),
        "counts": api.order_counts(request.actor, incident_id, now),
        "levels": [(level.value, RESPONSE_LEVEL_WORDS[level]) for level in reversed(Level) if level],
        "upper_regions": [(code, places.name(code)) for code in lineage(incident.region)[1:]],
        "may": {
            "propose": rights.may(request.actor, "command.propose_response", incident.region),
            "upper": rights.may(request.actor, "command.record_upper_response", incident.region),
            "issue": rights.may(request.actor, "command.issue_orders", incident.region),
        },
        "now": now,
    }
    return render(request, "command/panel.html", context)


def _with_acts(request: HttpRequest, row: api.ResponseRow) -> dict[str, Any]:
    """Return a response with what the reader may do with it."""
    return {
        "row": row,
        "may_sign": api.may_sign(request.actor, row),
        "waits_for_another": row.proposed_level is not Level.NONE and row.proposed_by_id == request.actor.id,
        "may_change": row.is_running and rights.may(request.actor, "command.propose_response", row.region),
        "may_end": api.may_end(request.actor, row),
        "text": api.draft_order_text(row, clock.now()) if api.may_sign(request.actor, row) else "",
    }


@require_GET
@signed_in
def evacuation_panel(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the incident's evacuation list by township."""
    incident = incidents.incident(request.actor, incident_id)
    table = api.evacuation_with_lists(request.actor, incident_id)
    context = {
        "incident": incident,
        "table": table,
        "has_lists": any(line.listed for line in table.lines),
        "within": at_level(incident.region, RegionLevel.COUNTY),
        "may_set": rights.may(request.actor, "command.set_evacuation", incident.region),
        "token": new_id(),
    }
    return render(request, "command/evacuation_panel.html", context)
