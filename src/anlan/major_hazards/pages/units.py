"""Units: the list, one with its worksheet and history, registering one, and those of an enterprise."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.major_hazards import api, words
from anlan.monitoring import api as monitoring
from anlan.places import api as places
from anlan.science.major_hazard.tables import hazard_classes, substances
from anlan.support import journal
from anlan.support.rights import may, regions_of
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_MONTHS_AHEAD = timedelta(days=60)
_ALARMS_SINCE = timedelta(days=30)


def _cells(row: api.UnitRow) -> tuple[object, ...]:
    return (
        row.code,
        row.name,
        row.enterprise_name,
        words.KINDS[row.kind],
        places.full_name(row.region),
        "; ".join(f"{each.name} {each.quantity.normalize():f}" for each in row.stock),
        row.people,
        row.s,
        row.r,
        words.GRAVITIES[row.gravity],
        row.identified_on,
        row.filed_on,
        row.due_on,
    )


EXPORT = Export(
    "major-hazards",
    (
        _("Code"),
        _("Name"),
        _("Enterprise"),
        _("Kind"),
        _("Region"),
        _("Stock (t)"),
        _("Exposed people"),
        "S",
        "R",
        _("Class"),
        _("Identified on"),
        _("Filed on"),
        _("Due on"),
    ),
    _cells,
)


@require_GET
@signed_in
def units_page(request: HttpRequest) -> HttpResponseBase:
    """Show the units that the reader may see, as a page or as a file."""
    chosen = request.GET
    gravity = chosen.get("class", "")
    today = clock.in_china(clock.now()).date()
    soon = {"late": today - timedelta(days=1), "soon": today + _MONTHS_AHEAD}
    wanted = api.UnitFilter(
        text=chosen.get("q", "").strip(),
        region=chosen.get("region", ""),
        kind=chosen.get("kind", ""),
        gravity=int(gravity) if gravity in map(str, words.GRAVITIES) else None,
        due_by=soon.get(chosen.get("due", "")),
        sort=chosen.get("sort", ""),
    )
    rows = api.units(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    places.know_names(page)
    context = {
        "tab": "units",
        "page": page,
        "today": today,
        "classes": [(str(key), word) for key, word in words.GRAVITIES.items()],
        "kinds": list(words.KINDS.items()),
        "dues": [("late", _("Overdue")), ("soon", _("Due within 60 days"))],
        "regions": places.region_choices(request.actor, api.READ),
        "may_keep": bool(regions_of(request.actor, api.KEEP)),
    }
    return render(request, "major_hazards/units.html", context)


@require_GET
@signed_in
def unit_page(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Show one unit: stock with its worksheet, history, sensors and their alarms, what is owed."""
    row = api.unit(request.actor, unit_id)
    now = clock.now()
    history = api.history_of(row.id)
    context = {
        "tab": "units",
        "unit": row,
        "today": clock.in_china(now).date(),
        "history": history,
        "rows": _beside(row, history),
        "may_keep": may(request.actor, api.KEEP, row.region),
        "may_reckon": may(request.actor, "analysis.run", row.region),
        "substances": substances(),
        "classes": hazard_classes().values(),
        "near": api.registered_people(row) if may(request.actor, api.KEEP, row.region) else None,
        "alarms": _alarms(row),
        "roles": api.roles_of(row.id, clock.in_china(now).date()),
        "years": api.rules()["identification"]["years"],
        "entries": journal.entries_about(f"unit:{row.id}", limit=30)[::-1],
        "map": places.map_round(row.longitude, row.latitude, row.name, "flask"),
    }
    return render(request, "major_hazards/unit.html", context)


def _beside(row: api.UnitRow, history: tuple[api.ReckoningRow, ...]) -> list[tuple[api.StockRow, dict[str, Any]]]:
    """Return each substance with its line of the newest worksheet, which has them in the same order."""
    lines = history[0].lines if history else ()
    if len(lines) != len(row.stock):
        return [(each, {}) for each in row.stock]
    return list(zip(row.stock, lines, strict=True))


def _alarms(row: api.UnitRow) -> list[tuple[str, UUID, tuple[Any, ...]]]:
    """Return by linked station what rules were reached there lately, newest first."""
    now = clock.now()
    stations = {each.station_code: each.station_id for each in row.stock if each.station_id}
    return [
        (code, station_id, monitoring.reached_at(station_id, now - _ALARMS_SINCE, now, limit=10)[::-1])
        for code, station_id in sorted(stations.items())
    ]


@require_http_methods(["GET", "POST"])
@signed_in
def new_unit(request: HttpRequest) -> HttpResponse:
    """Register a unit of an enterprise."""
    if request.method == "POST":
        new = api.NewUnit(
            enterprise_id=sent.as_id("enterprise", sent.text(request, "enterprise")),
            code=sent.text(request, "code"),
            name=sent.text(request, "name"),
            kind=_kind(sent.text(request, "kind")),
            location=_location(request),
            people=api.checked_people(sent.text(request, "people")),
        )
        return redirect("major_hazards:unit", api.register_unit(new=new, actor=request.actor, now=clock.now()))
    chosen = request.GET.get("enterprise", "")
    text = request.GET.get("q", "").strip()
    owner = enterprises.enterprise(request.actor, sent.as_id("enterprise", chosen)) if chosen else None
    found = enterprises.enterprises(request.actor, enterprises.EnterpriseFilter(text=text))[:30] if not owner else ()
    context = {"tab": "units", "owner": owner, "found": found, "kinds": list(words.KINDS.items())}
    return render(request, "major_hazards/new.html", context)


@require_GET
@signed_in
def of_enterprise(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Answer with the units of one enterprise, as a fragment for its file."""
    owner = enterprises.enterprise(request.actor, enterprise_id)
    context = {
        "owner": owner,
        "units": api.units_of([owner.id]).get(owner.id, ()),
        "sites": api.states_of([owner.id]).get(owner.id, ()),
        "may_keep": may(request.actor, api.KEEP, owner.region),
    }
    return render(request, "major_hazards/of_enterprise.html", context)


def _kind(text: str) -> api.UnitKind:
    if text not in set(api.UnitKind):
        raise InvalidValue(field="kind", value=text[:40], rule="chosen_from_the_list")
    return api.UnitKind(text)


def _location(request: HttpRequest) -> tuple[float, float] | None:
    longitude, latitude = sent.text(request, "longitude"), sent.text(request, "latitude")
    if not longitude and not latitude:
        return None
    try:
        return float(longitude), float(latitude)
    except ValueError:
        raise InvalidValue(
            field="location", value=f"{longitude[:20]}, {latitude[:20]}", rule="longitude_latitude"
        ) from None
