"""The list of drills, planning one, one drill as its reader may see it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from anlan.command import api as command
from anlan.drills import api, words
from anlan.drills.pages.forms import DrillForm
from anlan.drills.pages.reading import id_of
from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.kernel.ids import new_id
from anlan.places import api as places
from anlan.plans import api as plans
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.files import word_file
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file
from anlan.web.pictures import picture_answer


def _cells(row: api.DrillRow) -> tuple[object, ...]:
    return (
        row.title,
        words.FORMS[row.form],
        row.plan_name,
        places.full_name(row.region),
        words.STATES[row.state],
        in_china(row.planned_start).strftime("%Y-%m-%d %H:%M"),
        in_china(row.started_at).strftime("%Y-%m-%d %H:%M") if row.started_at else "",
    )


_HEADS = tuple(
    gettext_lazy(each)
    for each in ("Name of the drill", "Form of the drill", "Plan", "Region", "State", "Planned start", "Started at")
)
EXPORT = Export("drills", _HEADS, _cells)


@require_GET
@signed_in
def drill_list(request: HttpRequest) -> HttpResponse:
    """Show the drills that one may know of, a year at a time, and the plans whose drill is overdue."""
    chosen = request.GET
    year = chosen.get("year", "")
    wanted = api.DrillFilter(
        text=chosen.get("q", "").strip(),
        state=chosen.get("state", ""),
        form=chosen.get("form", ""),
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 and year != "0000" else None,
        plan_id=id_of(chosen.get("plan", "")),
        sort=chosen.get("sort", ""),
    )
    rows = api.drills(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    overdue = plans.clocks(request.actor, plans.ClockFilter(kind="drill", state="missed"))
    places.full_names({row.region for row in page.object_list})
    context = {
        "page": page,
        "years": [(str(each), str(each), count) for each, count in api.years(request.actor)],
        "states": choices(words.STATES, api.drill_counts(request.actor, "state")),
        "forms": choices(words.FORMS, api.drill_counts(request.actor, "form")),
        "overdue": overdue[:10],
        "overdue_count": len(overdue),
        "may_plan": bool(rights.regions_of(request.actor, "drills.plan")),
    }
    return render(request, "drills/list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new_drill(request: HttpRequest) -> HttpResponse:
    """Choose a plan, then plan a drill of it."""
    plan_id = id_of(request.GET.get("plan", ""))
    if plan_id is None:
        return render(request, "drills/choose.html", {"plans": _plans(request)})
    plan = plans.plan(request.actor, plan_id)
    rights.require(request.actor, "drills.plan", plan.region)
    named: dict[str, Any] = {"plan": plan, "actor_id": request.actor.id}
    form = DrillForm(request.POST, **named) if request.method == "POST" else DrillForm(initial=_initial(plan), **named)
    if form.is_valid():
        drill_id = api.plan_drill(new=form.new_drill(), actor=request.actor, now=clock.now())
        messages.success(request, _("The drill is planned. Look through its script; then it waits for the approval."))
        return redirect(f"/drills/{drill_id}/script/")
    return render(request, "drills/new.html", {"form": form, "plan": plan}, status=422 if form.is_bound else 200)


def _plans(request: HttpRequest) -> list[plans.PlanRow]:
    """Return the plans in force of the regions where the reader plans drills."""
    held = rights.regions_of(request.actor, "drills.plan")
    rows = [
        row
        for region in held
        for row in plans.plans(request.actor, plans.PlanFilter(region=region, state="in_force"), limit=200)
    ]
    places.full_names({row.region for row in rows})
    return rows


def _initial(plan: plans.Plan) -> dict[str, Any]:
    place = places.name(plan.region)
    fitting = [api.shipped_script(key, place) for key in api.script_keys()]
    script = next((each for each in fitting if each.plan == plan.key), None)
    return {
        "token": new_id(),
        "form": "full",
        "title": f"{place}{script.title}" if script else "",
        "script": script.key if script else "",
        "scenario": script.scenario if script else "",
        "planned_start": clock.now().replace(second=0, microsecond=0),
    }


@require_GET
@signed_in
def drill_page(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Show one drill: to participants what reached them, to insiders the script."""
    row = api.drill(request.actor, drill_id)
    knows = row.is_insider or row.is_over
    context = {
        "row": row,
        "script": api.script_of(request.actor, drill_id) if knows else (),
        "released": api.released_of(row) if row.is_begun and not knows else (),
        "insiders": api.insiders_of(row) if knows else (),
        "knows": knows,
        "may_approve": row.lets("approve") and request.actor.id == row.approver_id,
        "may_cancel": row.lets("cancel") and request.actor.id in (row.approver_id, row.author_id),
    }
    return render(request, "drills/drill.html", context)


@require_GET
@signed_in
def score_page(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Show score, observers' notes, lessons and report of a drill that is over."""
    row = api.drill(request.actor, drill_id)
    context = {
        "row": row,
        "may_score": row.is_controller and row.lets("score"),
        "sheet": api.score_of(row),
        "notes": api.observations_of(request.actor, drill_id),
        "counts": _verdicts(request, drill_id),
        "lessons": command.lessons_from(request.actor, row.subject),
        "token": new_id(),
    }
    return render(request, "drills/score.html", context)


def _verdicts(request: HttpRequest, drill_id: UUID) -> list[tuple[str, int]]:
    notes = api.observations_of(request.actor, drill_id)
    return [(verdict.value, sum(note.verdict == verdict for note in notes)) for verdict in api.Verdict]


@require_GET
@signed_in
def report_document(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Send the signed report as a Word file."""
    content, name = api.report_document(request.actor, drill_id)
    return word_file(content, name)


@require_GET
@signed_in
def photo(request: HttpRequest, drill_id: UUID, observation_id: UUID) -> HttpResponse:
    """Send an observation's picture."""
    return picture_answer(*api.photo_of(request.actor, drill_id, observation_id))
