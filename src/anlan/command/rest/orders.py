"""The API of orders; ``token`` makes a call safe to repeat."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from anlan.command import api
from anlan.command.rest.times import with_zone
from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)
_MOST_PHOTOS = 6


class OrderIn(Schema):
    """An order to an organisation, a team or a person."""

    to_kind: api.Receiver
    to_id: UUID | None = None
    to_label: str
    region: str
    text: str
    deadline: datetime
    needs_feedback: bool = True
    needs_photo: bool = False
    needs_place: bool = False
    after: tuple[UUID, ...] = ()
    response_id: UUID | None = None
    token: UUID | None = None


class FeedbackIn(Schema):
    """What the receiver tells; pictures go to ``photos``."""

    text: str = ""
    happened_at: datetime | None = None
    longitude: float | None = None
    latitude: float | None = None
    figures: dict[str, int] = {}
    token: UUID | None = None


class ReasonIn(Schema):
    """Why."""

    reason: str


class ExtensionIn(Schema):
    """Until when an order may take, and why."""

    deadline: datetime
    reason: str


class AnswerIn(Schema):
    """What is done about a reminder."""

    answer: str


@router.get("/tasks")
def list_tasks(request: HttpRequest) -> Any:
    """List the orders that the caller carries out, the nearest deadline first."""
    return {"orders": [asdict(row) for row in api.tasks_of(request.actor, clock.now())]}


@router.get("/incidents/{uuid:incident_id}/orders")
def list_orders(request: HttpRequest, incident_id: UUID) -> Any:
    """List an incident's orders, undone ones first."""
    now = clock.now()
    return {
        "counts": asdict(api.order_counts(request.actor, incident_id, now)),
        "orders": [asdict(row) for row in api.orders_of(request.actor, incident_id, now)],
    }


@router.post("/incidents/{uuid:incident_id}/orders", response={201: dict})
def issue_order(request: HttpRequest, incident_id: UUID, body: OrderIn) -> Any:
    """Issue an order."""
    with_zone("deadline", body.deadline)
    new = api.NewOrder(incident_id=incident_id, **{**body.dict(), "region": normalise(body.region)})
    return Status(201, {"id": api.issue_order(order=new, actor=request.actor, now=clock.now())})


@router.get("/orders/{uuid:order_id}")
def read_order(request: HttpRequest, order_id: UUID) -> Any:
    """Read one order with its feedback."""
    told = api.feedback_of(request.actor, order_id)
    return {**asdict(api.order(request.actor, order_id, clock.now())), "feedback": [asdict(row) for row in told]}


@router.post("/orders/{uuid:order_id}/receive")
def receive_order(request: HttpRequest, order_id: UUID) -> Any:
    """Confirm that the receiver has the order."""
    return {"state": api.receive_order(order_id=order_id, actor=request.actor, now=clock.now())}


@router.post("/orders/{uuid:order_id}/feedback", response={201: dict})
def give_feedback(request: HttpRequest, order_id: UUID, body: FeedbackIn) -> Any:
    """Tell how an order goes."""
    place = None if body.longitude is None or body.latitude is None else (body.longitude, body.latitude)
    feedback = api.Feedback(
        text=body.text,
        happened_at=with_zone("happened_at", body.happened_at),
        place=place,
        figures=tuple(body.figures.items()),
        token=body.token,
    )
    act = {"feedback": feedback, "actor": request.actor, "now": clock.now()}
    return Status(201, {"id": api.give_feedback(order_id=order_id, **act)})


@router.post("/orders/{uuid:order_id}/photos", response={201: dict})
def give_photos(request: HttpRequest, order_id: UUID, photos: File[list[UploadedFile]]) -> Any:
    """Give pictures as feedback (multipart, field ``photos``, at most six)."""
    given = tuple(api.Photo(name=each.name or "", content=each.read()) for each in photos[:_MOST_PHOTOS])
    act = {"feedback": api.Feedback(photos=given), "actor": request.actor, "now": clock.now()}
    return Status(201, {"id": api.give_feedback(order_id=order_id, **act)})


@router.post("/orders/{uuid:order_id}/complete")
def complete_order(request: HttpRequest, order_id: UUID) -> Any:
    """Say that an order is done."""
    return {"state": api.complete_order(order_id=order_id, actor=request.actor, now=clock.now())}


@router.post("/orders/{uuid:order_id}/verify")
def verify_order(request: HttpRequest, order_id: UUID) -> Any:
    """Find an order done."""
    return {"state": api.verify_order(order_id=order_id, actor=request.actor, now=clock.now())}


@router.post("/orders/{uuid:order_id}/return")
def return_order(request: HttpRequest, order_id: UUID, body: ReasonIn) -> Any:
    """Send a completion back."""
    act = {"reason": body.reason, "actor": request.actor, "now": clock.now()}
    return {"state": api.return_order(order_id=order_id, **act)}


@router.post("/orders/{uuid:order_id}/cancel")
def cancel_order(request: HttpRequest, order_id: UUID, body: ReasonIn) -> Any:
    """Cancel an undone order."""
    act = {"reason": body.reason, "actor": request.actor, "now": clock.now()}
    return {"state": api.cancel_order(order_id=order_id, **act)}


@router.post("/orders/{uuid:order_id}/extend")
def extend_deadline(request: HttpRequest, order_id: UUID, body: ExtensionIn) -> Any:
    """Give an undone order more time."""
    with_zone("deadline", body.deadline)
    act = {**body.dict(), "actor": request.actor, "now": clock.now()}
    return {"state": api.extend_deadline(order_id=order_id, **act)}


@router.post("/orders/{uuid:order_id}/parts", response={201: dict})
def pass_on_order(request: HttpRequest, order_id: UUID, body: OrderIn) -> Any:
    """Pass a part of an order on to somebody below."""
    with_zone("deadline", body.deadline)
    whole = api.order(request.actor, order_id, clock.now())
    values = {**body.dict(), "region": normalise(body.region), "response_id": None}
    part = api.NewOrder(incident_id=whole.incident_id, **values)
    return Status(201, {"id": api.pass_on_order(order_id=order_id, part=part, actor=request.actor, now=clock.now())})


@router.get("/reminders")
def list_reminders(request: HttpRequest) -> Any:
    """List the reminders that wait for the caller, the latest first."""
    return {"reminders": [asdict(row) for row in api.escalations_to(request.actor)]}


@router.post("/reminders/{uuid:escalation_id}/answer")
def answer_reminder(request: HttpRequest, escalation_id: UUID, body: AnswerIn) -> Any:
    """Take a reminder on and say what is done about it."""
    api.answer_escalation(escalation_id=escalation_id, answer=body.answer, actor=request.actor, now=clock.now())
    return {"answer": body.answer}
