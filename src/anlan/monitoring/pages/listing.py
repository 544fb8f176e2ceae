"""The list of stations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of
from anlan.monitoring import api
from anlan.monitoring.pages import words
from anlan.monitoring.pages.exports import csv_file
from anlan.places import api as places
from anlan.support.rights import regions_of
from anlan.web.auth import signed_in

_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A station as the table shows it."""

    row: api.StationRow
    place: str
    kind: str
    state: Promise
    tone: str


@signed_in
def stations_page(request: HttpRequest) -> HttpResponse:
    """Show the stations, or answer with the table alone, or with a file."""
    wanted = _wanted(request)
    everything = api.stations(request.actor, replace(wanted, state="", level=Level.NONE), now=clock.now())
    found = [row for row in everything if api.fits(row, wanted)]
    if request.GET.get("format") == "csv":
        return _file(found)
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": _lines(page.object_list), "total": len(everything)} | _figures(everything)
    if "HX-Request" in request.headers:
        return render(request, "monitoring/stations_table.html", context)
    return render(request, "monitoring/stations.html", context | _choices(request, everything))


def _wanted(request: HttpRequest) -> api.StationFilter:
    get = request.GET.get
    region, level = get("region", ""), get("level", "").upper()
    return api.StationFilter(
        text=get("q", "").strip(),
        region=region if region.isdecimal() else "",
        kind=get("kind", ""),
        state=get("state", ""),
        level=Level[level] if level in Level.__members__ else Level.NONE,
        sort=get("sort", "") or "-rain_1h",
    )


def _choices(request: HttpRequest, everything: Sequence[api.StationRow]) -> dict[str, Any]:
    states = [row.watch.value for row in everything]
    kinds = [row.kind for row in everything]
    return {
        "states": [(key, word, states.count(key)) for key, word in words.STATES.items() if key in states],
        "kinds": [(key, each.label, kinds.count(key)) for key, each in api.kinds().items() if key in kinds],
        "levels": list(words.LEVELS.items()),
        "regions": regions_below(request.actor, "monitoring.read"),
    }


def regions_below(actor: Actor, right: str) -> list[tuple[str, str]]:
    """Return code and name of what lies right below the regions where the actor holds a right, down to townships."""
    codes = [
        division.code
        for region in regions_of(actor, right)
        if RegionLevel.PREFECTURE <= level_of(region) <= RegionLevel.COUNTY
        for division in places.children(region)
    ]
    names = places.names(codes)
    return [(code, names[code]) for code in codes]


def _figures(everything: Sequence[api.StationRow]) -> dict[str, Any]:
    raining = [row.rain_1h for row in everything if row.rain_1h]
    wettest = max(everything, key=lambda row: row.rain_1h or 0.0, default=None)
    return {
        "silent": sum(row.is_silent for row in everything),
        "raining": len(raining),
        "reached": sum(row.level > Level.NONE for row in everything),
        "wettest": wettest if raining else None,
    }


def _lines(rows: Sequence[api.StationRow]) -> list[Line]:
    names = places.full_names({row.region for row in rows})
    return [
        Line(
            row,
            names[row.region],
            api.kinds()[row.kind].label,
            words.STATES[row.watch],
            words.STATE_TONES[row.watch],
        )
        for row in rows
    ]


def _file(rows: Sequence[api.StationRow]) -> HttpResponse:
    head = (_("Code"), _("Name"), _("Place"), _("Kind"), _("Rain 1 h (mm)"), _("Rain 3 h (mm)"), _("Rain 24 h (mm)"))
    return csv_file(
        "stations",
        (*head, _("Water level (m)"), _("Last reading"), _("State")),
        (
            (
                *(line.row.code, line.row.name, line.place, line.kind),
                *(line.row.rain_1h, line.row.rain_3h, line.row.rain_24h, line.row.water_level),
                *(line.row.heard_at, line.state),
            )
            for line in _lines(rows)
        ),
    )
