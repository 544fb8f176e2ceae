"""The API of safety duties: lists to read, and what was done to enter."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from anlan.kernel import clock
from anlan.safety_duties import api
from anlan.web.auth import signed_in_api

router = Router(tags=["safety_duties"], auth=signed_in_api)
_MOST = 200


class DoneIn(Schema):
    """Something owed was done."""

    day: date
    text: str
    amount: int = 1


@router.get("/duty-lists/")
def list_duty_lists(
    request: HttpRequest, year: int = 0, kind: str = "", state: str = "", region: str = "", skip: int = 0
) -> list[dict[str, Any]]:
    """List duty lists, at most 200 from ``skip`` on."""
    wanted = api.ListFilter(year=year, holder_kind=kind, state=state, region=region)
    first = max(skip, 0)
    return [asdict(row) for row in api.lists(request.actor, wanted)[first : first + _MOST]]


@router.get("/duty-lists/{list_id}/")
def read_duty_list(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    """Read one list with its duties, how they stand today, notices and scores."""
    row = api.duty_list(request.actor, list_id)
    found = api.standings(row, clock.in_china(clock.now()).date())
    return asdict(row) | {
        "duties": [asdict(each.item) | {"standing": asdict(each.standing)} for each in found],
        "notices": [asdict(each) for each in api.notices_of(list_id)],
        "scores": [asdict(each) for each in api.scores_of(list_id)],
    }


@router.post("/duties/{item_id}/done/")
def enter_done(request: HttpRequest, item_id: UUID, told: DoneIn) -> dict[str, Any]:
    """Enter that something owed was done."""
    new = api.NewRecord(item_id=item_id, day=told.day, text=told.text, amount=told.amount)
    return {"id": api.record_duty(new=new, actor=request.actor, now=clock.now())}
