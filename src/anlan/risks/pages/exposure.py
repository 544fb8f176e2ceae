"""Exposed elements, risk zones, and both laid over each other by township."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from anlan.kernel.errors import NotFound
from anlan.places import api as places
from anlan.risks import api
from anlan.risks.pages.listing import know_names, region_choices
from anlan.support.rights import regions_of
from anlan.web.auth import signed_in
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file
from anlan.web.maps import Layer, MapConfig

_ZONE_TILES: Final = "/map/tiles/risk_zones/{z}/{x}/{y}.mvt"


def _element_cells(row: api.Exposed) -> tuple[object, ...]:
    """Return an element's line of the file."""
    return (
        row.code,
        row.name,
        api.exposed_kinds()[row.kind],
        places.full_name(row.region),
        row.longitude,
        row.latitude,
        row.households,
        row.persons,
        api.structures().get(row.structure, ""),
        row.storeys,
        row.built_year,
    )


_ELEMENT_HEADS: Final = (_("Code"), _("Name"), _("Kind"), _("Region"), _("Longitude"), _("Latitude"), _("Households"))
ELEMENTS: Final = Export(
    "exposed-elements", (*_ELEMENT_HEADS, _("Persons"), _("Structure"), _("Storeys"), _("Built in")), _element_cells
)


@signed_in
def elements(request: HttpRequest) -> HttpResponse:
    """Show the exposed elements that the reader may see, as a page or as a file."""
    named = {name: request.GET.get(name, "") for name in ("kind", "structure", "hazard", "region", "sort")}
    wanted = api.ExposedFilter(text=request.GET.get("q", "").strip(), **named)
    rows = api.exposed(request.actor, wanted)
    if wants_file(request):
        return csv_answer(ELEMENTS, rows)
    page = page_of(request, rows)
    know_names(page)
    within = api.ExposedFilter(region=wanted.region)
    context = {
        "tab": "exposed",
        "page": page,
        "lines": [(row, api.exposed_kinds()[row.kind], api.structures().get(row.structure, "")) for row in page],
        "kinds": choices(dict(api.exposed_kinds()), api.exposed_counts(request.actor, "kind", within)),
        "structures": choices(dict(api.structures()), api.exposed_counts(request.actor, "structure", within)),
        "hazards": list(api.hazards().items()),
        "regions": region_choices(request.actor),
    }
    return render(request, "risks/exposed.html", context)


def _zone_cells(row: api.Zone) -> tuple[object, ...]:
    """Return a zone's line of the file."""
    level = api.zone_levels()[row.level]
    place = places.full_name(row.region)
    return row.code, row.name, api.hazards()[row.hazard], level, place, row.edition, row.source


ZONES: Final = Export(
    "risk-zones",
    (_("Code"), _("Name"), _("Hazard"), _("Risk level"), _("Region"), _("Edition"), _("Source")),
    _zone_cells,
)


@signed_in
def zones(request: HttpRequest) -> HttpResponse:
    """Show the risk zones that the reader may see, as a page or as a file."""
    named = {name: request.GET.get(name, "") for name in ("hazard", "level", "region", "sort")}
    wanted = api.ZoneFilter(text=request.GET.get("q", "").strip(), **named)
    rows = api.zones(request.actor, wanted)
    if wants_file(request):
        return csv_answer(ZONES, rows)
    page = page_of(request, rows)
    know_names(page)
    within = api.ZoneFilter(region=wanted.region)
    levels = {str(level): name for level, name in api.zone_levels().items()}
    context = {
        "tab": "zones",
        "page": page,
        "lines": [(row, api.hazards()[row.hazard], api.zone_levels()[row.level]) for row in page],
        "hazards": choices(dict(api.hazards()), api.zone_counts(request.actor, "hazard", within)),
        "levels": choices(levels, api.zone_counts(request.actor, "level", within)),
        "regions": region_choices(request.actor),
    }
    return render(request, "risks/zones.html", context)


@signed_in
def overlay(request: HttpRequest) -> HttpResponse:
    """Show what lies in the zones of a hazard, by township and level, as table and map, or as a file."""
    hazard = request.GET.get("hazard", "")
    hazard = hazard if hazard in api.hazards() else next(iter(api.hazards()))
    region = request.GET.get("region", "")
    lines = api.overlay(request.actor, hazard, region)
    kinds = {key: name for key, name in api.exposed_kinds().items() if any(key in line.counts for line in lines)}
    if wants_file(request):
        heads = (
            _("Region"),
            _("Risk level"),
            _("Residents in the registry"),
            _("Persons"),
            _("Households"),
            *kinds.values(),
        )
        return csv_answer(Export("overlay", heads, lambda line: _overlay_cells(line, kinds)), lines)
    places.full_names({line.region for line in lines})
    context: dict[str, Any] = {
        "tab": "overlay",
        "hazard": hazard,
        "hazards": list(api.hazards().items()),
        "regions": region_choices(request.actor),
        "kinds": kinds.values(),
        "lines": [(line, api.zone_levels()[line.level], [line.counts.get(key, 0) for key in kinds]) for line in lines],
        "map": _map(request, region),
    }
    return render(request, "risks/overlay.html", context)


def _overlay_cells(line: api.OverlayLine, kinds: dict[str, str]) -> tuple[object, ...]:
    counts = (line.counts.get(key, 0) for key in kinds)
    level = api.zone_levels()[line.level]
    return places.full_name(line.region), level, line.residents, line.persons, line.households, *counts


def _map(request: HttpRequest, region: str) -> MapConfig | None:
    """Return a map of the region with the risk zones; the reader's own region where none is chosen."""
    held = regions_of(request.actor, "risks.read")
    try:
        box = places.box_of(region or (held[0] if held else "")[:6])
    except NotFound:
        return None
    drawn = Layer(id="risk_zones", kind="area", tiles=_ZONE_TILES, source_layer="risk_zones")
    return MapConfig(layers=(*places.ground_layers(), drawn), bounds=box, size="small", has_panel=False)
