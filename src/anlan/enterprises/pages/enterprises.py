"""Enterprises: the list and a firm's file with its major hazards."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from anlan.enterprises import api
from anlan.enterprises.pages import labels
from anlan.enterprises.pages.listing import know_names, region_choices
from anlan.places import api as places
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_FIELDS = ("industry", "region", "sort")


def _cells(row: api.Enterprise) -> tuple[object, ...]:
    """Return a firm's line of the file."""
    return (
        row.code,
        row.name,
        api.trades().get(row.industry, row.industry),
        places.full_name(row.region),
        row.longitude,
        row.latitude,
        row.staff,
        len(row.major_hazards),
        labels.HAZARD_CLASSES[row.gravest] if row.gravest else "",
    )


EXPORT = Export(
    "enterprises",
    (
        _("Code"),
        _("Name"),
        _("Industry"),
        _("Region"),
        _("Longitude"),
        _("Latitude"),
        _("Staff"),
        _("Major hazards"),
        _("Gravest class"),
    ),
    _cells,
)


@signed_in
def enterprises_page(request: HttpRequest) -> HttpResponse:
    """Show the enterprises that the reader may see, as a page or as a file."""
    wanted = api.EnterpriseFilter(
        text=request.GET.get("q", "").strip(), **{name: request.GET.get(name, "") for name in _FIELDS}
    )
    rows = api.enterprises(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    counts = api.enterprise_counts(request.actor, api.EnterpriseFilter(region=wanted.region))
    context = {
        "page": page,
        "tab": "enterprises",
        "lines": [_labelled(row) for row in page],
        "industries": labels.choices(api.trades(), counts),
        "regions": region_choices(request.actor),
    }
    return render(request, "enterprises/enterprises.html", context)


@signed_in
def enterprise_page(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Show one firm's file."""
    row = api.enterprise(request.actor, enterprise_id)
    hazards = [
        (hazard, labels.HAZARD_CLASSES[hazard.hazard_class], labels.HAZARD_CLASS_LEVELS[hazard.hazard_class])
        for hazard in row.major_hazards
    ]
    context = {
        "tab": "enterprises",
        "line": _labelled(row),
        "enterprise": row,
        "hazards": hazards,
        "map": places.map_round(row.longitude, row.latitude, row.name, "building-factory"),
    }
    return render(request, "enterprises/enterprise.html", context)


def _labelled(row: api.Enterprise) -> dict[str, Any]:
    return {
        "enterprise": row,
        "industry": api.trades().get(row.industry, row.industry),
        "gravest": labels.HAZARD_CLASSES[row.gravest] if row.gravest else "",
        "level": labels.HAZARD_CLASS_LEVELS[row.gravest] if row.gravest else 0,
    }
