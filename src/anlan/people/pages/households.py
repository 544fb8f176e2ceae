"""Households: the list, a household with its residents, and their acts."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError, NotAllowed
from anlan.kernel.regions import normalise
from anlan.people import events
from anlan.people.pages.registry_forms import HouseholdForm, ResidentForm, initial_of
from anlan.people.selectors import households as questions
from anlan.people.services import residents as acts
from anlan.places import api as places
from anlan.support import journal
from anlan.support.rights import may, regions_of, require
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

_EDIT, _SEE = acts.EDIT, acts.SEE


@never_cache
@require_GET
@signed_in
def households_page(request: HttpRequest) -> HttpResponse:
    """Show the households of the reader's regions."""
    held = _held(request, _SEE)
    wanted = filter_of(request.GET)
    found = questions.households(
        request.actor, wanted, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    places.full_names({row.region for row in found.rows})  # read at once what the page will ask for one by one
    entered = questions.people_in(row.id for row in found.rows)
    context = {
        "tab": "households",
        "stretch": found,
        "lines": [(row, entered.get(row.id, 0)) for row in found.rows],
        "count": questions.household_count(request.actor, wanted),
        "regions": [(each.code, each.name) for each in places.children(wanted.region or held[0])],
        "shows": [("first", _("To be moved first")), ("nowhere", _("Without a place"))],
        "region": wanted.region,
        "may_add": bool(regions_of(request.actor, _EDIT)),
        "may_export": bool(regions_of(request.actor, "people.export_residents")),
    }
    return render(request, "people/households.html", context)


def filter_of(given: QueryDict) -> questions.HouseholdFilter:
    """Return what an address or a form asks for."""
    show = given.get("show", "")
    return questions.HouseholdFilter(
        text=given.get("q", "").strip()[:40],
        region=normalise(given.get("region", "")),
        is_to_move_first=show == "first",
        has_no_place=show == "nowhere",
    )


@never_cache
@require_GET
@signed_in
def household_page(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Show one household, its residents' numbers masked."""
    return _file(request, household_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_household(request: HttpRequest, household_id: UUID | None = None) -> HttpResponse:
    """Show the form; enter or change a household."""
    held = _held(request, _EDIT)
    row = questions.household(request.actor, household_id) if household_id else None
    if row is not None:
        require(request.actor, _EDIT, row.region)
    region = request.POST.get("region") or (row.region if row else normalise(request.GET.get("region", ""))) or held[0]
    form = HouseholdForm(request.POST or None, initial=initial_of(row) if row else {})
    if request.method == "POST" and form.is_valid():
        try:
            kept = acts.keep_household(
                household_id=household_id, details=form.details(), actor=request.actor, now=clock.now()
            )
        except AnlanError as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("people:household", kept)
    context = {"form": form, "household": row, "region": region, "within": held[0]}
    return render(request, "people/household_form.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_resident(request: HttpRequest, household_id: UUID, resident_id: UUID | None = None) -> HttpResponse:
    """Show the form; enter or change a resident of a household."""
    home = questions.household(request.actor, household_id)
    require(request.actor, _EDIT, home.region)
    row = questions.resident(request.actor, resident_id) if resident_id else None
    form: forms.Form = ResidentForm(request.POST or None, initial=initial_of(row) if row else {})
    if request.method == "POST" and form.is_valid():
        try:
            acts.keep_resident(
                resident_id=resident_id,
                household_id=household_id,
                details=form.details(keeps_numbers=row is not None),
                actor=request.actor,
                now=clock.now(),
            )
        except AnlanError as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("people:household", household_id)
    return render(request, "people/resident_form.html", {"form": form, "household": home, "resident": row})


@require_POST
@signed_in
def remove_resident(request: HttpRequest, household_id: UUID, resident_id: UUID) -> HttpResponse:
    """Take a resident out of the registry."""
    acts.remove_resident(resident_id=resident_id, actor=request.actor, now=clock.now())
    messages.success(request, _("Taken out of the registry."))
    return redirect("people:household", household_id)


@never_cache
@require_POST
@signed_in
def show_numbers(request: HttpRequest, household_id: UUID, resident_id: UUID) -> HttpResponse:
    """Show a resident's numbers once; the journal keeps who asked."""
    phone, number = acts.reveal_resident(resident_id=resident_id, actor=request.actor, now=clock.now())
    return _file(request, household_id, shown={"id": resident_id, "phone": phone, "number": number})


def _file(request: HttpRequest, household_id: UUID, shown: dict[str, Any] | None = None) -> HttpResponse:
    row = questions.household(request.actor, household_id)
    context = {
        "tab": "households",
        "household": row,
        "residents": questions.residents_of(household_id),
        "shown": shown,
        "map": places.map_round(row.longitude, row.latitude, row.head_name, "home"),
        "entries": tuple(reversed(journal.entries_about(events.household_subject(household_id), limit=30))),
        "may_edit": may(request.actor, _EDIT, row.region),
        "may_reveal": may(request.actor, "people.reveal_resident", row.region),
    }
    return render(request, "people/household.html", context)


def _held(request: HttpRequest, right: str) -> tuple[str, ...]:
    held = regions_of(request.actor, right)
    if not held:
        raise NotAllowed(right=right, region="")
    return held
