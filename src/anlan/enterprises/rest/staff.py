"""Routes of staff, trainings and liability insurance below ``/api/v1``."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from anlan.enterprises import api
from anlan.kernel import clock

router = Router()
_MOST = 200


class StaffQuery(Schema):
    """Which part of those who lack training is wanted."""

    region: str = ""
    q: str = ""
    state: str = ""
    post: str = ""
    offset: int = Query(0, ge=0)
    limit: int = Query(50, ge=1, le=_MOST)


class InsuredQuery(Schema):
    """Which part of the enterprises that must be insured is wanted: ``standing`` is missing, lapsed or holding."""

    region: str = ""
    q: str = ""
    standing: str = ""
    trade: str = ""
    offset: int = Query(0, ge=0)
    limit: int = Query(50, ge=1, le=_MOST)


class TraineeIn(Schema):
    """A person who comes into the staff."""

    name: str
    post: str
    hired_on: date


class LeavingIn(Schema):
    """When a person left."""

    left_on: date


class CourseIn(Schema):
    """A training that was held: for whom of the staff, who of them failed."""

    kind: str
    course: str
    hours: Decimal = Field(ge=0, le=200)
    held_on: date
    trainees: list[UUID] = Field(max_length=2000)
    failed: list[UUID] = Field(default=[], max_length=2000)


class CreatedOut(Schema):
    """What was entered."""

    id: UUID


@router.get("/enterprises/{enterprise_id}/staff")
def staff(request: HttpRequest, enterprise_id: UUID) -> dict[str, Any]:
    """Return an enterprise's staff, each with how the trainings stand today, and the trainings."""
    row = api.enterprise(request.actor, enterprise_id)
    trainees = [asdict(each) for each in api.trainees_of(row.id, _today())]
    return {"staff": trainees, "trainings": [asdict(each) for each in api.trainings_of(row.id)]}


@router.post("/enterprises/{enterprise_id}/staff", response=CreatedOut)
def hire(request: HttpRequest, enterprise_id: UUID, body: TraineeIn) -> CreatedOut:
    """Take a person into an enterprise's staff."""
    made = api.add_trainee(enterprise_id=enterprise_id, actor=request.actor, now=clock.now(), **body.dict())
    return CreatedOut(id=made)


@router.post("/enterprises/staff/{trainee_id}/leave", response={204: None})
def leave(request: HttpRequest, trainee_id: UUID, body: LeavingIn) -> Status:
    """Write down that a person has left the staff."""
    api.let_go(trainee_id=trainee_id, left_on=body.left_on, actor=request.actor, now=clock.now())
    return Status(204, None)


@router.post("/enterprises/{enterprise_id}/courses", response={204: None})
def hold(request: HttpRequest, enterprise_id: UUID, body: CourseIn) -> Status:
    """Enter a training for those of the staff who attended it."""
    told = body.dict() | {"trainees": tuple(body.trainees), "failed": tuple(body.failed)}
    new = api.NewCourse(enterprise_id=enterprise_id, **told)
    api.hold_course(new=new, actor=request.actor, now=clock.now())
    return Status(204, None)


@router.get("/enterprises/trainings/lacking")
def lacking(request: HttpRequest, query: Query[StaffQuery]) -> dict[str, Any]:
    """Return how many lack training by state, and a part of who they are."""
    wanted = api.LackFilter(state=query.state, region=query.region, post=query.post, text=query.q)
    rows = api.lacking(request.actor, wanted, _today())
    return {"counts": api.lack_counts(request.actor, wanted, _today()), "rows": _part(rows, query.offset, query.limit)}


@router.get("/enterprises/insurance/owing")
def owing(request: HttpRequest, query: Query[InsuredQuery]) -> dict[str, Any]:
    """Return how many of the enterprises that must be insured are, and a part of them with how each stands."""
    wanted = api.InsuredFilter(standing=query.standing, region=query.region, industry=query.trade, text=query.q)
    rows = api.insured(request.actor, wanted, _today())
    counts = api.insured_counts(request.actor, wanted, _today())
    return {"counts": counts, "rows": _part(rows, query.offset, query.limit)}


@router.get("/enterprises/{enterprise_id}/insurance")
def insurance(request: HttpRequest, enterprise_id: UUID) -> dict[str, Any]:
    """Return how an enterprise's liability insurance stands; it is not owed in every trade."""
    row = api.enterprise(request.actor, enterprise_id)
    found = api.insured_row(row.id, _today())
    policies = [each.values for each in api.records(row.id, "insurance")]
    return {"is_owed": found is not None, "standing": asdict(found) if found else None, "policies": policies}


def _today() -> date:
    return clock.in_china(clock.now()).date()


def _part(rows: Sequence[Any], offset: int, limit: int) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows[offset : offset + limit]]
