"""The list of plans, one plan as a document, and its approval by another person."""

from dataclasses import replace
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
from anlan.plans.domain.clock_rules import situations
from anlan.plans.domain.files import shipped_keys, shipped_plan
from anlan.plans.domain.states import PlanState
from anlan.plans.selectors.chain import chain_of
from anlan.plans.selectors.findings import findings_of
from anlan.plans.selectors.life import life_of
from anlan.plans.selectors.plans import Plan, PlanFilter, editions_of, plan, plan_count, plans
from anlan.plans.services.drafting import draft_plan
from anlan.plans.services.filing import DRILL_FORMS
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
        category=chosen.get("category", ""),
        sort=chosen.get("sort", ""),
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
        "categories": [(key, gettext(word)) for key, word in words.CATEGORIES.items()],
        "within": drafting[0] if drafting else "",
        "shipped": [(key, shipped_plan(key, "").name) for key in shipped_keys()] if drafting else (),
    }
    return render(request, "plans/list.html", context)


@require_GET
@signed_in
def plan_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show one edition as a document: levels, triggers, who signs, what is done; and what its life asks for now."""
    found = plan(request.actor, plan_id)
    editions = [row for row in editions_of(found) if may(request.actor, "plans.see", row.region)]
    context = {
        "plan": found,
        "editions": editions,
        "before": next((row for row in editions if row.version < found.version), None),
        "entries": tuple(reversed(journal.entries_about(events.plan_subject(plan_id), limit=20))),
        "life": life_of(plan_id),
        "chain": chain_of(found),
        "found": findings_of(plan_id),
        "situations": situations(),
        "drill_forms": DRILL_FORMS,
        **_may(request, found),
    }
    return render(request, "plans/plan.html", context)


def _may(request: HttpRequest, found: Plan) -> dict[str, bool]:
    """Return which acts the reader may do on an edition as it stands."""

    def holds(right: str, *states: PlanState) -> bool:
        return found.state in states and may(request.actor, right, found.region)

    return {
        "may_edit": holds("plans.draft", PlanState.DRAFT),
        "may_discard": holds("plans.draft", PlanState.DRAFT),
        "may_review": holds("plans.review", PlanState.IN_REVIEW),
        "may_approve": holds("plans.approve", PlanState.REVIEWED),
        "may_keep": holds("plans.draft", PlanState.IN_FORCE),
        "may_abolish": holds("plans.approve", PlanState.IN_FORCE),
    }


@require_POST
@signed_in
def draft_shipped(request: HttpRequest) -> HttpResponse:
    """Draft an edition for a region from a plan that ships with the platform."""
    key, region = request.POST.get("key", ""), normalise(request.POST.get("region", ""))
    if key not in shipped_keys():
        raise NotFound(what="plan")
    text = replace(shipped_plan(key, places.name(region)), category=request.POST.get("category") or "special")
    plan_id = draft_plan(text=text, region=region, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The draft is stored. Change its parts, then hand it in for review."))
    return redirect("plans:plan", plan_id)
