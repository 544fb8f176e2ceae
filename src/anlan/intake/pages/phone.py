"""The phone page of grid workers and of townships: tell what is seen, with photo and place, also without a link."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anlan.intake import api
from anlan.intake.pages import reading
from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import RegionLevel, level_of
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_OWN: Final = 12
_FROM_BELOW: Final = ("township_officer", "village_officer")


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Show the form and what was sent before, or take what is told."""
    own = rights.regions_of(request.actor, "intake.send")
    if not own:
        raise NotAllowed(right="intake.send", region="")
    if request.method == "POST":
        api.receive_matter(new=_told(request), actor=request.actor, now=clock.now())
        messages.success(request, _("The duty desk has it."))
        return redirect("/intake/new/")
    context = {"regions": _regions(own), "rows": api.own_matters(request.actor, limit=_OWN)}
    return render(request, "intake/new.html", context)


def _regions(own: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the own regions and what lies right below, by name."""
    codes = [(region, places.name(region)) for region in own if region]
    for region in own:
        if RegionLevel.COUNTY <= level_of(region) < RegionLevel.VILLAGE:
            codes += [(each.code, each.name) for each in places.children(region)]
    return codes


def _told(request: HttpRequest) -> api.NewMatter:
    now = clock.now()
    region, location, words = reading.placed(request)
    is_from_below = bool(rights.role_among(request.actor, _FROM_BELOW, region))
    return api.NewMatter(
        kind=api.MatterKind.REPORT_FROM_BELOW if is_from_below else api.MatterKind.TIP_OFF,
        text=sent.text(request, "text"),
        region=region,
        token=sent.text(request, "client_token"),
        place_text=words,
        location=location,
        teller_name=request.actor.name[:40],
        hurt=reading.whole(request, "hurt"),
        told_at=reading.told_at(request, now),
        is_exercise="exercise" in request.POST,
        pictures=reading.pictures(request),
    )
