"""Maps of shaking: handing one in, the list, what one holds, the assessment with it, deleting it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.analysis import api
from anlan.analysis.pages.maps import grounds
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.places import api as places
from anlan.support import journal, rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import page_of
from anlan.web.maps import Layer, MapConfig

_PER_PAGE = 30


@require_http_methods(["GET", "POST"])
@signed_in
def map_list(request: HttpRequest) -> HttpResponse:
    """Show the maps that match the address; take one more."""
    if request.method == "POST":
        file = request.FILES.get("file")
        raw = file.read(api.LARGEST_SHAKEMAP + 1) if file is not None else b""
        return redirect("analysis:shaking-map", api.store_shaking_map(raw, actor=request.actor, now=clock.now()))
    rights.require_somewhere(request.actor, api.SEE)
    page = page_of(request, api.shaking_maps(request.actor, request.GET.get("q", "").strip()), _PER_PAGE)
    places.names({row.region for row in page.object_list})
    context = {"page": page, "may_run": bool(rights.regions_of(request.actor, api.RUN))}
    return render(request, "analysis/shaking_maps.html", context)


@require_GET
@signed_in
def map_page(request: HttpRequest, map_id: UUID) -> HttpResponse:
    """Show what a map holds: its earthquake, its fields with unit and range, where the degrees are reached."""
    row = api.shaking_map(request.actor, map_id)
    context = {
        "shaking": row,
        "map": _map(row, api.drawn_shaking(request.actor, map_id)),
        "may_run": rights.may(request.actor, api.RUN, row.region),
        "region_text": places.full_name(row.region),
        "history": journal.entries_about(f"shaking_map:{map_id}"),
        "token": new_id(),
    }
    return render(request, "analysis/shaking_map.html", context)


@require_POST
@signed_in
def assess(request: HttpRequest, map_id: UUID) -> HttpResponse:
    """Assess the earthquake with the map in place of the estimate."""
    row = api.shaking_map(request.actor, map_id)
    occasion = api.Occasion(token=sent.token(request), is_exercise=row.is_scenario)
    inputs = {"shaking": str(map_id), "for_region": row.region}
    made = api.run_analysis("earthquake", inputs, actor=request.actor, now=clock.now(), occasion=occasion)
    return redirect("analysis:run", made)


@require_POST
@signed_in
def delete(request: HttpRequest, map_id: UUID) -> HttpResponse:
    """Delete a map; the runs that were made with it stay."""
    api.delete_shaking_map(map_id, actor=request.actor, now=clock.now())
    return redirect("analysis:shaking-maps")


def _map(row: api.ShakingRow, drawn: dict[str, Any]) -> MapConfig:
    spot = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    epicentre = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": spot, "properties": {}}]}
    layers = (
        *grounds(),
        Layer(id="shaking-zones", title=_("Intensity zones"), kind="area", data=drawn),
        Layer(id="shaking-epicentre", title=_("Epicentre"), kind="point", data=epicentre, has_level=False),
    )
    return MapConfig(layers=layers, bounds=row.box)
