"""The list of plans, one plan as a document, and its approval by another person."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.plans import events, words
from anlan.plans.domain.files import shipped_keys, shipped_plan
from anlan.plans.domain.states import PlanState
from anlan.plans.selectors.plans import PlanFilter, editions_of, plan, plan_count, plans
from anlan.plans.services import approve_plan, discard_plan, draft_plan
from anlan.support import journal
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in

_SIZE = 50


@require_GET
@signed_in
def plan_list(request: HttpRequest) -> HttpResponse:
    """Show the plans that hold in one's regions, and the editions of one's own."""
    if not regions_of(request.actor, "plans.see"):
        raise NotAllowed(right="plans.see", region="")
    chosen = request.GET
    wanted = PlanFilter(
        text=chosen.get("q", "").strip(),
        region=normalise(chosen.get("region", "")),
        state=chosen.get("state", PlanState.IN_FORCE),
    )
    total = plan_count(request.actor, wanted)
    page = Paginator(range(total), _SIZE).get_page(chosen.get("page"))
    rows = plans(request.actor, wanted, offset=page.start_index() - 1 if total else 0, limit=_SIZE)
    places.full_names({row.region for row in rows})  # read at once what the page will ask for one by one
    drafting = regions_of(request.actor, "plans.draft")
    context = {
        "rows": rows,
        "page": page,
        "states": [(key, gettext(word)) for key, word in words.STATES.items()],
        "within": drafting[0] if drafting else "",
        "shipped": [(key, shipped_plan(key, "").name) for key in shipped_keys()] if drafting else (),
    }
    return render(request, "plans/list.html", context)


@require_GET
@signed_in
def plan_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show one edition as a document: levels, triggers, who signs, what is done."""
    found = plan(request.actor, plan_id)
    is_draft = found.state == PlanState.DRAFT
    context = {
        "plan": found,
        "editions": [row for row in editions_of(found) if may(request.actor, "plans.see", row.region)],
        "entries": tuple(reversed(journal.entries_about(events.plan_subject(plan_id), limit=20))),
        "may_approve": is_draft and may(request.actor, "plans.approve", found.region),
        "may_discard": is_draft and may(request.actor, "plans.draft", found.region),
    }
    return render(request, "plans/plan.html", context)


@require_POST
@signed_in
def approve(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Put a draft into force."""
    approve_plan(plan_id=plan_id, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The edition is in force from now on."))
    return redirect("plans:plan", plan_id)


@require_POST
@signed_in
def discard(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    discard_plan(plan_id=plan_id, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The draft is discarded."))
    return redirect("plans:plan", plan_id)


@require_POST
@signed_in
def draft_shipped(request: HttpRequest) -> HttpResponse:
    """Draft an edition for a region from a plan that ships with the platform."""
    key, region = request.POST.get("key", ""), normalise(request.POST.get("region", ""))
    if key not in shipped_keys():
        raise NotFound(what="plan")
    text = shipped_plan(key, places.name(region))
    plan_id = draft_plan(text=text, region=region, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The draft waits for another person's approval."))
    return redirect("plans:plan", plan_id)
