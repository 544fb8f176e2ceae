"""The risk map on paper: a sheet at a standard scale with title, legend, north arrow, scale bar, date and source."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import NATION, RegionLevel, normalise
from anlan.places import api as places
from anlan.risks import api
from anlan.risks.pages import labels
from anlan.risks.pages.listing import region_choices
from anlan.support.rights import regions_of
from anlan.web.auth import signed_in

_LABELLED: Final = 60
_DEFAULT: Final = 50_000
_MARKS: Final = ("circle", "square", "triangle", "diamond")
_COLOURS: Final = ("#5b2a86", "#0b5d4b", "#343a40")
_IN_A_ROW: Final = 4
_COARSE: Final = 2e-8


@signed_in
def sheet(request: HttpRequest) -> HttpResponse:
    """Show the sheet with what it can be set to, or give it alone (``?format=svg``)."""
    drawn = _drawn(request)
    if request.GET.get("format") == "svg":
        answer = HttpResponse(render_to_string("risks/sheet.svg", drawn), content_type="image/svg+xml")
        answer["Content-Disposition"] = 'attachment; filename="risk-map.svg"'
        return answer
    context = drawn | {
        "scales": api.SCALES,
        "papers": list(api.PAPERS),
        "hazards": list(api.hazards().items()),
        "regions": region_choices(request.actor),
    }
    return render(request, "risks/print.html", context)


def _drawn(request: HttpRequest) -> dict[str, Any]:
    """Return what the sheet shows."""
    held = regions_of(request.actor, "risks.read")
    region = normalise(request.GET.get("region", "")) or (held[0] if held else "")
    found = api.sheet_of(request.GET.get("paper", "A4"), _number(request, "scale", _DEFAULT), *_middle(request, region))
    hazard = request.GET.get("hazard", "")
    hazard = hazard if hazard in api.hazards() else next(iter(api.hazards()))
    zones = api.zones_in(request.actor, found.box, hazard)
    sites = api.sites_on(request.actor, found.box)
    kinds = list(dict.fromkeys(site.kind for site in sites))
    metres, millimetres = api.bar_of(found.scale)
    left, top, width, height = found.frame
    return {
        "sheet": found,
        "hazard": hazard,
        "region": region,
        "frame": {"x": left, "y": top, "w": width, "h": height, "right": left + width, "foot": top + height},
        "title": _("%(place)s: risk map, %(hazard)s")
        % {"place": places.full_name(region) or _("China"), "hazard": api.hazards()[hazard]},
        "zones": [(zone.level, found.path(zone.rings)) for zone in zones],
        "borders": _borders(found),
        "names": _names(found),
        "sites": [(*found.place(site.longitude, site.latitude), *_mark(site.kind), site.name) for site in sites],
        "labelled": _LABELLED,
        "kinds": [_legend(kind, number) for number, kind in enumerate(kinds)],
        "levels": [(level, name, 5.5 * number) for number, (level, name) in enumerate(api.zone_levels().items())],
        "bar": {"mm": millimetres, "half": millimetres / 2, "text": _metres(metres), "middle": _metres(metres / 2)},
        "sources": ", ".join(dict.fromkeys(f"{zone.source} {zone.edition}".strip() for zone in zones if zone.source)),
        "now": clock.now(),
    }


def _middle(request: HttpRequest, region: str) -> tuple[float, float]:
    """Return the place in the middle: the one asked for, else the region's."""
    if "longitude" in request.GET and "latitude" in request.GET:
        return _degrees(request, "longitude"), _degrees(request, "latitude")
    try:
        west, south, east, north = places.box_of(region)
    except NotFound:
        west, south, east, north = places.box_of(NATION)
    return (west + east) / 2, (south + north) / 2


def _degrees(request: HttpRequest, name: str) -> float:
    value = request.GET[name]
    try:
        return float(value)
    except ValueError as error:
        raise InvalidValue(field=name, value=value[:20], rule="a_number") from error


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    value = request.GET.get(name) or str(otherwise)
    if not (value.isascii() and value.isdigit()):
        raise InvalidValue(field=name, value=value[:20], rule="a_number")
    return int(value)


def _borders(sheet: api.Sheet) -> list[tuple[str, str]]:
    """Return the borders in the frame, townships thinner than counties."""
    found = []
    for level, word in ((RegionLevel.TOWNSHIP, "town"), (RegionLevel.COUNTY, "county")):
        outlines = places.outlines_in(sheet.box, level, coarseness=sheet.scale * _COARSE)
        found += [(word, sheet.path(outline.lines, closed=False)) for outline in outlines]
    return found


def _names(sheet: api.Sheet) -> list[tuple[float, float, str]]:
    outlines = places.outlines_in(sheet.box, RegionLevel.TOWNSHIP, coarseness=sheet.scale * _COARSE)
    return [(*sheet.place(each.longitude, each.latitude), each.name) for each in outlines]


def _mark(kind: str) -> tuple[str, str]:
    """Return the symbol and the colour of a kind: no two kinds have both the same."""
    number = list(labels.KINDS).index(kind)
    return _MARKS[number % len(_MARKS)], _COLOURS[number // len(_MARKS)]


def _legend(kind: str, number: int) -> tuple[str, str, str, float, float]:
    """Return a kind's name, symbol, colour and place in the legend."""
    row, column = divmod(number, _IN_A_ROW)
    return (labels.KINDS[kind], *_mark(kind), 52 + 31.0 * column, 11 + 4.5 * row)


def _metres(metres: float) -> str:
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
