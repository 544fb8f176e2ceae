"""The page of an incident's command posts, and the acts on them and on who holds the command."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.command import api
from anlan.command.words import SIDE_WORDS
from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.ids import new_id
from anlan.people import api as people
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in


@require_GET
@signed_in
def post_panel(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show who holds the command and which command posts stand, on the incident's page."""
    incident = incidents.incident(request.actor, incident_id)
    return render(request, "command/post_panel.html", _context(request, incident))


@require_http_methods(["GET", "POST"])
@signed_in
def post_page(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the command posts with their seats, or set one up."""
    incident = incidents.incident(request.actor, incident_id)
    if request.method == "POST":
        new = api.NewCommandPost(
            incident_id=incident_id,
            name=sent.text(request, "name"),
            place=_place(request),
            side=_side(request),
            is_mobile="is_mobile" in request.POST,
            token=sent.token(request),
        )
        api.set_up_command_post(new=new, actor=request.actor, now=clock.now())
        messages.success(request, _("The command post stands. Look who fills its seats."))
        return redirect(f"/incidents/{incident_id}/post/")
    response = api.open_response_of(incident_id, incident.region)
    context = {
        **_context(request, incident),
        "sides": [(side.value, word) for side, word in SIDE_WORDS.items()],
        "suggested": api.suggested_name(response),
        "levels": [(code, places.name(code)) for code in api.levels_over(incident.region, _holder(incident))],
        "token": new_id(),
    }
    return render(request, "command/post.html", context)


def _holder(incident: IncidentRow) -> str:
    return api.holder_of(incident.id, incident.region)


def _context(request: HttpRequest, incident: IncidentRow) -> dict[str, Any]:
    actor, holder = request.actor, _holder(incident)
    handovers = api.handovers_of(actor, incident.id)
    waiting = next((row for row in handovers if row.state is api.HandoverState.OFFERED), None)
    may_set_up = rights.may(actor, "command.set_up_posts", incident.region)
    return {
        "incident": incident,
        "holder": holder,
        "is_elsewhere": holder != incident.region,
        "posts": api.command_posts_of(actor, incident.id),
        "handovers": handovers,
        "waiting": waiting,
        "may": {
            "set_up": may_set_up and incident.is_open,
            "change": may_set_up,
            "fill": rights.may(actor, "command.fill_seats", incident.region),
            "offer": incident.is_open and waiting is None and api.may_answer(actor, holder),
            "answer": waiting is not None and api.may_answer(actor, waiting.to_region),
            "withdraw": waiting is not None and api.may_answer(actor, waiting.from_region),
        },
    }


def _side(request: HttpRequest) -> api.Side:
    value = sent.text(request, "side")
    if value not in set(api.Side):
        raise InvalidValue(field="side", value=value[:20], rule="known_side")
    return api.Side(value)


def _place(request: HttpRequest) -> api.Place:
    """Return the place that a form names; its location is "longitude, latitude", or empty where it is not known."""
    typed = sent.text(request, "location").replace("\uff0c", ",")
    location = None
    if typed:
        try:
            longitude, latitude = (float(part) for part in typed.split(","))
        except ValueError as wrong:
            raise InvalidValue(field="location", value=typed[:40], rule="longitude_latitude") from wrong
        location = (longitude, latitude)
    return api.Place(text=sent.text(request, "place_text"), location=location, contact=sent.text(request, "contact"))


def _add_seat(request: HttpRequest, post_id: UUID, now: datetime) -> None:
    seat = api.Seat(
        key=f"hand.{sent.token(request) or new_id()}",
        name=sent.text(request, "name"),
        duty=sent.text(request, "duty"),
    )
    api.add_seat(post_id=post_id, seat=seat, actor=request.actor, now=now)


def _move(request: HttpRequest, post_id: UUID, now: datetime) -> None:
    api.move_command_post(post_id=post_id, place=_place(request), actor=request.actor, now=now)


def _stand_down(request: HttpRequest, post_id: UUID, now: datetime) -> None:
    api.stand_down(post_id=post_id, reason=sent.text(request, "reason"), actor=request.actor, now=now)


_ACTS: Final[dict[str, tuple[Callable[[HttpRequest, UUID, datetime], None], object]]] = {
    "seat": (_add_seat, gettext_lazy("The seat is added. Fill it.")),
    "move": (_move, gettext_lazy("The new place is recorded.")),
    "stand-down": (_stand_down, gettext_lazy("The command post is stood down.")),
}


@require_POST
@signed_in
def act(request: HttpRequest, post_id: UUID, act: str) -> HttpResponse:
    """Do one act on a command post."""
    if act not in _ACTS:
        raise Http404
    post = api.command_post(request.actor, post_id)
    run, done = _ACTS[act]
    run(request, post_id, clock.now())
    messages.success(request, str(done))
    return redirect(f"/incidents/{post.incident_id}/post/")


@require_http_methods(["GET", "POST"])
@signed_in
def seat_page(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Show a seat with who may take it, or seat somebody."""
    seat, post = api.seat_of(request.actor, seat_id)
    if request.method == "POST":
        _fill(request, seat_id)
        return redirect(f"/incidents/{post.incident_id}/post/")
    text = request.GET.get("q", "").strip()
    context = {
        "seat": seat,
        "post": post,
        "text": text,
        "found": people.search_people(request.actor, text),
        "may_fill": post.stands and rights.may(request.actor, "command.fill_seats", post.region),
    }
    return render(request, "command/seat.html", context)


def _fill(request: HttpRequest, seat_id: UUID) -> None:
    now = clock.now()
    if "relieve" in request.POST:
        api.relieve_seat(seat_id=seat_id, reason=sent.text(request, "reason"), actor=request.actor, now=now)
        messages.success(request, _("The seat is vacant now."))
        return
    api.fill_seat(seat_id=seat_id, sitter=_sitter(request), actor=request.actor, now=now)
    messages.success(request, _("The seat is filled."))


def _sitter(request: HttpRequest) -> api.Sitter:
    chosen = sent.text(request, "person")
    if not chosen:
        return api.Sitter(name=sent.text(request, "holder"), organisation=sent.text(request, "organisation"))
    try:
        person = people.visible_person(request.actor, UUID(chosen))
    except ValueError as wrong:
        raise InvalidValue(field="person", value=chosen[:40], rule="a_person_on_file") from wrong
    return api.Sitter(name=person.name, organisation=person.organisation_name, person_id=person.id)


@require_POST
@signed_in
def offer(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Offer the command to another level."""
    to_region, reason = sent.text(request, "to_region"), sent.text(request, "reason")
    new = api.NewHandover(incident_id=incident_id, to_region=to_region, reason=reason)
    api.offer_handover(new=new, actor=request.actor, now=clock.now())
    messages.success(request, _("The command is offered. You hold it until the other level accepts."))
    return redirect(f"/incidents/{incident_id}/post/")


@require_POST
@signed_in
def answer(request: HttpRequest, incident_id: UUID, handover_id: UUID, act: str) -> HttpResponse:
    """Accept, refuse or withdraw an offer of the command."""
    if act not in set(api.HandoverAct):
        raise Http404
    step = {"act": api.HandoverAct(act), "note": sent.text(request, "note")}
    api.answer_handover(handover_id=handover_id, **step, actor=request.actor, now=clock.now())
    messages.success(request, _("The answer stands on the incident's timeline."))
    return redirect(f"/incidents/{incident_id}/post/")
