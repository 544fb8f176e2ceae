"""Officers, their certificates, their load, and what they keep away from."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.people import api as people
from anlan.supervision import api
from anlan.supervision.pages import reading
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_KEEP = "supervision.keep_officers"


@require_GET
@signed_in
def officer_list(request: HttpRequest) -> HttpResponse:
    """Show the officers with their load of the year."""
    today = clock.in_china(clock.now()).date()
    held = rights.regions_of(request.actor, _KEEP)
    person = request.GET.get("person", "").strip()
    found = people.search_people(request.actor, person) if person and held else ()
    wanted = request.GET.get("edit", "")
    rows = api.officers(request.actor, since=date(today.year, 1, 1))
    context = {
        "rows": rows,
        "today": today,
        "may_keep": bool(held),
        "region": held[0] if held else "",
        "chosen": next((row for row in rows if str(row.id) == wanted), None),
        "people": found,
        "tab": "officers",
    }
    return render(request, "supervision/officers.html", context)


@require_POST
@signed_in
def keep(request: HttpRequest) -> HttpResponse:
    """Enter an officer, or change one."""
    known, person = sent.text(request, "officer"), sent.text(request, "person_id")
    given = api.OfficerDetails(
        name=sent.text(request, "name"),
        department=sent.text(request, "department"),
        region=sent.text(request, "region"),
        certificate=sent.text(request, "certificate"),
        valid_until=reading.day(request, "valid_until"),
        person_id=sent.as_id("person", person) if person else None,
        is_active="is_active" in request.POST,
    )
    officer_id = sent.as_id("officer", known) if known else None
    api.keep_officer(officer_id=officer_id, given=given, actor=request.actor, now=clock.now())
    messages.success(request, _("The officer is stored."))
    return redirect("supervision:officers")


@require_POST
@signed_in
def conflict(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Keep an officer away from an object."""
    kind, _sep, key = sent.text(request, "object").partition(":")
    found = api.subject(request.actor, kind, sent.as_id("object", key))
    reason = sent.text(request, "reason")
    about = {"officer_id": officer_id, "subject": (found.id, found.name[:120]), "reason": reason}
    api.tell_conflict(**about, actor=request.actor, now=clock.now())
    messages.success(request, _("The officer keeps away from this object."))
    return redirect("supervision:officer-conflicts", officer_id)


@require_GET
@signed_in
def conflicts(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Show what an officer keeps away from, and choose one more object."""
    row = api.officer(request.actor, officer_id)
    text = request.GET.get("q", "").strip()[:80]
    context = {
        "row": row,
        "text": text,
        "found": api.find_subjects(request.actor, text) if text else (),
        "may_keep": rights.may(request.actor, _KEEP, row.region),
        "tab": "officers",
    }
    return render(request, "supervision/conflicts.html", context)
