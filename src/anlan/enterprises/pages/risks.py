"""Risk points of an enterprise: the list with its four colours, judging one, and its notice card."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.enterprises import api
from anlan.enterprises.pages import labels
from anlan.enterprises.pages.listing import file_context
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.errors import sentence


@require_GET
@signed_in
def risks_page(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Show the risk points of an enterprise, the gravest first, and its floor plans."""
    context = file_context(request.actor, enterprise_id, "risks")
    level = request.GET.get("level", "")
    counts = api.risk_counts(enterprise_id)
    context |= {
        "lines": [
            (row, labels.RISKS[str(row.level)], _accidents(row)) for row in api.risk_points(enterprise_id, level)
        ],
        "levels": [(str(each), labels.RISKS[str(each)], count) for each, count in counts.items()],
        "plans": api.floor_plans(enterprise_id),
    }
    return render(request, "enterprises/risks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Show the form of a new risk point, and judge it."""
    context = file_context(request.actor, enterprise_id, "risks")
    if request.method != "POST":
        return _form(request, context, {"method": "lec"})
    try:
        api.add_risk_point(enterprise_id=enterprise_id, entry=_entry(request), actor=request.actor, now=clock.now())
    except InvalidValue as refusal:
        return _form(request, context | {"refusal": sentence(refusal)}, _typed(request))
    messages.success(request, gettext("The risk point is judged."))
    return redirect("enterprises:risks", enterprise_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """Show a risk point as a form, and judge it anew."""
    row = api.risk_point(request.actor, point_id)
    context = file_context(request.actor, row.enterprise_id, "risks") | {"point": row}
    if request.method != "POST":
        return _form(request, context, _texts(row))
    try:
        api.change_risk_point(point_id=point_id, entry=_entry(request), actor=request.actor, now=clock.now())
    except InvalidValue as refusal:
        return _form(request, context | {"refusal": sentence(refusal)}, _typed(request))
    messages.success(request, gettext("The change is stored."))
    return redirect("enterprises:risks", row.enterprise_id)


@signed_in
@require_POST
def remove(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """Take a risk point out."""
    row = api.risk_point(request.actor, point_id)
    api.remove_risk_point(point_id=point_id, actor=request.actor, now=clock.now())
    messages.success(request, gettext("Taken out of the file."))
    return redirect("enterprises:risks", row.enterprise_id)


@require_GET
@signed_in
def card(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """Show the notice card of a risk point, to be printed and hung up beside it."""
    row = api.risk_point(request.actor, point_id)
    kinds = api.measure_kinds()
    context = {
        "point": row,
        "word": labels.RISKS[str(row.level)],
        "accidents": _accidents(row),
        "method": api.methods()[row.method].name,
        "measures": [(word, row.measures[kind]) for kind, word in kinds.items() if kind in row.measures],
    }
    return render(request, "enterprises/card.html", context)


def _accidents(row: api.RiskPoint) -> list[str]:
    kinds = api.accident_kinds()
    return [kinds[each] for each in row.accidents]


def _entry(request: HttpRequest) -> api.RiskEntry:
    method = sent.text(request, "method")
    return api.RiskEntry(
        name=sent.text(request, "name"),
        place=sent.text(request, "place"),
        owner=sent.text(request, "owner"),
        accidents=tuple(request.POST.getlist("accidents")),
        method=method,
        factors={key: sent.text(request, f"{method}_{key}") for key in ("L", "E", "C", "S")},
        measures={kind: sent.text(request, f"measure_{kind}") for kind in api.measure_kinds()},
    )


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {**request.POST.dict(), "accidents": request.POST.getlist("accidents")}


def _texts(row: api.RiskPoint) -> dict[str, Any]:
    texts = {"name": row.name, "place": row.place, "owner": row.owner, "method": row.method}
    chosen = {f"{row.method}_{key}": value for key, value in row.factors.items()}
    measures = {f"measure_{kind}": text for kind, text in row.measures.items()}
    return {**texts, **chosen, **measures, "accidents": row.accidents}


def _form(request: HttpRequest, context: dict[str, Any], texts: dict[str, Any]) -> HttpResponse:
    chosen = texts.get("accidents", ())
    methods = [
        (
            each,
            [
                (factor, f"{each.key}_{factor.key}", texts.get(f"{each.key}_{factor.key}", ""))
                for factor in each.factors
            ],
        )
        for each in api.methods().values()
    ]
    more = {
        "texts": texts,
        "accidents": [(key, word, key in chosen) for key, word in api.accident_kinds().items()],
        "methods": methods,
        "measures": [(kind, word, texts.get(f"measure_{kind}", "")) for kind, word in api.measure_kinds().items()],
    }
    return render(request, "enterprises/risk_form.html", context | more)
