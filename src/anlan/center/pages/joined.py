"""The page on which one enterprise or hazard site is seen as all rooms know it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.center.joined import AROUND_KM, joined
from anlan.kernel import clock
from anlan.places import api as places
from anlan.web.auth import signed_in


@require_GET
@signed_in
def joined_page(request: HttpRequest, kind: str, thing_id: UUID) -> HttpResponse:
    """Show an enterprise or a hazard site with its dangers, sensors, alarms, inspections, penalties and incidents."""
    found = joined(request.actor, kind, thing_id, clock.now())
    icon = "building-factory" if kind == "enterprise" else "mountain"
    context = {
        "found": found,
        "thing": found.thing,
        "parts": found.parts,
        "around": AROUND_KM,
        "map": places.map_round(found.thing.longitude, found.thing.latitude, found.thing.name, icon),
    }
    return render(request, "center/joined.html", context)
