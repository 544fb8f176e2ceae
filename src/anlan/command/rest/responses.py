"""The API of responses. Levels are numbers, 1 (level IV) to 4 (level I), as everywhere in the house."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.command import api
from anlan.command.rest.times import with_zone
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.plans import api as plans
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)


class ProposalIn(Schema):
    """A response proposed by hand, in the words of the plan in force; ``plan_title`` names one where there is none."""

    level: int
    plan_id: str = ""
    plan_title: str = ""
    plan_edition: str = ""
    measures: list[str] = []
    trigger: str = ""
    reasons: list[str]


class ChangeIn(Schema):
    """Another level of a running response, and why."""

    level: int
    reason: str


class TextIn(Schema):
    """The order as it is published; left out, the drafted text is signed as it stands."""

    text: str = ""


class ReasonIn(Schema):
    """Why."""

    reason: str


class UpperIn(Schema):
    """What a higher level has started, and from where we know it."""

    upper_region: str
    issuer: str
    level: int
    started_at: datetime
    source: str
    note: str = ""


def _level(number: int) -> Level:
    if number not in tuple(Level):
        raise InvalidValue(field="level", value=number, rule="level_1_to_4")
    return Level(number)


@router.get("/incidents/{uuid:incident_id}/responses")
def list_responses(request: HttpRequest, incident_id: UUID) -> Any:
    """Read an incident's responses and those of higher levels."""
    return {
        "responses": [asdict(row) for row in api.responses_of(request.actor, incident_id)],
        "upper_responses": [asdict(row) for row in api.upper_responses_of(request.actor, incident_id)],
    }


@router.get("/responses/{uuid:response_id}")
def read_response(request: HttpRequest, response_id: UUID) -> Any:
    """Read one response with the text that waits for a signature."""
    row = api.response(request.actor, response_id)
    return {**asdict(row), "draft_text": api.draft_order_text(row, clock.now())}


@router.post("/incidents/{uuid:incident_id}/responses", response={201: dict})
def propose_response(request: HttpRequest, incident_id: UUID, body: ProposalIn) -> Any:
    """Propose a response for signature."""
    proposal = _by_plan(request, incident_id, body) or _as_written(incident_id, body)
    return Status(201, {"id": api.propose_response(proposal=proposal, actor=request.actor, now=clock.now())})


def _by_plan(request: HttpRequest, incident_id: UUID, body: ProposalIn) -> api.ProposedResponse | None:
    incident = incidents.incident(request.actor, incident_id)
    try:
        return api.proposal_by_hand(incident=incident, level=_level(body.level), reasons=tuple(body.reasons))
    except plans.NoPlan:
        return None


def _as_written(incident_id: UUID, body: ProposalIn) -> api.ProposedResponse:
    values = {**body.dict(), "level": _level(body.level)}
    values |= {name: tuple(values[name]) for name in ("measures", "reasons")}
    return api.ProposedResponse(incident_id=incident_id, **values)


@router.post("/responses/{uuid:response_id}/start")
def start_response(request: HttpRequest, response_id: UUID, body: TextIn) -> Any:
    """Sign a proposed response."""
    now = clock.now()
    text = body.text or api.draft_order_text(api.response(request.actor, response_id), now)
    return {"state": api.start_response(response_id=response_id, text=text, actor=request.actor, now=now)}


@router.post("/responses/{uuid:response_id}/change")
def propose_change(request: HttpRequest, response_id: UUID, body: ChangeIn) -> Any:
    """Propose another level of a running response."""
    act = {"level": _level(body.level), "reason": body.reason, "actor": request.actor, "now": clock.now()}
    api.propose_change(response_id=response_id, **act)
    return {"proposed_level": body.level}


@router.post("/responses/{uuid:response_id}/sign-change")
def sign_change(request: HttpRequest, response_id: UUID, body: TextIn) -> Any:
    """Sign the proposed change of a running response."""
    now = clock.now()
    text = body.text or api.draft_order_text(api.response(request.actor, response_id), now)
    return {"state": api.sign_change(response_id=response_id, text=text, actor=request.actor, now=now)}


@router.post("/responses/{uuid:response_id}/decline")
def decline_proposal(request: HttpRequest, response_id: UUID, body: ReasonIn) -> Any:
    """Decline what waits for a signature."""
    act = {"reason": body.reason, "actor": request.actor, "now": clock.now()}
    return {"state": api.decline_proposal(response_id=response_id, **act)}


@router.post("/responses/{uuid:response_id}/end")
def end_response(request: HttpRequest, response_id: UUID, body: ReasonIn) -> Any:
    """End a running response."""
    act = {"reason": body.reason, "actor": request.actor, "now": clock.now()}
    return {"state": api.end_response(response_id=response_id, **act)}


@router.post("/incidents/{uuid:incident_id}/upper-responses", response={201: dict})
def record_upper_response(request: HttpRequest, incident_id: UUID, body: UpperIn) -> Any:
    """Record what a higher level has started."""
    with_zone("started_at", body.started_at)
    fact = api.UpperResponseFact(incident_id=incident_id, **{**body.dict(), "level": _level(body.level)})
    return Status(201, {"id": api.record_upper_response(fact=fact, actor=request.actor, now=clock.now())})
