"""Shelters: the list, a shelter's file, and its acts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.places import api as places
from anlan.readiness import api
from anlan.readiness.pages import labels
from anlan.readiness.pages.listing import know_names, region_choices
from anlan.support import journal
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_FIELDS = ("kind", "state", "region", "sort")
_EVENTS = {
    "readiness.shelter_opened": _("Shelter opened"),
    "readiness.shelter_counted": _("Occupants counted"),
    "readiness.shelter_closed": _("Shelter closed"),
}


def _cells(row: api.Shelter) -> tuple[object, ...]:
    """Return a shelter's line of the file."""
    return (
        row.code,
        row.name,
        labels.SHELTER_KINDS[row.kind],
        places.full_name(row.region),
        labels.SHELTER_STATES[row.state],
        row.capacity,
        row.occupants,
        row.area,
        row.longitude,
        row.latitude,
    )


EXPORT = Export(
    "shelters",
    (
        _("Code"),
        _("Name"),
        _("Kind"),
        _("Region"),
        _("State"),
        _("Capacity (persons)"),
        _("Occupants"),
        _("Area (m2)"),
        _("Longitude"),
        _("Latitude"),
    ),
    _cells,
)


@signed_in
def shelters_page(request: HttpRequest) -> HttpResponse:
    """Show the shelters that the reader may see, as a page or as a file."""
    wanted = api.ShelterFilter(
        text=request.GET.get("q", "").strip(), **{name: request.GET.get(name, "") for name in _FIELDS}
    )
    rows = api.shelters(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    here = api.ShelterFilter(region=wanted.region)
    context = {
        "page": page,
        "tab": "shelters",
        "lines": [_labelled(row) for row in page],
        "capacity": api.shelter_capacity(request.actor, wanted),
        "kinds": labels.choices(labels.SHELTER_KINDS, api.shelter_counts(request.actor, "kind", here)),
        "states": labels.choices(labels.SHELTER_STATES, api.shelter_counts(request.actor, "state", here)),
        "regions": region_choices(request.actor),
    }
    return render(request, "readiness/shelters.html", context)


@signed_in
def shelter_page(request: HttpRequest, shelter_id: UUID) -> HttpResponse:
    """Show one shelter's file with what was done there."""
    row = api.shelter(request.actor, shelter_id)
    entries = reversed(journal.entries_about(f"shelter:{shelter_id}", limit=20))
    context = {
        "tab": "shelters",
        "line": _labelled(row),
        "shelter": row,
        "map": places.map_round(row.longitude, row.latitude, row.name, "tent"),
        "is_open": row.state == api.ShelterState.OPEN,
        "entries": [(entry, _EVENTS.get(entry.kind, "")) for entry in entries],
        "may_run": may(request.actor, "readiness.run_shelter", row.region),
    }
    return render(request, "readiness/shelter.html", context)


@signed_in
@require_POST
def act_on_shelter(request: HttpRequest, shelter_id: UUID, act: str) -> HttpResponse:
    """Open the shelter, count its people, or close it."""
    named: dict[str, Any] = {"shelter_id": shelter_id, "actor": request.actor, "now": clock.now()}
    if act == "open":
        api.open_shelter(**named)
    elif act == "close":
        api.close_shelter(**named)
    elif act == "count":
        api.count_occupants(occupants=_whole(request.POST.get("occupants", "")), **named)
    else:
        raise NotFound(what="act", id=act)
    return redirect("readiness:shelter", shelter_id)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > len("1000000"):
        raise InvalidValue(field="occupants", value=text[:20], rule="whole_number")
    return int(text)


def _labelled(row: api.Shelter) -> dict[str, Any]:
    return {
        "shelter": row,
        "kind": labels.SHELTER_KINDS[row.kind],
        "state": labels.SHELTER_STATES[row.state],
        "tone": labels.SHELTER_TONES[row.state],
    }
