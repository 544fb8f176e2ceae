"""Double-random draws: freezing, drawing, setting aside, planning the visits; and the proof for everybody."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.supervision import api, words
from anlan.supervision.pages import reading
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import page_of

_DRAW = "supervision.draw"


@require_http_methods(["GET", "POST"])
@signed_in
def draw_list(request: HttpRequest) -> HttpResponse:
    """Show the draws; freeze the pools of a new one."""
    held = rights.regions_of(request.actor, _DRAW)
    if request.method == "POST":
        frozen = api.freeze_pools(new=_new(request), actor=request.actor, now=clock.now())
        messages.success(request, _("The pools are frozen and public. The draw waits for the public number."))
        return redirect("supervision:draw", frozen)
    redraw = request.GET.get("redraw_of", "")
    officers = api.able_officers(request.actor, held[0], clock.in_china(clock.now()).date()) if held else ()
    context = {
        "page": page_of(request, api.draws(request.actor), 20),
        "region": held[0] if held else "",
        "before": api.one_draw(request.actor, sent.as_id("draw", redraw)) if redraw else None,
        "officers": officers,
        "trades": list(api.trades().values()),
        "grades": [(grade, words.GRADE_WORDS[grade], api.limits("draw")[grade]) for grade in api.GRADES],
        "tab": "draws",
    }
    return render(request, "supervision/draws.html", context)


def _new(request: HttpRequest) -> api.NewDraw:
    before, kind = sent.text(request, "redraw_of"), sent.text(request, "object_kind")
    return api.NewDraw(
        region=sent.text(request, "region"),
        department=sent.text(request, "department"),
        title=sent.text(request, "title"),
        source=sent.text(request, "source"),
        announced_at=reading.moment(request, "announced_at"),
        percents={grade: _percent(request, grade) for grade in api.GRADES},
        kinds=(kind,) if kind else api.OBJECT_KINDS,
        trade=sent.text(request, "trade"),
        redraw_of=sent.as_id("redraw_of", before) if before else None,
    )


def _percent(request: HttpRequest, grade: str) -> int:
    value = sent.text(request, f"percent_{grade}") or "0"
    if not (value.isascii() and value.isdigit() and len(value) <= 3):
        raise InvalidValue(field="percent", value=value[:10], rule="0_to_100")
    return int(value)


@require_GET
@signed_in
def draw_page(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Show one draw with what can be done."""
    row = api.one_draw(request.actor, draw_id)
    now = clock.now()
    context = {
        "row": row,
        "grades": words.GRADE_WORDS,
        "may_draw": rights.may(request.actor, _DRAW, row.region),
        "may_plan": rights.may(request.actor, "supervision.inspect", row.region),
        "is_announced": row.announced_at <= now,
        "is_own": row.frozen_by_id == request.actor.id,
        "today": clock.in_china(now).date(),
        "planned": len(api.inspections(request.actor, api.InspectionFilter(draw_id=row.id))),
        "tab": "draws",
    }
    return render(request, "supervision/draw.html", context)


@require_POST
@signed_in
def draw_act(request: HttpRequest, draw_id: UUID, act: str) -> HttpResponse:
    """Draw, set aside, or plan the visits."""
    about = {"draw_id": draw_id, "actor": request.actor, "now": clock.now()}
    if act == "draw":
        api.draw_inspections(entropy=sent.text(request, "entropy"), **about)
        messages.success(request, _("Drawn. Anybody can recompute it from the public page."))
    elif act == "set-aside":
        api.set_draw_aside(reason=sent.text(request, "reason"), **about)
        messages.success(request, _("The draw is set aside; it stays readable."))
    elif act == "plan":
        planned = _plan(reading.day(request, "planned_for"), about)
        messages.success(request, _("%(n)s visits are planned.") % {"n": planned})
    else:
        raise Http404
    return redirect("supervision:draw", draw_id)


def _plan(day: date, about: dict[str, object]) -> int:
    planned: int = api.plan_drawn(planned_for=day, **about)
    return planned


@require_GET
def public_list(request: HttpRequest) -> HttpResponse:
    """Show anybody the draws."""
    return render(request, "supervision/public_draws.html", {"rows": api.public_draws()})


@require_GET
def public_draw(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Show anybody one draw with its proof."""
    row = api.public_draw(draw_id)
    faults = api.record_faults(api.published_record(draw_id)) if row.drawn_at else []
    return render(request, "supervision/public_draw.html", {"row": row, "faults": faults, "grades": words.GRADE_WORDS})


@require_GET
def public_record(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Send the record from which anybody can recompute a draw."""
    named = {"Content-Disposition": f'attachment; filename="draw-{draw_id}.json"'}
    return JsonResponse(api.published_record(draw_id), headers=named, json_dumps_params={"ensure_ascii": False})
