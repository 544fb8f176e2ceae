"""The API of evacuation lists; ``token`` makes a call safe to repeat."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.command import api
from anlan.command.rest.times import with_zone
from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)


class TargetIn(Schema):
    """How many are to be moved from a township."""

    region: str
    households: int
    persons: int
    shelter: str = ""
    note: str = ""
    token: UUID | None = None


class NumbersIn(TargetIn):
    """How many have been moved from a township, as of when (now where left out)."""

    as_of: datetime | None = None


@router.get("/incidents/{uuid:incident_id}/evacuation")
def read_evacuation(request: HttpRequest, incident_id: UUID) -> Any:
    """Read an incident's evacuation list with its totals."""
    return asdict(api.evacuation_table(request.actor, incident_id))


@router.post("/incidents/{uuid:incident_id}/evacuation/targets", response={201: dict})
def set_target(request: HttpRequest, incident_id: UUID, body: TargetIn) -> Any:
    """Say how many are to be moved from a township."""
    target = api.EvacuationTarget(
        incident_id=incident_id,
        region=normalise(body.region),
        planned=api.Count(body.households, body.persons),
        shelter=body.shelter,
        note=body.note,
        token=body.token,
    )
    return Status(201, {"id": api.set_evacuation_target(target=target, actor=request.actor, now=clock.now())})


@router.post("/incidents/{uuid:incident_id}/evacuation/reports", response={201: dict})
def report_numbers(request: HttpRequest, incident_id: UUID, body: NumbersIn) -> Any:
    """Report how many have been moved from a township."""
    now = clock.now()
    numbers = api.EvacuationNumbers(
        incident_id=incident_id,
        region=normalise(body.region),
        moved=api.Count(body.households, body.persons),
        as_of=with_zone("as_of", body.as_of) or now,
        shelter=body.shelter,
        note=body.note,
        token=body.token,
    )
    return Status(201, {"id": api.report_evacuation(numbers=numbers, actor=request.actor, now=now)})
