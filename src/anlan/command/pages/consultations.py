"""Consultations of an incident: calling one, writing it down, closing it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.command import api
from anlan.command.pages import reading
from anlan.command.pages.receivers import id_of, kind_of, label_of, receiver_of, receivers
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.kernel.regions import RegionLevel, at_level
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_MINUTES: Final = (30, 60, 120, 240, 480, 1440)


@require_http_methods(["GET", "POST"])
@signed_in
def consultation_list(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the consultations of an incident, or call one."""
    incident = incidents.incident(request.actor, incident_id)
    now = clock.now()
    if request.method == "POST":
        called = api.call_consultation(new=_new(request, incident_id, now), actor=request.actor, now=now)
        messages.success(request, _("The consultation is called."))
        return redirect(f"/consultations/{called}/")
    posts = [post for post in api.command_posts_of(request.actor, incident_id) if post.stands]
    context = {
        "incident": incident,
        "rows": api.consultations_of(request.actor, incident_id),
        "may_call": incident.is_open and rights.may(request.actor, "command.write_consultations", incident.region),
        "seated": [
            f"{seat.holder.organisation} {seat.holder.name}".strip()
            for post in posts
            for seat in post.seats
            if seat.holder
        ],
        "place": posts[0].place_text if posts else "",
        "now": now,
        "token": new_id(),
    }
    return render(request, "command/consultations.html", context)


def _new(request: HttpRequest, incident_id: UUID, now: datetime) -> api.NewConsultation:
    return api.NewConsultation(
        incident_id=incident_id,
        title=sent.text(request, "title"),
        agenda=sent.text(request, "agenda"),
        held_at=reading.moment(request, "held_at", now),
        chair=sent.text(request, "chair"),
        place_text=sent.text(request, "place_text"),
        link=sent.text(request, "link"),
        participants=_people(sent.text(request, "participants")),
        token=sent.token(request),
    )


def _people(text: str) -> tuple[api.Sitter, ...]:
    """Return those whom the lines name: "organisation name" or only the name."""
    lines = dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip())
    parts = (line.rpartition(" ") for line in lines)
    return tuple(api.Sitter(name=name, organisation=organisation) for organisation, _space, name in parts)


@require_GET
@signed_in
def consultation_page(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Show one consultation with what the reader may do."""
    row = api.consultation(request.actor, consultation_id)
    may_write = row.is_open and rights.may(request.actor, "command.write_consultations", row.region)
    context = {
        "row": row,
        "may_write": may_write,
        "may_close": row.is_open and rights.may(request.actor, "command.close_consultations", row.region),
        "groups": receivers(request, at_level(row.region, RegionLevel.COUNTY)) if may_write else (),
        "minutes": _MINUTES,
    }
    return render(request, "command/consultation.html", context)


def _write(request: HttpRequest, consultation_id: UUID, now: datetime) -> None:
    text, version = sent.text(request, "minutes"), reading.whole(request, "version")
    api.write_minutes(consultation_id=consultation_id, text=text, version=version, actor=request.actor)


def _attend(request: HttpRequest, consultation_id: UUID, now: datetime) -> None:
    for who in _people(sent.text(request, "participants")):
        api.add_participant(consultation_id=consultation_id, who=who, actor=request.actor)
    present = frozenset(id_of(value) for value in request.POST.getlist("present"))
    api.note_attendance(consultation_id=consultation_id, present=present, actor=request.actor)


def _conclude(request: HttpRequest, consultation_id: UUID, now: datetime) -> None:
    text = sent.text(request, "text")
    new = api.NewConclusion(text=text)
    if sent.text(request, "to"):
        receiver = receiver_of(request)
        new = api.NewConclusion(
            text=text,
            to_kind=kind_of(receiver),
            to_id=receiver.id,
            to_label=label_of(receiver),
            region=receiver.region,
            within_minutes=reading.whole(request, "minutes"),
        )
    api.add_conclusion(consultation_id=consultation_id, new=new, actor=request.actor)


def _drop(request: HttpRequest, consultation_id: UUID, now: datetime) -> None:
    conclusion_id = id_of(sent.text(request, "conclusion"))
    api.drop_conclusion(consultation_id=consultation_id, conclusion_id=conclusion_id, actor=request.actor)


def _close(request: HttpRequest, consultation_id: UUID, now: datetime) -> None:
    api.close_consultation(consultation_id=consultation_id, actor=request.actor, now=now)


def _cancel(request: HttpRequest, consultation_id: UUID, now: datetime) -> None:
    reason = sent.text(request, "reason")
    api.cancel_consultation(consultation_id=consultation_id, reason=reason, actor=request.actor, now=now)


_ACTS: Final[dict[str, tuple[Callable[[HttpRequest, UUID, datetime], None], object]]] = {
    "minutes": (_write, gettext_lazy("The minutes are kept.")),
    "attendance": (_attend, gettext_lazy("Who was there is noted.")),
    "conclude": (_conclude, gettext_lazy("The conclusion is added.")),
    "drop": (_drop, gettext_lazy("The conclusion is taken out.")),
    "close": (_close, gettext_lazy("The minutes are closed. Conclusions with a receiver went out as orders.")),
    "cancel": (_cancel, gettext_lazy("The consultation is called off.")),
}


@require_POST
@signed_in
def act(request: HttpRequest, consultation_id: UUID, act: str) -> HttpResponse:
    """Do one act on a consultation."""
    if act not in _ACTS:
        raise Http404
    run, done = _ACTS[act]
    run(request, consultation_id, clock.now())
    messages.success(request, str(done))
    return redirect(f"/consultations/{consultation_id}/")
