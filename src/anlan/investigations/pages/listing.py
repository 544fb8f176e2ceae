"""The lists: investigations, limits that run, measures that are owed; opening one; what anybody may read."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from anlan.enterprises import api as enterprises
from anlan.incidents import api as incidents
from anlan.investigations import api, words
from anlan.investigations.pages.reading import harm_of
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import RegionLevel
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file

HANDLE = "investigations.handle"
_PER_PAGE = 30


@require_GET
@signed_in
def investigation_list(request: HttpRequest) -> HttpResponse:
    """Show the investigations that match the address, or send them as a file."""
    chosen = request.GET
    thing = chosen.get("object", "")
    wanted = api.InvestigationFilter(
        object_id=sent.as_id("object", thing) if thing else None,
        state=chosen.get("state", ""),
        level=chosen.get("level", ""),
        text=chosen.get("q", "").strip(),
        sort=chosen.get("sort", "-happened"),
    )
    rows = api.investigations(request.actor, wanted)
    if wants_file(request):
        return csv_answer(_export(), rows)
    page = page_of(request, rows, _PER_PAGE)
    places.names({row.region for row in page.object_list})
    levels = {level.key: level.name for level in api.levels()}
    context = {
        "page": page,
        "tab": "list",
        "states": choices(words.STATE_WORDS, api.counts(request.actor, "state")),
        "levels": choices(levels, api.counts(request.actor, "level")),
        "may_open": bool(rights.regions_of(request.actor, HANDLE)),
    }
    template = "investigations/list_body.html" if "HX-Request" in request.headers else "investigations/list.html"
    return render(request, template, context)


@require_GET
@signed_in
def due_page(request: HttpRequest) -> HttpResponse:
    """Show the limits that run in all investigations, the next last day first."""
    state, limit = request.GET.get("state", ""), request.GET.get("limit", "")
    page = page_of(request, api.due_list(request.actor, clock.now(), state=state, limit=limit), _PER_PAGE)
    states = [(key, words.CLOCK_WORDS[key]) for key in ("warned", "missed")]
    limits = [(each.key, each.name) for each in api.limits().values()]
    context = {"page": page, "tab": "due", "states": states, "limits": limits}
    return render(request, "investigations/due.html", context)


@require_GET
@signed_in
def measures_page(request: HttpRequest) -> HttpResponse:
    """Show the measures of all reports, the next last day first."""
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()
    page = page_of(request, api.measures_owed(request.actor, clock.now(), state=state, text=text), _PER_PAGE)
    context = {"page": page, "tab": "measures", "states": list(words.MEASURE_WORDS.items())}
    return render(request, "investigations/measures.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new_investigation(request: HttpRequest) -> HttpResponse:
    """Take up an accident."""
    rights.require_somewhere(request.actor, HANDLE)
    if request.method == "POST":
        made = api.open_investigation(new=_sent(request), actor=request.actor, now=clock.now())
        return redirect("investigations:investigation", made)
    context = {
        "regions": _regions(request),
        "offices": _offices(request),
        "modes": words.MODE_WORDS.items(),
        "sorts": words.SORT_WORDS.items(),
        "levels": api.levels(),
        "today": clock.in_china(clock.now()),
        "chosen": _begun(request),
    }
    return render(request, "investigations/new.html", context)


@require_GET
def public_page(request: HttpRequest) -> HttpResponse:
    """Show anybody the outcomes that are public."""
    text = request.GET.get("q", "").strip()
    return render(request, "investigations/public.html", {"page": page_of(request, api.public_reports(text), 10)})


def _begun(request: HttpRequest) -> dict[str, Any]:
    """Return what the form begins with, by the incident or the enterprise that the address names."""
    incident, enterprise = request.GET.get("incident", ""), request.GET.get("enterprise", "")
    found: dict[str, Any] = {}
    if incident:
        found |= _from_incident(request.actor, sent.as_id("incident", incident))
    if enterprise:
        found |= _from_enterprise(request.actor, sent.as_id("enterprise", enterprise))
    return found


def _from_incident(actor: Actor, incident_id: UUID) -> dict[str, Any]:
    row = incidents.incident(actor, incident_id)
    known = incidents.situation(actor, incident_id)
    return {
        "incident_id": row.id,
        "title": row.title,
        "region": row.region,
        "place": row.place_text,
        "happened_at": row.happened_at,
        **{key: known.total(key) or 0 for key in ("dead", "missing", "injured")},
    }


def _from_enterprise(actor: Actor, enterprise_id: UUID) -> dict[str, Any]:
    try:
        found = enterprises.enterprise(actor, enterprise_id)
    except NotFound:
        return {}
    known = {"object_id": found.id, "unit_name": found.name, "unit_code": found.code}
    return {**known, "region": found.region, "place": found.address}


def _sent(request: HttpRequest) -> api.NewInvestigation:
    given = {name: sent.text(request, name) for name in _TEXTS}
    ids = {name: sent.text(request, name) for name in ("incident_id", "object_id")}
    return api.NewInvestigation(
        **given,
        **{name: sent.as_id(name, value) if value else None for name, value in ids.items()},
        office=sent.text(request, "office") or None,
        harm=harm_of(request),
        happened_at=typed_moment(sent.text(request, "happened_at"), "happened_at"),
        token=sent.token(request),
    )


_TEXTS = ("region", "title", "unit_name", "unit_code", "place", "summary", "sort", "mode", "office_reason")


def _regions(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the counties and townships where the reader handles investigations."""
    held = rights.regions_of(request.actor, HANDLE)
    codes = {code for region in held for code in places.descendant_codes(region, RegionLevel.COUNTY)}
    counties = codes | {region for region in held if len(region) == len("513433")}
    codes = counties | {code for each in held for code in places.descendant_codes(each, RegionLevel.TOWNSHIP)}
    known = places.full_names(codes)
    return sorted((code, known.get(code, code)) for code in codes)


def _offices(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the regions for whose governments the reader handles investigations."""
    held = [region for region in rights.regions_of(request.actor, HANDLE) if region]
    known = places.full_names(held)
    return sorted((code, known.get(code, code)) for code in held)


def _export() -> Export:
    heads = (
        _("Title"),
        _("Unit of the accident"),
        _("Level"),
        _("State"),
        _("Happened at"),
        _("Dead"),
        pgettext("investigations", "Missing"),
    )
    return Export("investigations", (*heads, _("Badly injured"), _("Direct loss (yuan)")), _cells)


def _cells(row: api.InvestigationRow) -> list[object]:
    level, state = api.levels_by_key()[row.level].name, str(words.STATE_WORDS[row.state])
    happened = clock.in_china(row.happened_at).strftime("%Y-%m-%d %H:%M")
    return [row.title, row.unit_name, level, state, happened, row.dead, row.missing, row.injured, row.loss_yuan]
