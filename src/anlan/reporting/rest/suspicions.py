"""What is suspected to have been omitted or reported late, and what was decided."""

from dataclasses import asdict
from typing import Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from anlan.kernel import clock
from anlan.reporting import api
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)
_ACTS: Final = {"clear": api.clear_suspicion, "enquire": api.open_enquiry, "prove": api.prove_suspicion}


class DecisionIn(Schema):
    """What was decided (clear, enquire, prove), and why."""

    act: Literal["clear", "enquire", "prove"]
    reason: str


@router.get("/report-suspicions")
def list_suspicions(request: HttpRequest, state: str = "", rule: str = "", page: int = 1) -> Any:
    """List the suspicions that one may see, those that wait for a person first."""
    found = api.suspicions(request.actor, api.SuspicionFilter(state=state, rule=rule), page=page)
    return {"total": found.total, "suspicions": [asdict(row) for row in found.rows]}


@router.post("/report-suspicions/{uuid:suspicion_id}/decide")
def decide(request: HttpRequest, suspicion_id: UUID, body: DecisionIn) -> Any:
    """Clear a suspicion, open an enquiry, or find it proved."""
    _ACTS[body.act](suspicion_id=suspicion_id, reason=body.reason, actor=request.actor, now=clock.now())
    return {"decided": body.act}
