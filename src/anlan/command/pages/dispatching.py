"""Dispatch: asking which teams should go where, looking at the proposal with its reasons, sending the chosen."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.command import api
from anlan.command.pages import reading
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.errors import AnlanError, InvalidValue
from anlan.kernel.ids import new_id
from anlan.places import api as places
from anlan.readiness import api as readiness
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.errors import sentence
from anlan.web.lists import page_of

_ROWS: Final = 8
_WEIGHTS: Final = ((5, gettext_lazy("lives at stake")), (3, gettext_lazy("urgent")), (1, gettext_lazy("in good time")))
_MINUTES: Final = (30, 60, 120, 240)
_WHY: Final = {
    "elsewhere": gettext_lazy("goes to %(incident)s"),
    "kept": gettext_lazy("is one of the last of its county"),
    "rests": gettext_lazy("rests"),
    "away": gettext_lazy("is away or carries out an order"),
}


@require_GET
@signed_in
def dispatch_list(request: HttpRequest) -> HttpResponse:
    """Show the proposals of the reader's regions, the newest first."""
    context = {"page": page_of(request, api.dispatch_plans(request.actor)), "may_issue": _may(request)}
    return render(request, "command/dispatch_list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new_dispatch(request: HttpRequest) -> HttpResponse:
    """Show the form of what is wanted, or reckon a proposal."""
    held = rights.regions_of(request.actor, "command.issue_orders")
    rights.require(request.actor, "command.issue_orders", held[0] if held else "")
    fault = ""
    if request.method == "POST":
        try:
            plan_id = api.propose_dispatch(
                wanted=_wanted(request), token=reading.token(request), actor=request.actor, now=clock.now()
            )
            return redirect("command:dispatch", plan_id=plan_id)
        except AnlanError as error:
            fault = sentence(error)
    return render(request, "command/new_dispatch.html", _form(request, fault), status=422 if fault else 200)


def _form(request: HttpRequest, fault: str) -> dict[str, Any]:
    names = ("incident", "skill", "count", "minutes", "weight")
    typed = [request.POST.getlist(name) + [""] * _ROWS for name in names]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*typed, strict=False)][:_ROWS]
    if request.method == "GET":
        rows = [{"minutes": "60", "weight": "3"} for _row in range(_ROWS)]
        rows[0]["incident"] = request.GET.get("incident", "")
    return {
        "fault": fault,
        "rows": rows,
        "incidents": [(str(each.id), each.title) for each in incidents.open_incidents(request.actor)],
        "skills": list(readiness.register("teams").field_of("skills").options.items()),
        "minutes": [(str(each), _("%(minutes)s min") % {"minutes": each}) for each in _MINUTES],
        "weights": [(str(weight), word) for weight, word in _WEIGHTS],
        "roads": places.roads_in_force(),
        "token": new_id(),
    }


def _wanted(request: HttpRequest) -> tuple[api.TeamsWanted, ...]:
    """Return the rows that were filled in; a row without an incident or a skill asks for nothing."""
    columns = (request.POST.getlist(name) for name in ("incident", "skill", "count", "minutes", "weight"))
    rows = [row for row in zip(*columns, strict=False) if row[0] and row[1]]
    return tuple(
        api.TeamsWanted(
            incident_id=reading.as_id("incident", incident),
            skill=skill,
            count=reading.whole_of(count, "count"),
            within_minutes=reading.whole_of(minutes, "within_minutes"),
            weight=reading.whole_of(weight, "weight"),
        )
        for incident, skill, count, minutes, weight in rows
    )


@require_GET
@signed_in
def dispatch_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show a proposal with its reasons."""
    sheet = api.dispatch_plan(request.actor, plan_id)
    skills = readiness.register("teams").field_of("skills").options
    weights = dict(_WEIGHTS)
    demands = [
        {
            "row": demand,
            "skill": skills.get(demand.skill, demand.skill),
            "weight": weights.get(demand.weight, demand.weight),
            "lines": [(line, [_passed(each) for each in line.nearer]) for line in demand.lines],
        }
        for demand in sheet.demands
    ]
    may_issue = rights.may(request.actor, "command.issue_orders", sheet.region)
    return render(request, "command/dispatch.html", {"sheet": sheet, "demands": demands, "may_issue": may_issue})


def _passed(nearer: dict[str, Any]) -> dict[str, Any]:
    return {**nearer, "why": _WHY[nearer["why"]] % {"incident": nearer["incident"]}}


@require_POST
@signed_in
def send(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Send the teams that were ticked."""
    chosen = [reading.as_id("lines", value) for value in request.POST.getlist("line")]
    if not chosen:
        raise InvalidValue(field="lines", value="0", rule="lines_of_the_proposal")
    orders = api.issue_dispatch(plan_id=plan_id, line_ids=chosen, actor=request.actor, now=clock.now())
    words = ngettext("%(count)s team has its order.", "%(count)s teams have their orders.", len(orders))
    messages.success(request, words % {"count": len(orders)})
    return redirect("command:dispatch", plan_id=plan_id)


def _may(request: HttpRequest) -> bool:
    return bool(rights.regions_of(request.actor, "command.issue_orders"))
