"""Hazard sites: the list, a site's file, and the acts of a patrol."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.places import api as places
from anlan.risks import api
from anlan.risks.pages import labels
from anlan.risks.pages.forms import facts_of
from anlan.risks.pages.keeping import KEEP, may_keep
from anlan.risks.pages.listing import know_names, region_choices
from anlan.risks.pages.phone import report_of
from anlan.support.journal import entries_about
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file
from anlan.web.maps import Layer, MapConfig
from anlan.web.slots import served

_LAST = 40
_WALK_ZOOM = 13
_SLOPES = ("landslide", "collapse", "debris_flow")
_FIELDS = ("kind", "state", "grade", "region", "sort")


def _cells(row: api.Site) -> tuple[object, ...]:
    """Return a site's line of the file."""
    return (
        row.code,
        row.name,
        labels.KINDS[row.kind],
        labels.GRADES[row.grade],
        labels.STATES[row.state],
        places.full_name(row.region),
        row.longitude,
        row.latitude,
        row.threatened_households,
        row.threatened_persons,
        row.monitor.name if row.monitor else "",
        row.last_patrol_at.isoformat() if row.last_patrol_at else "",
        row.patrol_due_at.isoformat() if row.patrol_due_at else "",
    )


EXPORT = Export(
    "hazard-sites",
    (
        _("Code"),
        _("Name"),
        _("Kind"),
        _("Grade"),
        _("State"),
        _("Region"),
        _("Longitude"),
        _("Latitude"),
        _("Threatened households"),
        _("Threatened persons"),
        _("Monitor"),
        _("Last patrol"),
        _("Next patrol"),
    ),
    _cells,
)


@signed_in
def sites_page(request: HttpRequest) -> HttpResponse:
    """Show the hazard sites that the reader may see, as a page or as a file."""
    now = clock.now()
    until = {"late": now, "soon": now + timedelta(days=1)}.get(request.GET.get("due", ""))
    named = {name: request.GET.get(name, "") for name in _FIELDS}
    wanted = api.SiteFilter(text=request.GET.get("q", "").strip(), due_before=until, **named)
    rows = api.sites(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    context = {
        "page": page,
        "tab": "sites",
        "lines": [_labelled(row) | {"is_late": _is_late(row, now)} for row in page],
        "dues": [("late", gettext("Late")), ("soon", gettext("Due within a day"))],
        "kinds": labels.choices(labels.KINDS, _counts(request, "kind")),
        "states": labels.choices(labels.STATES, _counts(request, "state")),
        "grades": labels.choices(labels.GRADES, _counts(request, "grade")),
        "regions": region_choices(request.actor),
        "may_enter": bool(regions_of(request.actor, KEEP)),
    }
    return render(request, "risks/sites.html", context)


@signed_in
def site_page(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Show one site's file with its patrols."""
    site = api.site(request.actor, site_id)
    patrols = [(row, labels.FINDINGS[row.finding], labels.FINDING_TONES[row.finding]) for row in api.patrols(site_id)]
    track = next((row.track for row, _word, _tone in patrols if len(row.track) > 1), ())
    is_open = site.state != api.SiteState.ELIMINATED
    sees_names = may(request.actor, "people.see_residents", site.region)
    named = api.households_of(site_id) if sees_names else ()
    context = {
        "tab": "sites",
        "line": _labelled(site),
        "site": site,
        "map": _map_of(site, track),
        "now": clock.now(),
        "patrols": patrols,
        "facts": facts_of(site),
        "reached": [(api.exposed_kinds()[kind], count) for kind, count in (api.reached_by(site_id) or {}).items()],
        "duties": [(api.roles()[role], persons) for role, persons in api.duties_of(site_id).items()],
        "households": named,
        "named_persons": sum(row.persons for row in named),
        "sees_names": sees_names,
        "stations": api.stations_of(site_id),
        "joined": served(f"/joined/site/{site_id}/"),
        "slope": _slope_of(site) if may(request.actor, "analysis.run", site.region) else "",
        "entries": tuple(reversed(entries_about(api.site_subject(site_id), limit=_LAST))),
        "may_keep": may_keep(request, site),
        "findings": list(labels.FINDINGS.items()),
        "may_patrol": is_open and may(request.actor, "risks.patrol", site.region),
        "may_eliminate": site.state == api.SiteState.WATCHED and may(request.actor, "risks.eliminate", site.region),
    }
    return render(request, "risks/site.html", context)


def _slope_of(site: api.Site) -> str:
    """Return what the form of the landslide can be filled in with; nothing where the site is no slope."""
    if site.kind not in _SLOPES or site.state == api.SiteState.ELIMINATED:
        return ""
    known = {name: site.facts.get(key) for name, key in (("volume", "volume"), ("drop_m", "height"))}
    return urlencode({"site": site.code} | {name: str(value) for name, value in known.items() if value})


def _map_of(site: api.Site, track: tuple[tuple[float, float, int], ...]) -> MapConfig | None:
    """Return a small map with the site, and the way of the last patrol that has one."""
    found = places.map_round(site.longitude, site.latitude, site.name, api.kind_of(site.kind).icon)
    if found is None or not track:
        return found
    line = {"type": "LineString", "coordinates": [[x, y] for x, y, _at in track]}
    feature = {"type": "Feature", "geometry": line, "properties": {"id": "track"}}
    walked = Layer(id="track", kind="line", colour="accent", has_level=False, data=feature)
    return replace(found, layers=(*found.layers, walked), zoom=_WALK_ZOOM)


@signed_in
@require_POST
def patrol(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Record a patrol."""
    api.record_patrol(site_id=site_id, report=report_of(request), actor=request.actor, now=clock.now())
    messages.success(request, gettext("The patrol is recorded."))
    return redirect("risks:site", site_id)


@signed_in
@require_POST
def eliminate(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Write a site off."""
    reason = request.POST.get("reason", "").strip()[:500]
    api.eliminate_site(site_id=site_id, reason=reason, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The site is written off."))
    return redirect("risks:site", site_id)


def _counts(request: HttpRequest, field: str) -> dict[str, int]:
    """Return how many sites each choice of a filter has, the other filters left aside but the region."""
    return api.site_counts(request.actor, field, api.SiteFilter(region=request.GET.get("region", "")))


def _is_late(row: api.Site, now: datetime) -> bool:
    is_open = row.state != api.SiteState.ELIMINATED
    return is_open and row.patrol_due_at is not None and row.patrol_due_at < now


def _labelled(row: api.Site) -> dict[str, Any]:
    return {
        "site": row,
        "kind": labels.KINDS[row.kind],
        "grade": labels.GRADES[row.grade],
        "state": labels.STATES[row.state],
        "tone": labels.STATE_TONES[row.state],
    }
