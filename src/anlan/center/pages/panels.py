"""Parts of a room's page that need another: an incident's alarms, small maps, whom an alarm's warnings reached."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.alarms import api as alarms
from anlan.center.map_config import config_near
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.places import api as places
from anlan.public_warnings import api as warnings
from anlan.readiness import api as readiness
from anlan.web.auth import signed_in

_ALARM = "alarm:"
_MOST_WARNINGS = 5
_MOST_CALLS = 20


@require_GET
@signed_in
def alarms_of_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the alarms that an incident was opened from."""
    subjects = incidents.subjects_of(request.actor, incident_id)
    ids = [UUID(subject.removeprefix(_ALARM)) for subject in subjects if subject.startswith(_ALARM)]
    return render(request, "center/alarms_of_incident.html", {"alarms": _visible(request.actor, ids)})


@require_GET
@signed_in
def map_of_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show where an incident is, with alarms, warned areas and stations around it."""
    row = incidents.incident(request.actor, incident_id)
    context = {"incident": row, "config": config_near(row.longitude, row.latitude)}
    return render(request, "center/map_of_incident.html", context)


@require_GET
@signed_in
def map_of_alarm(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Show where an alarm is, with what is around it."""
    row = alarms.alarm(request.actor, alarm_id)
    return render(request, "center/map_of_alarm.html", {"config": config_near(row.longitude, row.latitude)})


@require_GET
@signed_in
def told_by_warnings(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Show whom the warnings drafted from an alarm have reached so far: channels, and calls that were confirmed."""
    row = alarms.alarm(request.actor, alarm_id)
    found = warnings.warnings(request.actor, warnings.WarningFilter(source_alarm_id=row.id), size=_MOST_WARNINGS).rows
    sent = [_reached(request.actor, warning) for warning in found if warning.issued_at]
    return render(request, "center/told_by_warnings.html", {"sent": sent})


@require_GET
@signed_in
def forces_of_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the experts that an incident asks for and the nearest forces of each register that says how many."""
    row = incidents.incident(request.actor, incident_id)
    if row.longitude is None or row.latitude is None:
        at = (places.division(row.region).longitude, places.division(row.region).latitude)
    else:
        at = (row.longitude, row.latitude)
    registers = [each for each in readiness.registers().values() if each.near]
    found = [
        (each, readiness.entries_near(request.actor, readiness.EntryFilter(register=each.key), at, each.near))
        for each in registers
    ]
    context = {
        "experts": readiness.experts_for(request.actor, row.event_kind, at),
        "forces": [(each, entry) for each, entries in found for entry in entries],
    }
    return render(request, "center/forces_of_incident.html", context)


def _reached(actor: Actor, warning: warnings.WarningRow) -> dict[str, Any]:
    return {
        "warning": warning,
        "channels": warnings.channel_results(actor, warning.id),
        "calls": _calls(actor, warning.id),
    }


def _calls(actor: Actor, warning_id: UUID) -> warnings.CallBoard | None:
    """Return who answered the calls, or nothing where there are none that the reader may see."""
    try:
        return warnings.call_board(actor, warning_id, warnings.CallFilter(show="confirmed"), size=_MOST_CALLS)
    except NotFound:
        return None


def _visible(actor: Actor, ids: list[UUID]) -> list[alarms.AlarmRow]:
    found = []
    for alarm_id in ids:
        try:
            found.append(alarms.alarm(actor, alarm_id))
        except NotFound:
            continue
    return found
