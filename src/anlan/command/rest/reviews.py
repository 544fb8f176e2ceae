"""The API of reviews and of the lessons that are tracked to their end."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.command import api
from anlan.command.rest.posts import ReasonIn
from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)


class JudgementIn(Schema):
    """What people make of it."""

    text: str


class LessonIn(Schema):
    """A lesson as a task with owner and day."""

    finding: str
    task: str
    owner: str
    due_on: date
    token: UUID | None = None


class NoteIn(Schema):
    """What was done."""

    note: str


@router.get("/incidents/{uuid:incident_id}/review")
def read_review_of(request: HttpRequest, incident_id: UUID) -> Any:
    """Read an incident's review with its lessons."""
    row = api.review_of(request.actor, incident_id)
    if row is None:
        raise NotFound(what="review")
    return _told(request, row)


@router.post("/incidents/{uuid:incident_id}/review", response={201: dict})
def compile_review(request: HttpRequest, incident_id: UUID) -> Any:
    """Compile the review from the journal, or bring it up to date."""
    return Status(201, {"id": api.compile_review(incident_id=incident_id, actor=request.actor, now=clock.now())})


@router.put("/reviews/{uuid:review_id}/judgement")
def judge_review(request: HttpRequest, review_id: UUID, body: JudgementIn) -> Any:
    """Write the judgement."""
    api.judge_review(review_id=review_id, text=body.text, actor=request.actor)
    return _told(request, api.review(request.actor, review_id))


@router.post("/reviews/{uuid:review_id}/sign")
def sign_review(request: HttpRequest, review_id: UUID) -> Any:
    """Sign the review of a closed incident."""
    api.sign_review(review_id=review_id, actor=request.actor, now=clock.now())
    return _told(request, api.review(request.actor, review_id))


@router.post("/reviews/{uuid:review_id}/lessons", response={201: dict})
def add_lesson(request: HttpRequest, review_id: UUID, body: LessonIn) -> Any:
    """Make a lesson of the review a task."""
    row = api.review(request.actor, review_id)
    new = api.NewLesson(
        source=f"review:{row.id}",
        incident_id=row.incident_id,
        region=row.region,
        is_exercise=row.is_exercise,
        **body.dict(),
    )
    return Status(201, {"id": api.add_lesson(new=new, actor=request.actor, now=clock.now())})


@router.get("/lessons")
def list_lessons(request: HttpRequest, state: str = "", q: str = "", page: int = 1) -> Any:
    """List lessons, those due first."""
    rows, total = api.lessons(request.actor, api.LessonFilter(state=state, text=q), page=max(page, 1))
    return {"total": total, "lessons": [asdict(row) for row in rows]}


@router.post("/lessons/{uuid:lesson_id}/finish")
def finish_lesson(request: HttpRequest, lesson_id: UUID, body: NoteIn) -> Any:
    """Report a task as done."""
    api.finish_lesson(lesson_id=lesson_id, note=body.note, actor=request.actor, now=clock.now())
    return asdict(api.lesson(request.actor, lesson_id))


@router.post("/lessons/{uuid:lesson_id}/close")
def close_lesson(request: HttpRequest, lesson_id: UUID) -> Any:
    """Confirm that a task is done."""
    api.close_lesson(lesson_id=lesson_id, actor=request.actor, now=clock.now())
    return asdict(api.lesson(request.actor, lesson_id))


@router.post("/lessons/{uuid:lesson_id}/return")
def return_lesson(request: HttpRequest, lesson_id: UUID, body: ReasonIn) -> Any:
    """Send a task back."""
    api.return_lesson(lesson_id=lesson_id, reason=body.reason, actor=request.actor, now=clock.now())
    return asdict(api.lesson(request.actor, lesson_id))


def _told(request: HttpRequest, row: api.ReviewRow) -> dict[str, Any]:
    found = api.lessons_from(request.actor, f"review:{row.id}")
    return {**asdict(row), "lessons": [asdict(each) for each in found]}
