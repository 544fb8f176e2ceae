"""Revealing a phone, entering and changing a person, taking over a duty."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import normalise
from anlan.people.pages.files import person_file
from anlan.people.selectors.organisations import Organisation, organisation_file
from anlan.people.selectors.persons import visible_person
from anlan.people.services.persons import (
    Assignment,
    PersonDetails,
    add_person,
    assign_responsibility,
    edit_person,
    reveal_phone,
)
from anlan.support.rights import regions_of, require
from anlan.web.auth import signed_in


@never_cache
@require_POST
@signed_in
def show_phone(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show a phone number once; the journal keeps who asked."""
    phone = reveal_phone(person_id=person_id, actor=request.actor, now=clock.now())
    return person_file(request, person_id, phone=phone)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_person(request: HttpRequest) -> HttpResponse:
    """Show the form; enter a person."""
    held = regions_of(request.actor, "people.edit")
    if not held:
        raise NotAllowed(right="people.edit", region="")
    unit = _unit(request)
    if request.method != "POST":
        region = unit.region if unit else normalise(request.GET.get("region", "")) or held[0]
        return render(request, "people/form.html", {"region": region, "unit": unit, "within": held[0]})
    person_id = add_person(
        details=_details(request, phone=request.POST.get("phone", "")),
        region=unit.region if unit else normalise(request.POST.get("region", "")),
        organisation_id=unit.id if unit else None,
        actor=request.actor,
        now=clock.now(),
    )
    messages.success(request, gettext("The person is entered."))
    return redirect("people:person", person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show the form; change name, post or phone. A phone left empty stays as it is."""
    found = visible_person(request.actor, person_id)
    require(request.actor, "people.edit", found.region)
    if request.method != "POST":
        return render(request, "people/form.html", {"person": found})
    details = _details(request, phone=request.POST.get("phone", "").strip() or None)
    edit_person(person_id=person_id, details=details, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The change is kept."))
    return redirect("people:person", person_id)


@require_POST
@signed_in
def assign(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Let a person take over a duty of a region."""
    taken = Assignment(
        duty=request.POST.get("duty", ""),
        role=request.POST.get("role", ""),
        rank=request.POST.get("rank", ""),
        region=normalise(request.POST.get("region", "")),
    )
    assign_responsibility(person_id=person_id, assignment=taken, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The duty is taken over from now on."))
    return redirect("people:person", person_id)


def _details(request: HttpRequest, *, phone: str | None) -> PersonDetails:
    return PersonDetails(
        name=request.POST.get("name", ""),
        post=request.POST.get("post", ""),
        phone=phone,
        has_2g_phone=request.POST.get("has_2g_phone") == "on",
    )


def _unit(request: HttpRequest) -> Organisation | None:
    text = request.POST.get("organisation") or request.GET.get("organisation", "")
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    return organisation_file(request.actor, wanted).organisation
