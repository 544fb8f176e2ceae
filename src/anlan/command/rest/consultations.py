"""The API of consultations: called, written down, closed with conclusions that become orders."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.command import api
from anlan.command.rest.posts import ReasonIn, SitterIn
from anlan.command.rest.times import with_zone
from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)


class ConsultationIn(Schema):
    """A consultation to be called."""

    title: str
    held_at: datetime
    chair: str
    agenda: str = ""
    place_text: str = ""
    link: str = ""
    participants: list[SitterIn] = []
    token: UUID | None = None


class MinutesIn(Schema):
    """The minutes as written on top of ``version``."""

    text: str
    version: int


class ConclusionIn(Schema):
    """A conclusion; with a receiver it goes out as an order when the minutes are closed."""

    text: str
    to_kind: api.Receiver = api.Receiver.ORGANISATION
    to_id: UUID | None = None
    to_label: str = ""
    region: str = ""
    within_minutes: int = 0


@router.get("/incidents/{uuid:incident_id}/consultations")
def list_consultations(request: HttpRequest, incident_id: UUID) -> Any:
    """List an incident's consultations with their conclusions."""
    return {"consultations": [asdict(row) for row in api.consultations_of(request.actor, incident_id)]}


@router.post("/incidents/{uuid:incident_id}/consultations", response={201: dict})
def call_consultation(request: HttpRequest, incident_id: UUID, body: ConsultationIn) -> Any:
    """Call a consultation."""
    with_zone("held_at", body.held_at)
    values = body.dict(exclude={"participants"})
    people = tuple(api.Sitter(**each.dict()) for each in body.participants)
    new = api.NewConsultation(incident_id=incident_id, participants=people, **values)
    return Status(201, {"id": api.call_consultation(new=new, actor=request.actor, now=clock.now())})


@router.get("/consultations/{uuid:consultation_id}")
def read_consultation(request: HttpRequest, consultation_id: UUID) -> Any:
    """Read one consultation."""
    return asdict(api.consultation(request.actor, consultation_id))


@router.put("/consultations/{uuid:consultation_id}/minutes")
def write_minutes(request: HttpRequest, consultation_id: UUID, body: MinutesIn) -> Any:
    """Keep the minutes; a stale version is refused."""
    version = api.write_minutes(consultation_id=consultation_id, actor=request.actor, **body.dict())
    return {"version": version}


@router.post("/consultations/{uuid:consultation_id}/conclusions", response={201: dict})
def add_conclusion(request: HttpRequest, consultation_id: UUID, body: ConclusionIn) -> Any:
    """Add a conclusion."""
    values = {**body.dict(), "region": normalise(body.region)}
    new = api.NewConclusion(**values)
    act = {"new": new, "actor": request.actor}
    return Status(201, {"id": api.add_conclusion(consultation_id=consultation_id, **act)})


@router.post("/consultations/{uuid:consultation_id}/close")
def close_consultation(request: HttpRequest, consultation_id: UUID) -> Any:
    """Close the minutes; return the orders that went out."""
    act = {"actor": request.actor, "now": clock.now()}
    return {"orders": api.close_consultation(consultation_id=consultation_id, **act)}


@router.post("/consultations/{uuid:consultation_id}/cancel")
def cancel_consultation(request: HttpRequest, consultation_id: UUID, body: ReasonIn) -> Any:
    """Call a consultation off."""
    act = {"reason": body.reason, "actor": request.actor, "now": clock.now()}
    api.cancel_consultation(consultation_id=consultation_id, **act)
    return asdict(api.consultation(request.actor, consultation_id))
