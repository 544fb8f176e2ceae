"""The phone: put a hidden danger down on the spot, tell of rectification, also without a link."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anlan.dangers import api
from anlan.dangers.pages import reading
from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.kernel.regions import RegionLevel, level_of, normalise
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_FIND: Final = "dangers.find"
_MOST_SHOWN: Final = 12
_MOST_OBJECTS: Final = 300


@require_http_methods(["GET", "POST"])
@signed_in
def find(request: HttpRequest) -> HttpResponse:
    """Show the form and what was put down before, or take what is put down."""
    own = api.own_objects(request.actor)
    if not own and not rights.regions_of(request.actor, _FIND):
        raise NotAllowed(right=_FIND, region="")
    if request.method == "POST":
        api.register_danger(_found(request), request.actor, clock.now())
        messages.success(request, _("Put down. It goes the way of every hidden danger from here."))
        return redirect("/dangers/find/")
    rows = api.dangers(request.actor, api.DangerFilter(is_open=True))
    context = {
        "own": own,
        "objects": _objects(request) if not own else (),
        "regions": _regions(request),
        "trades": api.trades(),
        "rows": rows[:_MOST_SHOWN],
        "object": sent_object(request),
    }
    return render(request, "dangers/find.html", context)


def sent_object(request: HttpRequest) -> str:
    """Return the object that the address names, to be chosen already."""
    return request.GET.get("object", "")[:36]


def _objects(request: HttpRequest) -> list[tuple[UUID, str]]:
    rows = enterprises.enterprises(request.actor, enterprises.EnterpriseFilter())[:_MOST_OBJECTS]
    return [(row.id, row.name) for row in rows]


def _regions(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the reader's regions and what lies right below, by name."""
    held = rights.regions_of(request.actor, _FIND)
    codes = [(region, places.name(region)) for region in held if region]
    for region in held:
        if RegionLevel.COUNTY <= level_of(region) < RegionLevel.VILLAGE:
            codes += [(each.code, each.name) for each in places.children(region)]
    return codes


def _found(request: HttpRequest) -> api.NewDanger:
    now = clock.now()
    chosen = sent.text(request, "object")
    object_id = sent.as_id("object_id", chosen) if chosen else None
    location = reading.point(request)
    region = _region(request, object_id, location)
    return api.NewDanger(
        title=sent.text(request, "title"),
        text=sent.text(request, "text"),
        region=region,
        source=_source(request, object_id, region),
        object_kind=api.ObjectKind.ENTERPRISE if object_id else api.ObjectKind.PLACE,
        object_id=object_id,
        location=location,
        place_text=sent.text(request, "place_text"),
        trade=sent.text(request, "trade"),
        found_at=sent.pressed_at(request, now),
        token=sent.text(request, "client_token")[:80],
        pictures=reading.pictures(request),
    )


def _source(request: HttpRequest, object_id: UUID | None, region: str) -> api.Source:
    """Return how the sender finds: an enterprise by its own check, an inspector by inspection, others by telling."""
    if api.is_own(request.actor, object_id):
        return api.Source.SELF
    return api.Source.INSPECTION if rights.may(request.actor, "dangers.register", region) else api.Source.TIP_OFF


def _region(request: HttpRequest, object_id: UUID | None, location: tuple[float, float] | None) -> str:
    """Return the region: the object's, else the chosen one, else where the point lies, else the sender's own."""
    if object_id is not None:
        return enterprises.region_of(object_id)
    chosen = normalise(sent.text(request, "region"))
    found = chosen or (places.region_at(*location) if location else "")
    return found or next(iter(rights.regions_of(request.actor, _FIND)), "")


@require_http_methods(["GET", "POST"])
@signed_in
def tell(request: HttpRequest, danger_id: UUID) -> HttpResponse:
    """Show the form by which rectification is told of on the phone, or take what it sends."""
    row = api.danger(request.actor, danger_id)
    if request.method == "POST":
        about = {"danger_id": danger_id, "told": reading.told(request), "actor": request.actor, "now": clock.now()}
        if sent.text(request, "what") == "apply":
            api.apply_for_acceptance(**about)
            messages.success(request, _("The department has the application."))
        else:
            api.tell_of_rectification(**about)
            messages.success(request, _("Told."))
        return redirect("dangers:tell", danger_id)
    acts = {each.value for each in api.acts_open_to(request.actor, row)}
    if not acts & {"feed_back", "apply"} and not api.is_own(request.actor, row.object_id):
        raise NotFound(what="danger")
    context = {"danger": row, "acts": acts, "steps": tuple(reversed(api.steps_of(row.id)))[:6]}
    return render(request, "dangers/tell.html", context)
