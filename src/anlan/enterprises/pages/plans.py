"""Floor plans of an enterprise with its risk points in four colours, placed by click or by keys."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from anlan.enterprises import api
from anlan.enterprises.pages import labels
from anlan.enterprises.pages.listing import file_context
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.pictures import picture_answer, sent_picture


@signed_in
@require_POST
def upload(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Take a floor plan."""
    _name, content = sent_picture(request)
    found = api.put_floor_plan(
        enterprise_id=enterprise_id,
        name=sent.text(request, "name"),
        content=content,
        actor=request.actor,
        now=clock.now(),
    )
    messages.success(request, gettext("The floor plan is stored. Put the risk points on it."))
    return redirect("enterprises:plan", found)


@require_GET
@signed_in
def plan_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show a floor plan with the risk points that lie on it, and those that lie on none yet."""
    plan = api.floor_plan(request.actor, plan_id)
    context = file_context(request.actor, plan.enterprise_id, "risks")
    points = api.risk_points(plan.enterprise_id)
    drawn = [row for row in points if row.plan_id == plan_id]
    context |= {
        "plan": plan,
        "drawn": [(row, labels.RISKS[str(row.level)], _path(row.shape, plan), _spot(row.shape, plan)) for row in drawn],
        "points": [(row, labels.RISKS[str(row.level)], row.plan_id == plan_id) for row in points],
        "radius": max(plan.width, plan.height) // 60,
    }
    return render(request, "enterprises/plan.html", context)


@require_GET
@signed_in
def plan_picture(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Return a floor plan's picture."""
    return picture_answer(*api.plan_picture(request.actor, plan_id))


@signed_in
@require_POST
def place(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Put a risk point on the plan."""
    try:
        shape = json.loads(sent.text(request, "shape") or "null")
    except (ValueError, RecursionError):
        raise InvalidValue(field="Place on the floor plan", value="", rule="point_or_area") from None
    point_id = sent.as_id("point", sent.text(request, "point"))
    api.place_risk_point(point_id=point_id, plan_id=plan_id, shape=shape, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The risk point stands on the floor plan."))
    return redirect("enterprises:plan", plan_id)


@signed_in
@require_POST
def replace(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Give the plan another picture, and keep or clear its marks as was chosen."""
    chosen = sent.text(request, "marks")
    if chosen not in ("keep", "clear"):
        raise InvalidValue(field="Risk points on the plan", value=chosen[:20], rule="chosen_from_the_list")
    _name, content = sent_picture(request)
    act = {"plan_id": plan_id, "content": content, "keeps_marks": chosen == "keep"}
    marks = api.replace_floor_plan(actor=request.actor, now=clock.now(), **act)
    said = (
        gettext("The floor plan is replaced; %(count)s risk points stay on it. See that each stands right.")
        if chosen == "keep"
        else gettext("The floor plan is replaced; %(count)s risk points were taken off it. Put them on it again.")
    )
    messages.success(request, said % {"count": marks})
    return redirect("enterprises:plan", plan_id)


def _path(shape: list[list[float]], plan: api.FloorPlan) -> str:
    """Return an area's corners as the drawing writes them; empty for a point."""
    if len(shape) < 3:
        return ""
    return " ".join(f"{x * plan.width:.1f},{y * plan.height:.1f}" for x, y in shape)


def _spot(shape: list[list[float]], plan: api.FloorPlan) -> tuple[int, int]:
    """Return where a point stands, of an area its middle."""
    x, y = (sum(each) / len(shape) for each in zip(*shape, strict=True))
    return round(x * plan.width), round(y * plan.height)
