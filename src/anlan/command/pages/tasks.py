"""The phone pages of those who carry orders out: receive, tell, complete, each in one or two taps."""

from datetime import datetime
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
from anlan.web.auth import signed_in
from anlan.web.pictures import picture_answer

_MOST_PHOTOS = 6


@require_GET
@signed_in
def task_list(request: HttpRequest) -> HttpResponse:
    """Show the reader's own orders, the nearest deadline first, and the evacuation lists to report on."""
    now = clock.now()
    context = {
        "orders": api.tasks_of(request.actor, now),
        "done": api.tasks_of(request.actor, now, is_done=True, limit=10),
        "lines": api.evacuation_lines(request.actor),
        "watches": api.own_watches(request.actor),
        "escalations": api.escalations_to(request.actor),
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
    }
    return render(request, "command/task.html", context)


def _act(request: HttpRequest, order_id: UUID) -> HttpResponse:
    now = clock.now()
    act = reading.text(request, "act")
    press = api.Press(token=reading.token(request), at=reading.pressed_at(request, now))
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
        text=reading.text(request, "text"),
        photos=tuple(api.Photo(name=file.name or "", content=file.read()) for file in files),
        place=reading.place(request),
        happened_at=press.at,
        token=press.token,
    )
    if must or not feedback.is_empty:
        api.give_feedback(order_id=order_id, feedback=feedback, actor=request.actor, now=now)


@require_GET
@signed_in
def photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Send a picture of a feedback."""
    return picture_answer(*api.photo(request.actor, photo_id))
