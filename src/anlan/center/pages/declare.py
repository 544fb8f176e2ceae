"""Declaring an incident in under a minute: from what came in, from an alarm, or from nothing but a voice."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from anlan.alarms import api as alarms
from anlan.center.pages import declaring
from anlan.incidents import api as incidents
from anlan.intake import api as intake
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.ids import new_id
from anlan.kernel.regions import RegionLevel, at_level, normalise
from anlan.places import api as places
from anlan.reporting import api as reporting
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.maps import MapConfig

_NEAR: Final = 6


@require_http_methods(["GET", "POST"])
@signed_in
def declare(request: HttpRequest) -> HttpResponse:
    """Show the form, or declare the incident and open the draft of its first report."""
    rights.require_somewhere(request.actor, "incidents.open")
    if request.method == "POST":
        return _declared(request, clock.now())
    return render(request, "center/declare.html", _form(request, clock.now()))


def _declared(request: HttpRequest, now: datetime) -> HttpResponse:
    declaration = declaring.declaration_of(request, now)
    incident_id = intake.declare_incident(declaration=declaration, actor=request.actor, now=now)
    if "draft" in request.POST and rights.regions_of(request.actor, "reporting.write"):
        by = {"stage": reporting.Stage.FIRST, "actor": request.actor, "now": now}
        return redirect(f"/reports/{reporting.draft_report(incident_id=incident_id, **by)}/")
    return redirect(f"/incidents/{incident_id}/")


def _form(request: HttpRequest, now: datetime) -> dict[str, Any]:
    matters = intake.matters_by_id(request.actor, declaring.ids_of("matter", request.GET.getlist("matter")))
    alarm_ids = declaring.ids_of("alarm", request.GET.getlist("alarm"))
    alarm = alarms.alarm(request.actor, alarm_ids[0]) if alarm_ids else None
    begins = declaring.known_of(request, matters, alarm, now)
    own = rights.regions_of(request.actor, "incidents.open")[0]
    kind = incidents.event_kinds().get(begins.kind)
    longitude, latitude = begins.point
    return {
        "token": new_id(),
        "matters": matters,
        "alarm": alarm,
        "alarm_title": alarms.alarm_title(alarm.rule_family, alarm.level) if alarm else "",
        "begins": begins,
        "kind": begins.kind if kind else "",
        "kind_name": kind.name if kind else "",
        "region_text": places.full_name(begins.region) if begins.region else "",
        "own": own,
        "longitude": "" if longitude is None else f"{longitude:.6f}",
        "latitude": "" if latitude is None else f"{latitude:.6f}",
        "happened_at": begins.happened_at.replace(second=0, microsecond=0),
        "grades": declaring.grade_choices(),
        "may_draft": bool(rights.regions_of(request.actor, "reporting.write")),
        "map": _map_of(begins.region or own),
    }


def _map_of(region: str) -> MapConfig:
    try:
        bounds = places.box_of(at_level(region, RegionLevel.COUNTY))
    except NotFound:
        bounds = None
    return MapConfig(layers=places.ground_layers(), bounds=bounds, has_panel=False, size="small")


@require_GET
@signed_in
def beside(request: HttpRequest) -> HttpResponse:
    """Show what stands beside the form: which grade the figures reach, which open incidents are near."""
    asked = request.GET
    region = _known_region(asked.get("region", ""))
    typed = {key: asked.get(key, "") for key in declaring.FIGURES}
    figures = {key: Decimal(value) for key, value in typed.items() if value.isascii() and value.isdigit()}
    location = declaring.point_of(asked.get("longitude", ""), asked.get("latitude", ""))
    is_exercise = "exercise" in asked
    near = intake.near_incidents(request.actor, region, location, is_exercise=is_exercise) if region else ()
    context = {
        "proposal": incidents.proposed_grade(asked.get("event_kind", ""), figures) if figures else None,
        "near": near[:_NEAR],
        "matter": next(iter(declaring.ids_of("matter", asked.getlist("matter"))), None),
    }
    return render(request, "center/declare_beside.html", context)


@require_GET
@signed_in
def place_at(request: HttpRequest) -> JsonResponse:
    """Name the place that was clicked on the map."""
    point = declaring.point_of(request.GET.get("longitude", ""), request.GET.get("latitude", ""))
    code = places.region_at(*point) if point else ""
    return JsonResponse({"code": code, "name": places.full_name(code) if code else ""})


def _known_region(text: str) -> str:
    try:
        return normalise(text)
    except InvalidValue:
        return ""
