"""The API of drills: what one may know of them, and the observers' notes."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.drills import api
from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.web.auth import signed_in_api

router = Router(tags=["drills"], auth=signed_in_api)
_SHOWN = ("id", "title", "form", "state", "plan_name", "region", "planned_start", "started_at", "ended_at")


class NoteIn(Schema):
    """What an observer saw: good, lacking or wrong; the token makes sending it twice one note."""

    verdict: str
    text: str = ""
    seat: str = ""
    inject_id: UUID | None = None
    token: UUID | None = None


def _shown(row: api.DrillRow) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in _SHOWN}, "incident_id": row.incident_id, "part": row.part}


@router.get("/drills")
def list_drills(request: HttpRequest, year: int | None = None, state: str = "") -> Any:
    """List the drills that one may know of, the latest planned start first, 200 at most."""
    this_year = in_china(clock.now()).year
    wanted = api.DrillFilter(year=year if year and abs(year - this_year) < 100 else None, state=state)
    return {"drills": [_shown(row) for row in api.drills(request.actor, wanted)[:200]]}


@router.get("/drills/{uuid:drill_id}")
def read_drill(request: HttpRequest, drill_id: UUID) -> Any:
    """Return one drill with the injects that one may read."""
    row = api.drill(request.actor, drill_id)
    injects = [asdict(each) for each in api.script_of(request.actor, drill_id)]
    return {**_shown(row), "scenario": row.scenario if row.shows_scenario else "", "injects": injects}


@router.post("/drills/{uuid:drill_id}/observations", response={201: Any})
def note(request: HttpRequest, drill_id: UUID, body: NoteIn) -> Any:
    """Note what an observer saw."""
    new = api.NewObservation(**body.dict())
    return Status(201, {"id": api.note_observation(drill_id=drill_id, new=new, actor=request.actor, now=clock.now())})
