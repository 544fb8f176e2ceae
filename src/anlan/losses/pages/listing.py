"""The list of counts, and the opening of one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.regions import RegionLevel, at_level, level_of, normalise
from anlan.losses import api
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import page_of

_OPEN = "losses.open"


@require_GET
@signed_in
def survey_list(request: HttpRequest) -> HttpResponse:
    """Show the counts that match the address, with how far each is."""
    chosen = request.GET
    wanted = api.SurveyFilter(
        table=chosen.get("table", ""),
        text=chosen.get("q", "").strip(),
        is_open={"open": True, "closed": False}.get(chosen.get("state", "")),
    )
    context = {
        "page": page_of(request, api.surveys(request.actor, wanted), 30),
        "tables": [(key, table.name) for key, table in api.loss_tables().items()],
        "states": [("open", _("Being counted")), ("closed", _("Count closed"))],
        "may_open": bool(rights.regions_of(request.actor, _OPEN)),
    }
    template = "losses/list_body.html" if "HX-Request" in request.headers else "losses/list.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
@signed_in
def new_survey(request: HttpRequest) -> HttpResponse:
    """Choose what is counted where and which townships are asked; open it."""
    rights.require_somewhere(request.actor, _OPEN)
    if request.method == "POST":
        incident = sent.text(request, "incident")
        new = api.NewSurvey(
            table=sent.text(request, "table"),
            region=normalise(sent.text(request, "region")),
            incident_id=sent.as_id("incident", incident) if incident else None,
            period=sent.text(request, "period"),
            asked=tuple(request.POST.getlist("asked")),
        )
        return redirect("losses:survey", api.open_survey(new=new, actor=request.actor, now=clock.now()))
    return render(request, "losses/new.html", _choices(request))


def _choices(request: HttpRequest) -> dict[str, object]:
    table = api.loss_table(request.GET.get("table", "quick"))
    of_incident = table.stage == "incident"
    incident = _incident(request) if of_incident else None
    county = at_level(incident.region, RegionLevel.COUNTY) if incident else _county(request)
    if level_of(county) < RegionLevel.COUNTY:
        county = _county(request)
    return {
        "table": table,
        "tables": [(key, each.name) for key, each in api.loss_tables().items()],
        "of_incident": of_incident,
        "incident": incident,
        "incidents": incidents.open_incidents(request.actor) if of_incident else (),
        "county": county,
        "counties": _counties(request),
        "townships": places.children(county) if county and (incident or not of_incident) else (),
        "within": incident.region if incident else "",
        "year": clock.in_china(clock.now()).year,
    }


def _incident(request: HttpRequest) -> incidents.IncidentRow | None:
    chosen = request.GET.get("incident", "")
    wanted: UUID | None = sent.as_id("incident", chosen) if chosen else None
    return incidents.incident(request.actor, wanted) if wanted else None


def _counties(request: HttpRequest) -> list[str]:
    held = rights.regions_of(request.actor, _OPEN)
    found = {code for region in held if region for code in places.descendant_codes(region, RegionLevel.COUNTY)}
    return sorted(found | {region for region in held if region and level_of(region) is RegionLevel.COUNTY})


def _county(request: HttpRequest) -> str:
    counties = _counties(request)
    chosen = request.GET.get("region", "")
    return chosen if chosen in counties else counties[0] if len(counties) == 1 else ""
