"""The review of an incident, and the list of lessons with their tasks."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.command import api
from anlan.command.words import LESSON_STATE_WORDS
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.ids import new_id
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_SIZE: Final = 30


@require_http_methods(["GET", "POST"])
@signed_in
def review_page(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the review of an incident, or compile it from the journal."""
    incident = incidents.incident(request.actor, incident_id)
    if request.method == "POST":
        api.compile_review(incident_id=incident_id, actor=request.actor, now=clock.now())
        messages.success(request, _("The review is compiled from the journal as it is now."))
        return redirect(f"/incidents/{incident_id}/review/")
    row = api.review_of(request.actor, incident_id)
    may_write = rights.may(request.actor, "command.write_reviews", incident.region)
    is_draft = row is None or row.is_open
    may_sign = row is not None and row.is_open and rights.may(request.actor, "command.sign_reviews", incident.region)
    context = {
        "incident": incident,
        "row": row,
        "lessons": api.lessons_from(request.actor, row.subject) if row else (),
        "may": {
            "compile": may_write and is_draft,
            "add": may_write and row is not None,
            "sign": may_sign and row is not None and row.written_by_id != request.actor.id,
            "wait": may_sign and row is not None and row.written_by_id == request.actor.id,
        },
        "token": new_id(),
    }
    return render(request, "command/review.html", context)


def _judge(request: HttpRequest, review_id: UUID, now: datetime) -> None:
    api.judge_review(review_id=review_id, text=sent.text(request, "judgement"), actor=request.actor)


def _sign(request: HttpRequest, review_id: UUID, now: datetime) -> None:
    api.sign_review(review_id=review_id, actor=request.actor, now=now)


def _learn(request: HttpRequest, review_id: UUID, now: datetime) -> None:
    review = api.review(request.actor, review_id)
    new = api.NewLesson(
        source=review.subject,
        incident_id=review.incident_id,
        region=review.region,
        is_exercise=review.is_exercise,
        finding=sent.text(request, "finding"),
        task=sent.text(request, "task"),
        owner=sent.text(request, "owner"),
        due_on=_day(request, "due_on"),
        token=sent.token(request),
    )
    api.add_lesson(new=new, actor=request.actor, now=now)


def _day(request: HttpRequest, name: str) -> date:
    value = sent.text(request, name)
    try:
        return date.fromisoformat(value)
    except ValueError as wrong:
        raise InvalidValue(field=name, value=value[:20], rule="a_day") from wrong


_Act = Callable[[HttpRequest, UUID, datetime], None]
_REVIEW_ACTS: Final[dict[str, tuple[_Act, object]]] = {
    "judge": (_judge, gettext_lazy("The judgement is kept.")),
    "lesson": (_learn, gettext_lazy("The lesson is a task now. It is tracked until it is confirmed.")),
    "sign": (_sign, gettext_lazy("The review is signed and no longer changes.")),
}


@require_POST
@signed_in
def review_act(request: HttpRequest, review_id: UUID, act: str) -> HttpResponse:
    """Do one act on a review."""
    if act not in _REVIEW_ACTS:
        raise Http404
    review = api.review(request.actor, review_id)
    run, done = _REVIEW_ACTS[act]
    run(request, review_id, clock.now())
    messages.success(request, str(done))
    return redirect(f"/incidents/{review.incident_id}/review/")


@require_GET
@signed_in
def lesson_list(request: HttpRequest) -> HttpResponse:
    """Show the lessons that match the address, with what the reader may do."""
    chosen = request.GET
    text = chosen.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    state = chosen.get("state", "")
    wanted = api.LessonFilter(
        state=state if state in set(api.LessonState) else "",
        is_late=state == "late",
        text=chosen.get("q", "").strip(),
        sort=chosen.get("sort", "due"),
    )
    rows, total = api.lessons(request.actor, wanted, page=number, size=_SIZE)
    counts = api.lesson_counts(request.actor)
    context = {
        "rows": [_with_acts(request, row) for row in rows],
        "page": Paginator(range(total), _SIZE).get_page(number),
        "states": [
            ("late", _("late"), counts["late"]),
            *((state.value, word, counts[state.value]) for state, word in LESSON_STATE_WORDS.items()),
        ],
    }
    return render(request, "command/lessons.html", context)


def _with_acts(request: HttpRequest, row: api.LessonRow) -> dict[str, object]:
    may_close = row.state is api.LessonState.DONE and rights.may(request.actor, "command.close_lessons", row.region)
    return {
        "row": row,
        "may_finish": row.state is api.LessonState.OPEN
        and rights.may(request.actor, "command.finish_lessons", row.region),
        "may_close": may_close and row.done_by_id != request.actor.id,
        "may_return": may_close,
    }


def _finish(request: HttpRequest, lesson_id: UUID, now: datetime) -> None:
    api.finish_lesson(lesson_id=lesson_id, note=sent.text(request, "note"), actor=request.actor, now=now)


def _close(request: HttpRequest, lesson_id: UUID, now: datetime) -> None:
    api.close_lesson(lesson_id=lesson_id, actor=request.actor, now=now)


def _return(request: HttpRequest, lesson_id: UUID, now: datetime) -> None:
    api.return_lesson(lesson_id=lesson_id, reason=sent.text(request, "reason"), actor=request.actor, now=now)


_LESSON_ACTS: Final[dict[str, tuple[_Act, object]]] = {
    "finish": (_finish, gettext_lazy("Reported as done. Another person confirms it.")),
    "close": (_close, gettext_lazy("The task is closed.")),
    "return": (_return, gettext_lazy("The task goes back to its owner.")),
}


@require_POST
@signed_in
def lesson_act(request: HttpRequest, lesson_id: UUID, act: str) -> HttpResponse:
    """Do one act on a lesson."""
    if act not in _LESSON_ACTS:
        raise Http404
    run, done = _LESSON_ACTS[act]
    run(request, lesson_id, clock.now())
    messages.success(request, str(done))
    return redirect("/lessons/")
