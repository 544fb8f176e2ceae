"""Evacuation to the name: cards at the desk, households ticked on the phone, people checked into shelters."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.command import api
from anlan.command.pages import reading
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.kernel.regions import RegionLevel, at_level, normalise
from anlan.people import api as people
from anlan.readiness import api as readiness
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import page_of

_MOST = 300


@require_http_methods(["GET", "POST"])
@signed_in
def cards_page(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show an incident's transfer cards, or make one."""
    incident = incidents.incident(request.actor, incident_id)
    if request.method == "POST":
        api.make_card(card=_card(request, incident_id), actor=request.actor, now=clock.now())
        messages.success(request, _("The transfer card is made."))
        return redirect(f"/incidents/{incident_id}/transfers/")
    county = at_level(incident.region, RegionLevel.COUNTY)
    context = {
        "incident": incident,
        "page": page_of(request, api.cards_of(request.actor, incident_id)),
        "may_make": incident.is_open and rights.may(request.actor, "command.set_evacuation", incident.region),
        "may_return": rights.may(request.actor, "command.order_return", incident.region),
        "shelters": readiness.shelters(request.actor, readiness.ShelterFilter(region=county))[:_MOST],
        "persons": people.persons(request.actor, people.PersonFilter(region=county))[:_MOST],
        "within": county,
        "token": new_id(),
    }
    return render(request, "command/transfers.html", context)


def _card(request: HttpRequest, incident_id: UUID) -> api.NewCard:
    return api.NewCard(
        incident_id=incident_id,
        region=normalise(sent.text(request, "region")),
        zone=sent.text(request, "zone"),
        danger=sent.text(request, "danger"),
        route=sent.text(request, "route"),
        shelter_id=reading.identity(request, "shelter"),
        responsible_id=reading.identity(request, "responsible") if sent.text(request, "responsible") else None,
        only_first="only_first" in request.POST,
        token=sent.token(request),
    )


@require_POST
@signed_in
def order_return(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Order the return to a danger zone."""
    card = api.card(request.actor, card_id)
    api.order_return(card_id=card_id, reason=sent.text(request, "reason"), actor=request.actor, now=clock.now())
    messages.success(request, _("The return is ordered."))
    return redirect(f"/incidents/{card.incident_id}/transfers/")


@require_GET
@signed_in
def card_page(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Show a card on the phone with its households, those who need help first."""
    card = api.card(request.actor, card_id)
    page = page_of(request, api.households_of(request.actor, card_id))
    return render(request, "command/transfer_card.html", {"card": card, "page": page})


@require_POST
@signed_in
def tick(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Say how a household is."""
    now = clock.now()
    act = sent.text(request, "act")
    if act not in set(api.MoveAct):
        raise BadRequest
    api.tick_household(
        household_id=household_id,
        act=api.MoveAct(act),
        note=sent.text(request, "note"),
        actor=request.actor,
        now=now,
        press=api.Press(token=sent.token(request), at=sent.pressed_at(request, now)),
    )
    return redirect(reading.way_back(request))


@require_http_methods(["GET", "POST"])
@signed_in
def shelter_page(request: HttpRequest, incident_id: UUID, shelter_id: UUID) -> HttpResponse:
    """Show who is in a shelter and who is expected, and check people in."""
    if request.method == "POST":
        chosen = sent.text(request, "household")
        arrival = api.Arrival(
            incident_id=incident_id,
            shelter_id=shelter_id,
            persons=reading.whole(request, "persons"),
            household_id=sent.as_id("household", chosen) if chosen else None,
            name=sent.text(request, "name"),
            token=sent.token(request),
        )
        api.check_in(arrival=arrival, actor=request.actor, now=clock.now())
        messages.success(request, _("Checked in."))
        return redirect(f"/tasks/shelters/{incident_id}/{shelter_id}/")
    context = {
        "incident_id": incident_id,
        "shelter": readiness.shelter(request.actor, shelter_id),
        "expected": api.expected_in(request.actor, incident_id, shelter_id),
        "page": page_of(request, api.stays_in(request.actor, shelter_id)),
    }
    return render(request, "command/shelter_stays.html", context)


@require_POST
@signed_in
def check_out(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """Let people leave a shelter, home or elsewhere."""
    left_to = "home" if sent.text(request, "act") == "home" else sent.text(request, "left_to")
    api.check_out(stay_id=stay_id, left_to=left_to, actor=request.actor, now=clock.now())
    messages.success(request, _("Checked out."))
    return redirect(reading.way_back(request))
