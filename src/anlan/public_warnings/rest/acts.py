"""Acts on warnings."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.public_warnings import api
from anlan.public_warnings.rest.door import router
from anlan.public_warnings.rest.shapes import AfterReviewIn, ContentIn, DraftIn, ReasonIn, content_from


@router.post("/warnings", response={201: dict})
def draft(request: HttpRequest, body: DraftIn) -> Any:
    """Draft a warning."""
    new = api.NewDraft(
        region=normalise(body.region),
        content=content_from(body),
        is_exercise=body.is_exercise,
        source_alarm_id=body.source_alarm_id,
        incident_id=body.incident_id,
    )
    return Status(201, {"id": str(api.draft_warning(draft=new, actor=request.actor, now=clock.now()))})


@router.put("/warnings/{uuid:warning_id}")
def edit(request: HttpRequest, warning_id: UUID, body: ContentIn) -> Any:
    """Change what a warning says; a signature on the old text is void."""
    act = {"warning_id": warning_id, "content": content_from(body), "actor": request.actor, "now": clock.now()}
    return {"version": api.edit_draft(**act)}


@router.post("/warnings/{uuid:warning_id}/submit")
def submit(request: HttpRequest, warning_id: UUID) -> Any:
    """Put a draft before those who sign."""
    return {"state": api.submit_warning(warning_id=warning_id, actor=request.actor, now=clock.now())}


@router.post("/warnings/{uuid:warning_id}/sign")
def sign(request: HttpRequest, warning_id: UUID) -> Any:
    """Review: vouch for exactly this text and area; its authors may not."""
    return {"state": api.sign_warning(warning_id=warning_id, actor=request.actor, now=clock.now())}


@router.post("/warnings/{uuid:warning_id}/approve")
def approve(request: HttpRequest, warning_id: UUID) -> Any:
    """Sign and issue a reviewed warning; neither its authors nor its reviewer may."""
    return {"transmission_id": api.approve_warning(warning_id=warning_id, actor=request.actor, now=clock.now())}


@router.post("/warnings/{uuid:warning_id}/at-once")
def issue_at_once(request: HttpRequest, warning_id: UUID) -> Any:
    """Issue by the fast channel with one signature; another person owes a look afterwards."""
    return {"transmission_id": api.issue_at_once(warning_id=warning_id, actor=request.actor, now=clock.now())}


@router.post("/warnings/{uuid:warning_id}/after-review")
def review_after(request: HttpRequest, warning_id: UUID, body: AfterReviewIn) -> Any:
    """Look at what the fast channel sent: it stands, or a correction or lifting is drafted."""
    act = {"warning_id": warning_id, "actor": request.actor, "now": clock.now()}
    return {"follower_id": api.review_after(verdict=body.verdict, note=body.note, **act)}


@router.post("/warnings/{uuid:warning_id}/return")
def send_back(request: HttpRequest, warning_id: UUID, body: ReasonIn) -> Any:
    """Send a warning back to its author with a reason."""
    act = {"warning_id": warning_id, "reason": body.reason, "actor": request.actor, "now": clock.now()}
    return {"state": api.return_warning(**act)}


@router.post("/warnings/{uuid:warning_id}/withdraw")
def withdraw(request: HttpRequest, warning_id: UUID) -> Any:
    """Give a draft up."""
    return {"state": api.withdraw_warning(warning_id=warning_id, actor=request.actor, now=clock.now())}


@router.post("/warnings/{uuid:warning_id}/update", response={201: dict})
def update(request: HttpRequest, warning_id: UUID, body: ContentIn) -> Any:
    """Draft what replaces an issued warning."""
    act = {"warning_id": warning_id, "content": content_from(body), "actor": request.actor, "now": clock.now()}
    return Status(201, {"id": str(api.update_warning(**act))})


@router.post("/warnings/{uuid:warning_id}/lift", response={201: dict})
def lift(request: HttpRequest, warning_id: UUID, body: ReasonIn) -> Any:
    """Draft the lifting of an issued warning; it needs two signatures too."""
    act = {"warning_id": warning_id, "reason": body.reason, "actor": request.actor, "now": clock.now()}
    return Status(201, {"id": str(api.lift_warning(**act))})


@router.post("/warnings/{uuid:warning_id}/retract", response={201: dict})
def retract(request: HttpRequest, warning_id: UUID, body: ReasonIn) -> Any:
    """Draft the retraction of a warning that was issued by mistake; it needs its signatures too."""
    act = {"warning_id": warning_id, "reason": body.reason, "actor": request.actor, "now": clock.now()}
    return Status(201, {"id": str(api.retract_warning(**act))})


@router.get("/dead-letters")
def list_dead_letters(request: HttpRequest, page: int = 1) -> Any:
    """List the messages that were given up."""
    found = api.dead_letters(request.actor, page=page)
    return {"total": found.total, "deliveries": found.rows}


@router.post("/dead-letters/{uuid:delivery_id}/retry")
def retry(request: HttpRequest, delivery_id: UUID) -> Any:
    """Put a message that was given up back on its way."""
    api.retry_delivery(delivery_id=delivery_id, actor=request.actor, now=clock.now())
    return {"state": "waiting"}
