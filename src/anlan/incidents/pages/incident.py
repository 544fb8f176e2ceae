"""The incident's page, its figures, its acts, and the fragment that an alarm's page shows."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.incidents import api
from anlan.incidents.pages.forms import SituationForm
from anlan.incidents.words import GRADE_WORDS
from anlan.kernel import clock
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level
from anlan.places import api as places
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.slots import served

_LATEST = 60
_PANELS = (
    "command",
    "post",
    "evacuation",
    "warnings",
    "alarms",
    "matters",
    "relations",
    "forces",
    "reports",
    "investigation",
    "cases",
    "analysis",
)
_ACTS = ("change_grade", "record_situation", "close")
_KEY_FIGURES = ("dead", "missing", "injured", "rescued", "evacuated_pop", "affected_pop", "house_collapsed_rooms")


@require_GET
@signed_in
def incident_page(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show one incident: what, where, how bad, who has it, by when."""
    row = api.incident(request.actor, incident_id)
    here = f"/incidents/{incident_id}"
    context = {
        **_head(request, row),
        "panels": served(*(f"{here}/panels/{name}/" for name in _PANELS)),
        "clocks": served(f"{here}/panels/clocks/"),
        "maps": served(f"{here}/panels/map/"),
        "sayings": served("/instructions/about/"),
    }
    return render(request, "incidents/incident.html", context)


@require_GET
@signed_in
def incident_head(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the head and the figures as they are now."""
    return render(request, "incidents/head.html", _head(request, api.incident(request.actor, incident_id)))


@require_GET
@signed_in
def incident_timeline(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the latest of the timeline as it is now, or all of it."""
    row = api.incident(request.actor, incident_id)
    entries = api.timeline(request.actor, incident_id)
    shown = entries if "all" in request.GET else entries[:_LATEST]
    context = {"incident": row, "entries": shown, "is_cut": len(shown) < len(entries)}
    return render(request, "incidents/timeline.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def figures(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show every figure of the incident and record new ones."""
    row = api.incident(request.actor, incident_id)
    form = SituationForm(request.POST or None, kind=row.event_kind, initial=_figures_initial(row))
    if form.is_valid():
        api.record_situation(incident_id=incident_id, report=form.report(), actor=request.actor, now=clock.now())
        messages.success(request, _("The figures are recorded."))
        return redirect(f"/incidents/{incident_id}/figures/")
    region = form["region"].value() or row.region
    context = {
        "incident": row,
        "form": form,
        "region_text": places.full_name(region),
        "within": at_level(row.region, RegionLevel.COUNTY),
        "situation": api.situation(request.actor, incident_id),
        "totals": _totals(api.situation(request.actor, incident_id)),
        "history": api.figure_history(request.actor, incident_id),
        "may_record": bool(rights.regions_of(request.actor, "incidents.record_situation")),
    }
    return render(request, "incidents/figures.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def grade(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Give the incident another grade."""
    text = request.POST.get("grade", "")
    if text not in {str(level.value) for level in Level}:
        raise BadRequest
    act = {"grade": Level(int(text)), "reason": request.POST.get("reason", "")}
    api.change_grade(incident_id=incident_id, **act, actor=request.actor, now=clock.now())
    return redirect(f"/incidents/{incident_id}/")


@require_POST
@signed_in
def close(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Close the incident."""
    note = request.POST.get("note", "")
    api.close_incident(incident_id=incident_id, note=note, actor=request.actor, now=clock.now())
    return redirect(f"/incidents/{incident_id}/")


@require_GET
@signed_in
def of_alarm(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Show the incident that an alarm belongs to, where there is one."""
    found = api.incident_of(request.actor, f"alarm:{alarm_id}")
    return render(request, "incidents/of_alarm.html", {"incident": found})


def _head(request: HttpRequest, row: api.IncidentRow) -> dict[str, Any]:
    situation = api.situation(request.actor, row.id)
    acts = [act for act in _ACTS if rights.may(request.actor, f"incidents.{act}", row.region)]
    return {
        "incident": row,
        "situation": situation,
        "totals": _totals(situation),
        "strip": _strip(situation),
        "acts": acts if row.is_open else [act for act in acts if act == "record_situation"],
        "grades": [(level.value, GRADE_WORDS[level]) for level in reversed(Level) if level],
        "is_grade_behind": situation.proposal is not None and situation.proposal.grade > row.grade,
    }


def _strip(situation: api.Situation) -> list[dict[str, Any]]:
    """Return the figures that matter most, also where nobody has reported them, then the rest that was reported."""
    known = api.indicators()
    keys = [*_KEY_FIGURES, *(key for key in situation.totals if key not in _KEY_FIGURES)]
    return [
        {"indicator": known[key], "total": total, "value": _plain(total.value) if total else None}
        for key in keys
        for total in (situation.totals.get(key),)
    ]


def _plain(value: Decimal) -> int | float:
    """Return a figure without empty decimals."""
    return int(value) if value == value.to_integral_value() else float(value)


def _totals(situation: api.Situation) -> list[dict[str, Any]]:
    known = api.indicators()
    return [
        {
            "indicator": known[key],
            "total": total,
            "parts": [each for each in situation.latest if each.indicator.key == key],
        }
        for key, total in situation.totals.items()
    ]


def _figures_initial(row: api.IncidentRow) -> dict[str, Any]:
    return {"region": row.region, "as_of": clock.now().replace(second=0, microsecond=0)}
