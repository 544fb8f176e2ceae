"""The API of command posts, their seats, and of handing the command over."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.command import api
from anlan.kernel import clock
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)


class PlaceIn(Schema):
    """Where a command post works and how it is reached."""

    place: str
    longitude: float | None = None
    latitude: float | None = None
    contact: str = ""

    def as_place(self) -> api.Place:
        """Return the place as the room knows it."""
        at = None if self.longitude is None or self.latitude is None else (self.longitude, self.latitude)
        return api.Place(text=self.place, location=at, contact=self.contact)


class PostIn(PlaceIn):
    """A command post; its seats come from the plan of the running response."""

    name: str
    side: api.Side = api.Side.WHOLE
    is_mobile: bool = False
    token: UUID | None = None


class SeatIn(Schema):
    """A seat that the plan does not have."""

    name: str
    duty: str = ""
    group: str = ""
    leads: bool = False
    key: str = ""


class SitterIn(Schema):
    """Who sits down."""

    name: str
    organisation: str = ""
    person_id: UUID | None = None


class ReasonIn(Schema):
    """Why."""

    reason: str


class HandoverIn(Schema):
    """To which level the command is offered, and why."""

    to_region: str
    reason: str


class AnswerIn(Schema):
    """What the level says: ``accept``, ``refuse`` or ``withdraw``."""

    act: api.HandoverAct
    note: str = ""


@router.get("/incidents/{uuid:incident_id}/posts")
def list_posts(request: HttpRequest, incident_id: UUID) -> Any:
    """List an incident's command posts with their seats, and who holds the command."""
    offers = api.handovers_of(request.actor, incident_id)
    return {
        "posts": [asdict(row) for row in api.command_posts_of(request.actor, incident_id)],
        "handovers": [asdict(row) for row in offers],
    }


@router.post("/incidents/{uuid:incident_id}/posts", response={201: dict})
def set_up_post(request: HttpRequest, incident_id: UUID, body: PostIn) -> Any:
    """Set up a command post."""
    new = api.NewCommandPost(
        incident_id=incident_id,
        name=body.name,
        place=body.as_place(),
        side=body.side,
        is_mobile=body.is_mobile,
        token=body.token,
    )
    return Status(201, {"id": api.set_up_command_post(new=new, actor=request.actor, now=clock.now())})


@router.get("/posts/{uuid:post_id}")
def read_post(request: HttpRequest, post_id: UUID) -> Any:
    """Read one command post."""
    return asdict(api.command_post(request.actor, post_id))


@router.post("/posts/{uuid:post_id}/seats", response={201: dict})
def add_seat(request: HttpRequest, post_id: UUID, body: SeatIn) -> Any:
    """Add a seat."""
    act = {"seat": api.Seat(**body.dict()), "actor": request.actor, "now": clock.now()}
    return Status(201, {"id": api.add_seat(post_id=post_id, **act)})


@router.post("/posts/{uuid:post_id}/move")
def move_post(request: HttpRequest, post_id: UUID, body: PlaceIn) -> Any:
    """Move a command post."""
    api.move_command_post(post_id=post_id, place=body.as_place(), actor=request.actor, now=clock.now())
    return asdict(api.command_post(request.actor, post_id))


@router.post("/posts/{uuid:post_id}/stand-down")
def stand_down(request: HttpRequest, post_id: UUID, body: ReasonIn) -> Any:
    """Stand a command post down."""
    api.stand_down(post_id=post_id, reason=body.reason, actor=request.actor, now=clock.now())
    return asdict(api.command_post(request.actor, post_id))


@router.post("/seats/{uuid:seat_id}/fill")
def fill_seat(request: HttpRequest, seat_id: UUID, body: SitterIn) -> Any:
    """Seat somebody."""
    sitter = api.Sitter(**body.dict())
    api.fill_seat(seat_id=seat_id, sitter=sitter, actor=request.actor, now=clock.now())
    return asdict(api.seat_of(request.actor, seat_id)[0])


@router.post("/seats/{uuid:seat_id}/relieve")
def relieve_seat(request: HttpRequest, seat_id: UUID, body: ReasonIn) -> Any:
    """Let who sits there go."""
    api.relieve_seat(seat_id=seat_id, reason=body.reason, actor=request.actor, now=clock.now())
    return asdict(api.seat_of(request.actor, seat_id)[0])


@router.post("/incidents/{uuid:incident_id}/handovers", response={201: dict})
def offer_handover(request: HttpRequest, incident_id: UUID, body: HandoverIn) -> Any:
    """Offer the command to another level."""
    new = api.NewHandover(incident_id=incident_id, **body.dict())
    return Status(201, {"id": api.offer_handover(new=new, actor=request.actor, now=clock.now())})


@router.post("/handovers/{uuid:handover_id}/answer")
def answer_handover(request: HttpRequest, handover_id: UUID, body: AnswerIn) -> Any:
    """Accept, refuse or withdraw an offer of the command."""
    act = {"act": body.act, "note": body.note, "actor": request.actor, "now": clock.now()}
    api.answer_handover(handover_id=handover_id, **act)
    return {"act": body.act}
