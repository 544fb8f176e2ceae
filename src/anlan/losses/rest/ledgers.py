"""The ledgers of an incident: the dead and missing with masked names, damaged houses."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.losses import api
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)


class PersonIn(Schema):
    """A person who died or is missing, with how that is known; the token makes sending it twice one row."""

    region: str
    name: str
    state: str = "missing"
    sex: str = ""
    age: int | None = None
    place: str = ""
    evidence: str
    token: UUID | None = None


class HouseIn(Schema):
    """A household whose house is damaged; the token makes sending it twice one row."""

    region: str
    head: str
    address: str = ""
    persons: int
    structure: str
    grade: str
    rooms: int
    token: UUID | None = None


class IdOut(Schema):
    """The id of what was stored."""

    id: UUID


@router.get("/incidents/{uuid:incident_id}/ledgers/persons")
def list_persons(request: HttpRequest, incident_id: UUID, region: str = "") -> Any:
    """List the dead and missing of an incident, names masked."""
    rows = api.persons_of(request.actor, incident_id, normalise(region))
    return {"persons": [asdict(row) for row in rows]}


@router.post("/incidents/{uuid:incident_id}/ledgers/persons", response={201: IdOut})
def record_person(request: HttpRequest, incident_id: UUID, body: PersonIn) -> Any:
    """Record a person who died or is missing."""
    new = api.NewPerson(incident_id=incident_id, **{**body.dict(), "region": normalise(body.region)})
    return Status(201, {"id": api.record_person(new=new, actor=request.actor, now=clock.now())})


@router.get("/incidents/{uuid:incident_id}/ledgers/houses")
def list_houses(request: HttpRequest, incident_id: UUID, region: str = "") -> Any:
    """List the damaged houses of an incident."""
    rows = api.houses_of(request.actor, incident_id, normalise(region))
    return {"houses": [asdict(row) for row in rows]}


@router.post("/incidents/{uuid:incident_id}/ledgers/houses", response={201: IdOut})
def record_house(request: HttpRequest, incident_id: UUID, body: HouseIn) -> Any:
    """Record a household whose house is damaged."""
    new = api.NewHouse(incident_id=incident_id, **{**body.dict(), "region": normalise(body.region)})
    return Status(201, {"id": api.record_house(new=new, actor=request.actor, now=clock.now())})
