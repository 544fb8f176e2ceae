"""A new plan: from an empty sheet, or from an edition that is in force where the reader looks."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotAllowed
from anlan.kernel.ids import new_id
from anlan.kernel.regions import normalise
from anlan.plans import words
from anlan.plans.domain.states import PlanState
from anlan.plans.selectors.plans import PlanFilter, plans
from anlan.plans.services.beginning import NewPlan, begin_plan
from anlan.support.rights import regions_of
from anlan.web.auth import signed_in

_MOST_BASES = 200


@require_http_methods(["GET", "POST"])
@signed_in
def new_plan(request: HttpRequest) -> HttpResponse:
    """Show what a new plan begins with, or draft it and go on to its parts."""
    regions = regions_of(request.actor, "plans.draft")
    if not regions:
        raise NotAllowed(right="plans.draft", region="")
    if request.method == "POST":
        plan_id = begin_plan(new=_told(request), actor=request.actor, now=clock.now())
        messages.success(request, gettext("The draft is stored. Fill its parts, then hand it in for review."))
        return redirect("plans:edit", plan_id)
    context = {
        "within": regions[0],
        "kinds": sorted((code, kind.name) for code, kind in incidents.event_kinds().items()),
        "categories": [(key, gettext(word)) for key, word in words.CATEGORIES.items()],
        "bases": plans(request.actor, PlanFilter(state=PlanState.IN_FORCE), limit=_MOST_BASES),
        "token": new_id(),
    }
    return render(request, "plans/new.html", context)


def _told(request: HttpRequest) -> NewPlan:
    said = request.POST
    return NewPlan(
        kind=said.get("kind", ""),
        region=normalise(said.get("region", "")),
        name=said.get("name", ""),
        category=said.get("category", "special"),
        token=_id("client_token", said.get("client_token", "")),
        base_id=_id("base", said["base"]) if said.get("base") else None,
    )


def _id(field: str, value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidValue(field=field, value=value[:40], rule="an_id") from error
