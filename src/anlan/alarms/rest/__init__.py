"""The API of alarms: list, read, take, verify, dismiss, close."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from anlan.alarms import api
from anlan.kernel import clock
from anlan.web.auth import signed_in_api

router = Router(tags=["alarms"], auth=signed_in_api)


class Reason(Schema):
    """Why an alarm is dismissed."""

    reason: str


class StateOut(Schema):
    """The state an act led to."""

    state: str


@router.get("/alarms")
def list_alarms(request: HttpRequest, region: str = "", level: int = 0, state: str = "", page: int = 1) -> Any:
    """List alarms, the most urgent first; ``state`` may be one state, or empty for all."""
    states = (api.AlarmState(state),) if state in set(api.AlarmState) else ()
    wanted = api.AlarmFilter(region=region, least_level=level, states=states)
    found = api.alarms(request.actor, wanted, page=page)
    return {"total": found.total, "alarms": [asdict(row) for row in found.rows]}


@router.get("/alarms/{uuid:alarm_id}")
def read_alarm(request: HttpRequest, alarm_id: UUID) -> Any:
    """Read one alarm with its signals."""
    row = api.alarm(request.actor, alarm_id)
    return {**asdict(row), "occurrences": [asdict(each) for each in api.occurrences(request.actor, alarm_id)]}


@router.post("/alarms/{uuid:alarm_id}/take", response=StateOut)
def take(request: HttpRequest, alarm_id: UUID) -> Any:
    """Take an alarm in hand."""
    return {"state": api.take_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())}


@router.post("/alarms/{uuid:alarm_id}/verify", response=StateOut)
def verify(request: HttpRequest, alarm_id: UUID) -> Any:
    """Find an alarm true."""
    return {"state": api.verify_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())}


@router.post("/alarms/{uuid:alarm_id}/dismiss", response=StateOut)
def dismiss(request: HttpRequest, alarm_id: UUID, body: Reason) -> Any:
    """Dismiss an alarm with a reason."""
    act = {"alarm_id": alarm_id, "reason": body.reason, "actor": request.actor, "now": clock.now()}
    return {"state": api.dismiss_alarm(**act)}


@router.post("/alarms/{uuid:alarm_id}/close", response=StateOut)
def close(request: HttpRequest, alarm_id: UUID) -> Any:
    """Close a verified alarm."""
    return {"state": api.close_alarm(alarm_id=alarm_id, actor=request.actor, now=clock.now())}
