"""What buttons do to a drill and to its injects."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from anlan.drills import api
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.web import sent
from anlan.web.auth import signed_in

_Act = Callable[[HttpRequest, UUID, datetime], object]


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


def _approve(request: HttpRequest, drill_id: UUID, now: datetime) -> object:
    return api.approve_drill(drill_id=drill_id, actor=request.actor, now=now)


def _cancel(request: HttpRequest, drill_id: UUID, now: datetime) -> object:
    return api.cancel_drill(drill_id=drill_id, reason=_text(request, "reason"), actor=request.actor, now=now)


def _start(request: HttpRequest, drill_id: UUID, now: datetime) -> object:
    return api.start_drill(drill_id=drill_id, actor=request.actor, now=now)


def _pause(request: HttpRequest, drill_id: UUID, now: datetime) -> object:
    return api.pause_drill(drill_id=drill_id, reason=_text(request, "reason"), actor=request.actor, now=now)


def _resume(request: HttpRequest, drill_id: UUID, now: datetime) -> object:
    return api.resume_drill(drill_id=drill_id, actor=request.actor, now=now)


def _end(request: HttpRequest, drill_id: UUID, now: datetime) -> object:
    return api.end_drill(drill_id=drill_id, reason=_text(request, "reason"), actor=request.actor, now=now)


def _score(request: HttpRequest, drill_id: UUID, now: datetime) -> object:
    return api.score_drill(drill_id=drill_id, actor=request.actor, now=now)


def _learn(request: HttpRequest, drill_id: UUID, now: datetime) -> object:
    words = {name: _text(request, name) for name in ("finding", "task", "owner")}
    lesson = api.DrillLesson(due_on=_day(request, "due_on"), token=sent.token(request), **words)
    return api.learn(drill_id=drill_id, new=lesson, actor=request.actor, now=now)


def _day(request: HttpRequest, name: str) -> date:
    value = _text(request, name)
    try:
        return date.fromisoformat(value)
    except ValueError as wrong:
        raise InvalidValue(field=name, value=value[:20], rule="a_day") from wrong


def _report(request: HttpRequest, drill_id: UUID, now: datetime) -> object:
    return api.report_drill(drill_id=drill_id, judgement=_text(request, "judgement"), actor=request.actor, now=now)


_ACTS: Final[dict[str, tuple[_Act, str, object]]] = {
    "approve": (_approve, "", _("The drill is approved. Its controllers start it.")),
    "cancel": (_cancel, "", _("The drill is called off.")),
    "start": (_start, "desk/", _("The drill has begun; its exercise incident is open.")),
    "pause": (_pause, "desk/", _("The drill's clock stands still.")),
    "resume": (_resume, "desk/", _("The drill's clock runs again.")),
    "end": (_end, "score/", _("The drill is over. What was left open is called off.")),
    "score": (_score, "score/", _("The drill is scored.")),
    "learn": (_learn, "score/", _("The lesson is a task now. It is tracked until it is confirmed.")),
    "report": (_report, "score/", _("The report is signed and no longer changes.")),
}


@require_POST
@signed_in
def act(request: HttpRequest, drill_id: UUID, act: str) -> HttpResponse:
    """Do one act on a drill."""
    if act not in _ACTS:
        raise Http404
    run, page, done = _ACTS[act]
    run(request, drill_id, clock.now())
    messages.success(request, str(done))
    return redirect(f"/drills/{drill_id}/{page}")


@require_POST
@signed_in
def inject_act(request: HttpRequest, drill_id: UUID, inject_id: UUID, act: str) -> HttpResponse:
    """Release an inject by hand, leave one out, or take one out of the script."""
    named = {"drill_id": drill_id, "inject_id": inject_id, "actor": request.actor, "now": clock.now()}
    if act == "release":
        api.release_inject(**named)
        done, page = _("The inject is released."), "desk/"
    elif act == "skip":
        api.skip_inject(reason=_text(request, "reason"), **named)
        done, page = _("The inject is left out."), "desk/"
    elif act == "drop":
        api.drop_inject(**named)
        done, page = _("The inject is taken out of the script."), "script/"
    else:
        raise Http404
    messages.success(request, str(done))
    return redirect(f"/drills/{drill_id}/{page}")
