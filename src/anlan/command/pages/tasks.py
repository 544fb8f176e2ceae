"""The phone pages of those who carry orders out: receive, tell, complete, each in one or two taps."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.command import api
from anlan.command.pages import reading
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.people import api as people
from anlan.support.rights import regions_of
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.pictures import picture_answer

_MOST_PHOTOS = 6
_MOST_PERSONS = 200
_MINUTES = (15, 30, 60, 120, 240, 480)


@require_GET
@signed_in
def task_list(request: HttpRequest) -> HttpResponse:
    """Show the reader's own orders, the nearest deadline first, and the evacuation lists to report on."""
    now = clock.now()
    context = {
        "orders": api.tasks_of(request.actor, now),
        "done": api.tasks_of(request.actor, now, is_done=True, limit=10),
        "lines": api.evacuation_lines(request.actor),
        "cards": api.own_cards(request.actor),
        "watches": api.own_watches(request.actor),
        "escalations": api.escalations_to(request.actor),
        "walks": bool(regions_of(request.actor, "risks.patrol")),
    }
    template = "command/tasks_body.html" if "HX-Request" in request.headers else "command/tasks.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
@signed_in
def task(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show one order, or do what was tapped: receive it, tell how it goes, complete it."""
    if request.method == "POST":
        return _act(request, order_id)
    order = api.order(request.actor, order_id, clock.now())
    context = {
        "order": order,
        "feedback": api.feedback_of(request.actor, order_id),
        "acts": {act.value for act in api.acts_open_to(request.actor, order_id)},
        "may_pass_on": order.is_undone and api.may_carry_out_order(request.actor, order_id),
        "parts": api.related(request.actor, order_id, clock.now())[1],
    }
    return render(request, "command/task.html", context)


def _act(request: HttpRequest, order_id: UUID) -> HttpResponse:
    now = clock.now()
    act = sent.text(request, "act")
    press = api.Press(token=sent.token(request), at=sent.pressed_at(request, now))
    if act == "receive":
        api.receive_order(order_id=order_id, actor=request.actor, now=now, press=press)
        messages.success(request, _("Received."))
    elif act in ("feedback", "complete"):
        _tell(request, order_id, press, now, must=act == "feedback")
        if act == "complete":
            api.complete_order(order_id=order_id, actor=request.actor, now=now, press=press)
        messages.success(request, _("Completed. Thank you.") if act == "complete" else _("Sent."))
    else:
        raise BadRequest
    return redirect("/tasks/" if act == "complete" or request.POST.get("back") else f"/tasks/{order_id}/")


def _tell(request: HttpRequest, order_id: UUID, press: api.Press, now: datetime, *, must: bool) -> None:
    """Give what was written, photographed and located as feedback, where there is any or it must be.

    It is kept also where the completion that follows is refused: what was told is never lost.
    """
    files = request.FILES.getlist("photos")[:_MOST_PHOTOS]
    feedback = api.Feedback(
        text=sent.text(request, "text"),
        photos=tuple(api.Photo(name=file.name or "", content=file.read()) for file in files),
        place=reading.place(request),
        happened_at=press.at,
        token=press.token,
    )
    if must or not feedback.is_empty:
        api.give_feedback(order_id=order_id, feedback=feedback, actor=request.actor, now=now)


@require_http_methods(["GET", "POST"])
@signed_in
def pass_on(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show the form by which a receiver gives a part of an order to somebody below, or give it."""
    now = clock.now()
    order = api.order(request.actor, order_id, now)
    if request.method == "POST":
        api.pass_on_order(order_id=order_id, part=_part(request, order, now), actor=request.actor, now=now)
        messages.success(request, _("Passed on."))
        return redirect(f"/tasks/{order_id}/")
    context = {
        "order": order,
        "organisations": people.organisations(request.actor, region=order.region),
        "persons": people.persons(request.actor, people.PersonFilter(region=order.region))[:_MOST_PERSONS],
        "minutes": [each for each in _MINUTES if now + timedelta(minutes=each) <= order.deadline],
        "token": new_id(),
    }
    return render(request, "command/pass_on.html", context)


def _part(request: HttpRequest, order: api.OrderRow, now: datetime) -> api.NewOrder:
    kind, _colon, value = sent.text(request, "to").partition(":")
    if kind == api.Receiver.PERSON:
        receiver = people.visible_person(request.actor, sent.as_id("to", value))
    else:
        receiver = people.organisation_file(request.actor, sent.as_id("to", value)).organisation
    minutes = sent.text(request, "minutes")
    return api.NewOrder(
        incident_id=order.incident_id,
        to_kind=api.Receiver.PERSON if kind == api.Receiver.PERSON else api.Receiver.ORGANISATION,
        to_id=receiver.id,
        to_label=receiver.name,
        region=receiver.region,
        text=sent.text(request, "text"),
        deadline=now + timedelta(minutes=reading.whole(request, "minutes")) if minutes else order.deadline,
        needs_photo="needs_photo" in request.POST,
        token=sent.token(request),
    )


@require_GET
@signed_in
def photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Send a picture of a feedback."""
    return picture_answer(*api.photo(request.actor, photo_id))
