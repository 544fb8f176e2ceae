"""Declaring an incident in under a minute: from what came in, from an alarm, or from nothing but a voice."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from anlan.center.pages import declaring
from anlan.incidents import api as incidents
from anlan.intake import api as intake
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
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
    if not rights.regions_of(request.actor, "incidents.open"):
        raise NotAllowed(right="incidents.open", region="")
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
    first = matters[0] if matters else None
    own = rights.regions_of(request.actor, "incidents.open")[0]
    kind = (first.event_kind if first else "") or request.GET.get("kind", "")
    region = first.region if first else normalise(request.GET.get("region", ""))
    known = incidents.event_kinds().get(kind)
    point = (first.longitude, first.latitude) if first and first.longitude is not None else (None, None)
    return {
        "token": new_id(),
        "matters": matters,
        "first": first,
        "kind": kind if known else "",
        "kind_name": known.name if known else "",
        "region": region,
        "region_text": places.full_name(region) if region else "",
        "own": own,
        "longitude": "" if point[0] is None else f"{point[0]:.6f}",
        "latitude": "" if point[1] is None else f"{point[1]:.6f}",
        "place_text": first.place_text if first else "",
        "happened_at": min([row.told_at for row in matters], default=now).replace(second=0, microsecond=0),
        "learned_at": min([row.received_at for row in matters], default=now),
        "hurt": first.hurt if first else 0,
        "exercise": first.is_exercise if first else request.GET.get("exercise") == "1",
        "grades": declaring.grade_choices(),
        "may_draft": bool(rights.regions_of(request.actor, "reporting.write")),
        "map": _map_of(region or own),
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
