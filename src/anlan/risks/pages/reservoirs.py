"""Reservoirs: the list and a reservoir's file."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from anlan.places import api as places
from anlan.risks import api
from anlan.risks.pages import labels
from anlan.risks.pages.listing import know_names, region_choices
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_FIELDS = ("size", "defective", "region", "sort")


def _cells(row: api.Reservoir) -> tuple[object, ...]:
    """Return a reservoir's line of the file."""
    persons = (row.administrative, row.technical, row.patrol)
    return (
        row.code,
        row.name,
        labels.SIZES[row.size],
        row.capacity,
        row.flood_limit_level,
        places.full_name(row.region),
        row.longitude,
        row.latitude,
        *(person.name if person else "" for person in persons),
    )


EXPORT = Export(
    "reservoirs",
    (
        _("Code"),
        _("Name"),
        _("Size"),
        _("Capacity (10,000 m3)"),
        _("Flood-limit level (m)"),
        _("Region"),
        _("Longitude"),
        _("Latitude"),
        _("Administrative person"),
        _("Technical person"),
        _("Patrol person"),
    ),
    _cells,
)


@signed_in
def reservoirs_page(request: HttpRequest) -> HttpResponse:
    """Show the reservoirs that the reader may see, as a page or as a file."""
    wanted = api.ReservoirFilter(
        text=request.GET.get("q", "").strip(), **{name: request.GET.get(name, "") for name in _FIELDS}
    )
    rows = api.reservoirs(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    counts = api.reservoir_counts(request.actor, api.ReservoirFilter(region=wanted.region))
    context = {
        "page": page,
        "tab": "reservoirs",
        "lines": [_labelled(row) for row in page],
        "sizes": labels.choices(labels.SIZES, counts),
        "conditions": [("yes", _("Defective")), ("no", _("Sound"))],
        "regions": region_choices(request.actor),
    }
    return render(request, "risks/reservoirs.html", context)


@signed_in
def reservoir_page(request: HttpRequest, reservoir_id: UUID) -> HttpResponse:
    """Show one reservoir's file."""
    row = api.reservoir(request.actor, reservoir_id)
    context = {
        "tab": "reservoirs",
        "line": _labelled(row),
        "reservoir": row,
        "map": places.map_round(row.longitude, row.latitude, row.name, "droplets"),
        "may_reckon": bool(rights.regions_of(request.actor, "analysis.run")),
        "known": urlencode(_known(row)),
    }
    return render(request, "risks/reservoir.html", context)


def _known(row: api.Reservoir) -> dict[str, str]:
    """Return what the forms of the analyses can be filled in with."""
    if row.flood_limit_level is None:
        return {"reservoir": row.code}
    return {"reservoir": row.code, "level_m": f"{row.flood_limit_level:g}"}


def _labelled(row: api.Reservoir) -> dict[str, Any]:
    return {"reservoir": row, "size": labels.SIZES[row.size]}
