"""The rescue circles of a county: people reached in time, and the gap."""

import math
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from anlan.kernel import clock
from anlan.kernel.regions import RegionLevel, at_level
from anlan.places import api as places
from anlan.readiness import api
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_EXPORT: Final = Export(
    name="rescue-gap",
    heads=(_("Code"), _("Village"), _("People"), _("First team"), _("Minutes"), _("By air, minutes")),
    cells=lambda row: row,
)


@require_GET
@signed_in
def circles_page(request: HttpRequest) -> HttpResponse:
    """Show the circles of the county that the address names, or the reader's own."""
    region = request.GET.get("region", "") or _own(request)
    skills = api.register("teams").field_of("skills").options
    skill = request.GET.get("skill", "")
    found = api.rescue_circles(request.actor, region, clock.now(), skill=skill if skill in skills else "")
    if wants_file(request):
        return csv_answer(_EXPORT, _cells(found.gap))
    names = places.names([region, *(each.code for each in found.parts)])
    context: dict[str, Any] = {
        "region": region,
        "found": found,
        "parts": [(names[each.code], each) for each in found.parts],
        "page": page_of(request, found.gap),
        "skills": list(skills.items()),
        "roads": places.roads_in_force(),
        "limits": api.CIRCLE_MINUTES,
    }
    return render(request, "readiness/circles.html", context)


def _own(request: HttpRequest) -> str:
    """Return the reader's county, or the whole prefecture where that is his region."""
    held = rights.regions_of(request.actor, "readiness.read")
    return at_level(held[0], RegionLevel.COUNTY) if held else ""


def _cells(gap: tuple[api.Reached, ...]) -> list[list[object]]:
    names = places.full_names(each.code for each in gap)
    return [
        [each.code, names[each.code], each.persons, each.team, _minutes(each.minutes), _minutes(each.air_minutes)]
        for each in gap
    ]


def _minutes(value: float) -> object:
    return round(value) if math.isfinite(value) else ""
