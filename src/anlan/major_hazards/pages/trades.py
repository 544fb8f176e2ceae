"""Sites of special trades: the list by colour, one with its explained score, registering and keeping one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.major_hazards import api, words
from anlan.places import api as places
from anlan.support import journal
from anlan.support.rights import may, regions_of
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_LEVELS = ("blue", "yellow", "orange", "red")


def _cells(row: api.SiteRow) -> tuple[object, ...]:
    return (
        row.name,
        row.enterprise_name,
        api.trade_kinds()[row.kind].name,
        places.full_name(row.region),
        words.COLOURS[row.level],
        row.score,
        "; ".join(f"{each['points']} {words.point_told(each)}" for each in row.points),
        row.inspected_on,
    )


EXPORT = Export(
    "special-trades",
    (
        _("Name"),
        _("Enterprise"),
        _("Trade"),
        _("Region"),
        _("Colour"),
        _("Points"),
        _("What makes the colour"),
        _("Inspected on"),
    ),
    _cells,
)


@require_GET
@signed_in
def sites_page(request: HttpRequest) -> HttpResponseBase:
    """Show the sites that the reader may see by colour, as a page or as a file."""
    chosen = request.GET
    level = chosen.get("colour", "")
    wanted = api.SiteFilter(
        text=chosen.get("q", "").strip(),
        region=chosen.get("region", ""),
        kind=chosen.get("kind", ""),
        level=int(level) if level in map(str, words.COLOURS) else None,
    )
    rows = api.sites(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    counts = api.level_counts(request.actor, wanted)
    page = page_of(request, rows)
    places.know_names(page)
    context = {
        "tab": "sites",
        "page": page,
        "colours": [(str(key), word, counts.get(key, 0)) for key, word in words.COLOURS.items() if counts.get(key)],
        "kinds": [(key, kind.name) for key, kind in api.trade_kinds().items()],
        "kind_names": {key: kind.name for key, kind in api.trade_kinds().items()},
        "regions": places.region_choices(request.actor, api.READ),
        "may_keep": bool(regions_of(request.actor, api.KEEP)),
    }
    return render(request, "major_hazards/sites.html", context)


@require_GET
@signed_in
def site_page(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Show one site: its colour with every point of it, fields, sensors with their bounds, and earlier colours."""
    row = api.site(request.actor, site_id)
    kind = api.trade_kinds()[row.kind]
    context = {
        "tab": "sites",
        "site": row,
        "kind": kind,
        "bounds": api.score_table()["colours"],
        "sensors": [_sensor(each, row, kind) for each in api.sensors_of(row.id)],
        "levels": [(level, words.COLOURS[number]) for number, level in enumerate(_LEVELS, 1)],
        "colours": api.colours_of(row.id),
        "may_keep": may(request.actor, api.KEEP, row.region),
        "entries": journal.entries_about(f"trade_site:{row.id}", limit=30)[::-1],
        "map": places.map_round(row.longitude, row.latitude, row.name, "building-factory-2"),
    }
    return render(request, "major_hazards/site.html", context)


def _sensor(each: api.SensorRow, row: api.SiteRow, kind: api.Kind) -> dict[str, Any]:
    item = kind.item(each.item)
    bounds = api.bounds_of(item, row.fields, each.limits) if item else {}
    told = [(words.COLOURS[number], bounds[level]) for number, level in enumerate(_LEVELS, 1) if level in bounds]
    return {"row": each, "item": item, "bounds": told}


@require_http_methods(["GET", "POST"])
@signed_in
def new_site(request: HttpRequest) -> HttpResponse:
    """Register a site of an enterprise, with the fields of its kind."""
    if request.method == "POST":
        new = api.NewTradeSite(
            enterprise_id=sent.as_id("enterprise", sent.text(request, "enterprise")),
            kind=sent.text(request, "kind"),
            name=sent.text(request, "name"),
            fields=_fields(request),
        )
        return redirect("major_hazards:site", api.register_site(new=new, actor=request.actor, now=clock.now()))
    chosen, text = request.GET.get("enterprise", ""), request.GET.get("q", "").strip()
    owner = enterprises.enterprise(request.actor, sent.as_id("enterprise", chosen)) if chosen else None
    found = enterprises.enterprises(request.actor, enterprises.EnterpriseFilter(text=text))[:30] if not owner else ()
    context = {
        "tab": "sites",
        "owner": owner,
        "found": found,
        "kinds": api.trade_kinds().values(),
        "kind": api.trade_kinds().get(request.GET.get("kind", "")),
    }
    return render(request, "major_hazards/new_site.html", context)


@require_POST
@signed_in
def site_act(request: HttpRequest, site_id: UUID, act: str) -> HttpResponse:
    """Write the fields, or let a station watch an item."""
    named = {"site_id": site_id, "actor": request.actor, "now": clock.now()}
    if act == "fields":
        api.change_fields(fields=_fields(request), **named)
    elif act == "sensor":
        new = api.NewSensor(
            item=sent.text(request, "item"),
            station_code=sent.text(request, "station"),
            label=sent.text(request, "label"),
            limits={level: sent.text(request, level) for level in _LEVELS},
        )
        api.link_sensor(new=new, **named)
    else:
        raise NotFound(what="act")
    return redirect("major_hazards:site", site_id)


@require_POST
@signed_in
def unlink(request: HttpRequest, site_id: UUID, sensor_id: UUID) -> HttpResponse:
    """Take a sensor away."""
    api.unlink_sensor(site_id=site_id, sensor_id=sensor_id, actor=request.actor, now=clock.now())
    return redirect("major_hazards:site", site_id)


def _fields(request: HttpRequest) -> dict[str, str]:
    return {
        name.removeprefix("field_"): str(value).strip()
        for name, value in request.POST.items()
        if name.startswith("field_")
    }
