"""Dispatch: asking which teams and goods should go where, looking at the proposal with its reasons, sending."""

from collections.abc import Mapping
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
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.errors import sentence
from anlan.web.lists import page_of

_ROWS: Final = 8
_GOODS_ROWS: Final = 6
_MOST_STORES: Final = 400
_TEAM_NAMES: Final = ("incident", "skill", "count", "minutes", "weight")
_GOODS_NAMES: Final = ("goods_incident", "item", "quantity", "store", "goods_minutes", "goods_weight")
_WEIGHTS: Final = ((5, gettext_lazy("lives at stake")), (3, gettext_lazy("urgent")), (1, gettext_lazy("in good time")))
_MINUTES: Final = (30, 60, 120, 240)
_WHY: Final = {
    "elsewhere": gettext_lazy("goes to %(incident)s"),
    "kept": gettext_lazy("is one of the last of its county"),
    "rests": gettext_lazy("rests"),
    "away": gettext_lazy("is away or carries out an order"),
}
_STORE_WHY: Final = {
    "elsewhere": gettext_lazy("sends its stock to %(incident)s"),
    "kept": gettext_lazy("keeps what lies below its floor"),
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
                wanted=_wanted(request),
                goods=_goods(request),
                token=sent.token(request),
                actor=request.actor,
                now=clock.now(),
            )
            return redirect("command:dispatch", plan_id=plan_id)
        except AnlanError as error:
            fault = sentence(error)
    return render(request, "command/new_dispatch.html", _form(request, fault), status=422 if fault else 200)


def _form(request: HttpRequest, fault: str) -> dict[str, Any]:
    stores = list(readiness.stores(request.actor, readiness.StoreFilter())[:_MOST_STORES])
    return {
        "fault": fault,
        "rows": _typed(request, _TEAM_NAMES, _ROWS),
        "goods_rows": _typed(request, _GOODS_NAMES, _GOODS_ROWS),
        "incidents": [(str(each.id), each.title) for each in incidents.open_incidents(request.actor)],
        "skills": list(readiness.register("teams").field_of("skills").options.items()),
        "items": [(code, f"{each.name} ({each.unit})") for code, each in readiness.items().items()],
        "stores": [(str(each.id), each.name) for each in stores],
        "minutes": [(str(each), _("%(minutes)s min") % {"minutes": each}) for each in _MINUTES],
        "weights": [(str(weight), word) for weight, word in _WEIGHTS],
        "roads": places.roads_in_force(),
        "token": new_id(),
    }


def _typed(request: HttpRequest, names: tuple[str, ...], how_many: int) -> list[dict[str, str]]:
    """Return the rows of the form as they were typed, and empty ones up to how many there are."""
    typed = [request.POST.getlist(name) + [""] * how_many for name in names]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*typed, strict=False)][:how_many]
    if request.method == "GET":
        rows = [{names[-2]: "60", names[-1]: "3"} for _row in range(how_many)]
        rows[0][names[0]] = request.GET.get("incident", "")
    return rows


def _goods(request: HttpRequest) -> tuple[api.GoodsWanted, ...]:
    """Return the rows of goods that were filled in; a row without an incident or an item asks for nothing."""
    columns = (request.POST.getlist(name) for name in _GOODS_NAMES)
    rows = [row for row in zip(*columns, strict=False) if row[0] and row[1]]
    return tuple(
        api.GoodsWanted(
            incident_id=sent.as_id("incident", incident),
            item=item,
            quantity=reading.whole_of(quantity, "quantity"),
            store_id=sent.as_id("store", store),
            within_minutes=reading.whole_of(minutes, "within_minutes"),
            weight=reading.whole_of(weight, "weight"),
        )
        for incident, item, quantity, store, minutes, weight in rows
    )


def _wanted(request: HttpRequest) -> tuple[api.TeamsWanted, ...]:
    """Return the rows that were filled in; a row without an incident or a skill asks for nothing."""
    columns = (request.POST.getlist(name) for name in _TEAM_NAMES)
    rows = [row for row in zip(*columns, strict=False) if row[0] and row[1]]
    return tuple(
        api.TeamsWanted(
            incident_id=sent.as_id("incident", incident),
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
            "lines": [(line, _passed(line.nearer, _WHY, "team")) for line in demand.lines],
        }
        for demand in sheet.demands
    ]
    lacking = {demand.item for demand in sheet.goods if demand.missing}
    today = clock.in_china(clock.now()).date()
    reserves = readiness.reserves_for(request.actor, lacking, today) if lacking else ()
    goods = [
        {
            "row": demand,
            "weight": weights.get(demand.weight, demand.weight),
            "lines": [(line, _passed(line.nearer, _STORE_WHY, "store")) for line in demand.lines],
            "coming": demand.quantity - demand.missing,
            "reserves": [each for each in reserves if each.item.code == demand.item and demand.missing],
        }
        for demand in sheet.goods
    ]
    may_issue = rights.may(request.actor, "command.issue_orders", sheet.region)
    context = {"sheet": sheet, "demands": demands, "goods": goods, "may_issue": may_issue}
    return render(request, "command/dispatch.html", context)


def _passed(nearer: tuple[dict[str, Any], ...], words: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return [
        {"name": each[name], "minutes": each["minutes"], "why": words[each["why"]] % {"incident": each["incident"]}}
        for each in nearer
    ]


@require_POST
@signed_in
def send(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Send the teams and goods that were ticked."""
    chosen = [sent.as_id("lines", value) for value in request.POST.getlist("line")]
    if not chosen:
        raise InvalidValue(field="lines", value="0", rule="lines_of_the_proposal")
    issued = api.issue_dispatch(plan_id=plan_id, line_ids=chosen, actor=request.actor, now=clock.now())
    words = ngettext("%(count)s line was sent.", "%(count)s lines were sent.", len(issued))
    messages.success(request, words % {"count": len(issued)})
    return redirect("command:dispatch", plan_id=plan_id)


def _may(request: HttpRequest) -> bool:
    return bool(rights.regions_of(request.actor, "command.issue_orders"))
