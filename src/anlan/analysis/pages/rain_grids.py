"""Grids of rain: handing one in, the list, what one holds, the list of villages on it, deleting it."""

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
def grid_list(request: HttpRequest) -> HttpResponse:
    """Show the grids that match the address; take one more."""
    if request.method == "POST":
        return _handed_in(request)
    rights.require_somewhere(request.actor, api.SEE)
    wanted = api.RainGridFilter(text=request.GET.get("q", "").strip(), sort=request.GET.get("sort", "-stored"))
    page = page_of(request, api.rain_grids(request.actor, wanted), _PER_PAGE)
    places.names({row.region for row in page.object_list})
    held = rights.regions_of(request.actor, api.RUN)
    context = {
        "page": page,
        "may_run": bool(held),
        "fields": api.HANDING_IN,
        "region": held[0] if held else "",
        "region_text": places.full_name(held[0]) if held and held[0] else "",
        "largest_mb": api.LARGEST_FILE // 1_000_000,
    }
    return render(request, "analysis/rain_grids.html", context)


@require_GET
@signed_in
def grid_page(request: HttpRequest, grid_id: UUID) -> HttpResponse:
    """Show what a grid holds: extent, unit, time, largest cell, and where how much falls."""
    row, drawn = api.rain_grid(request.actor, grid_id)
    context = {
        "grid": row,
        "missing": row.missing_share * 100,
        "map": _map(row, drawn),
        "may_run": rights.may(request.actor, api.RUN, row.region),
        "region_text": places.full_name(row.region),
        "history": journal.entries_about(f"rain_grid:{grid_id}"),
        "token": new_id(),
    }
    return render(request, "analysis/rain_grid.html", context)


@require_POST
@signed_in
def run_grid(request: HttpRequest, grid_id: UUID) -> HttpResponse:
    """Reckon which villages of a region the grid's rain threatens."""
    made = api.run_kept_grid(
        grid_id,
        region=sent.text(request, "region"),
        actor=request.actor,
        now=clock.now(),
        token=sent.token(request),
    )
    return redirect("analysis:run", made)


@require_POST
@signed_in
def delete_grid(request: HttpRequest, grid_id: UUID) -> HttpResponse:
    """Delete a grid; the runs that were made with it stay."""
    api.delete_rain_grid(grid_id, actor=request.actor, now=clock.now())
    return redirect("analysis:rain-grids")


def _handed_in(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    raw = file.read(api.LARGEST_FILE + 1) if file is not None else b""
    given = {field.name: sent.text(request, field.name) for field in api.HANDING_IN}
    made = api.store_rain_grid(api.NewRainGrid(raw=raw, given=given), actor=request.actor, now=clock.now())
    return redirect("analysis:rain-grid", made)


def _map(row: api.RainGridRow, drawn: Any) -> MapConfig:
    west, south, east, north = row.box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    extent = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": ring}, "properties": {}}
    greatest = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(row.largest_at)},
        "properties": {"name": f"{row.largest_mm:.1f} mm"},
    }

    def found(key: str, title: str, kind: Any, features: list[Any], **more: Any) -> Layer:
        data = {"type": "FeatureCollection", "features": features}
        return Layer(id=f"rain-{key}", title=title, kind=kind, data=data, **more)

    layers = (
        *grounds(),
        found("drawn", _("Rain"), "area", drawn["features"]),
        found("extent", _("Extent of the grid"), "line", [extent], has_level=False),
        found("largest", _("Largest cell"), "point", [greatest], icon="droplets", has_level=False),
    )
    return MapConfig(layers=layers, bounds=row.box)
