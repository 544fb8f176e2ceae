"""Parts of an incident's page that need two rooms: its alarms, and a small map of its place."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.alarms import api as alarms
from anlan.center.map_config import config_near
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.web.auth import signed_in

_ALARM = "alarm:"


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


def _visible(actor: Actor, ids: list[UUID]) -> list[alarms.AlarmRow]:
    found = []
    for alarm_id in ids:
        try:
            found.append(alarms.alarm(actor, alarm_id))
        except NotFound:
            continue
    return found
