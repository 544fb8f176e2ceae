"""Fragments for whoever draws an area: what lies inside, the tree of divisions, sites to draw a circle about."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST
from shapely import from_wkb

from anlan.kernel.errors import AnlanError
from anlan.kernel.regions import RegionLevel, normalise
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.domain import area as areas
from anlan.public_warnings.domain.errors import BadArea
from anlan.public_warnings.pages.forms import regions_in
from anlan.public_warnings.selectors.sites import sites_named
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.errors import sentence


@require_POST
@signed_in
def inside(request: HttpRequest) -> HttpResponse:
    """Show the divisions and residents inside what is drawn or chosen; nothing is stored."""
    region = normalise(request.POST.get("within", ""))
    rights.require(request.actor, "public_warnings.draft", region)
    try:
        context = _found(request, region)
    except AnlanError as error:
        spot = [error.data["longitude"], error.data["latitude"]] if isinstance(error, BadArea) else None
        context = {"wrong": sentence(error), "spot": spot}
    return render(request, "public_warnings/inside.html", context)


def _found(request: HttpRequest, region: str) -> dict[str, Any]:
    source = _source(request)
    if source is not None:
        clean = api.outline_of(source)
        found = api.inside_of(clean.rings, region)
    elif chosen := regions_in(request.POST):
        shape = areas.simplified(from_wkb(bytes(places.area_of(chosen).wkb)))
        clean = areas.CleanArea(shape.rings, shape.error_m)
        found = api.inside_of_regions(chosen, clean.rings)
    else:
        return {"is_empty": True}
    outline = {"type": "MultiPolygon", "coordinates": [[ring] for ring in clean.rings]}
    return {
        "found": found,
        "clean": clean,
        "is_drawn": source is not None,
        "outline": outline,
        "source": msgspec.to_builtins(source),
        "codes": [{"code": row.code, "name": row.name} for row in found.rows],
    }


def _source(request: HttpRequest) -> api.AreaSource | None:
    if text := request.POST.get("geojson", "").strip():
        return api.Model(pieces=api.pieces_of_geojson(text), name=request.POST.get("model_name", "")[:80])
    return api.source_in(request.POST.get("area_source", ""))


@require_GET
@signed_in
def tree(request: HttpRequest) -> HttpResponse:
    """Show the divisions right below one, each to be ticked or opened."""
    region = normalise(request.GET.get("of", ""))
    rights.require(request.actor, "public_warnings.draft", region)
    rows = places.children(region)
    names = places.full_names(row.code for row in rows)
    nodes = [{"row": row, "full_name": names[row.code], "opens": row.level < RegionLevel.VILLAGE} for row in rows]
    context = {"nodes": nodes}
    return render(request, "public_warnings/tree.html", context)


@require_GET
@signed_in
def sites(request: HttpRequest) -> HttpResponse:
    """Show hazard sites, reservoirs and enterprises whose name or code a text fits."""
    region = normalise(request.GET.get("within", ""))
    text = request.GET.get("q", "").strip()[:40]
    found = sites_named(request.actor, text, within=region) if text else ()
    return render(request, "public_warnings/sites.html", {"sites": found, "asked": bool(text)})
