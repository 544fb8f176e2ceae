"""Roll-calls and leaders' instructions."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.duty import api
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)
_PAGE: Final = 50


class RollIn(Schema):
    """A roll-call of lower duty rooms."""

    region: str
    rooms: list[str]
    title: str
    minutes: int


class AnswerIn(Schema):
    """What the room adds to its answer."""

    note: str = ""


class InstructionIn(Schema):
    """What a leader said, on what, to whom, until when."""

    region: str
    leader: str
    text: str
    to_region: str
    to_name: str
    due_at: datetime
    source: str = ""
    source_url: str = ""


class StepIn(Schema):
    """A step: receive, report, finish, confirm or send_back, with what was done or is wrong."""

    act: api.InstructionAct
    text: str = ""


class IdOut(Schema):
    """The id of what was stored."""

    id: UUID


@router.get("/duty/roll-calls")
def list_rolls(request: HttpRequest, page: int = 1) -> Any:
    """List the roll-calls that one may see, the newest first, with how their rooms answered."""
    rows, start = api.rollcalls(request.actor), (max(page, 1) - 1) * _PAGE
    return {"total": len(rows), "roll_calls": [asdict(row) for row in rows[start : start + _PAGE]]}


@router.post("/duty/roll-calls", response={201: IdOut})
def call_roll(request: HttpRequest, body: RollIn) -> Any:
    """Call lower duty rooms."""
    told = {**body.dict(), "region": normalise(body.region), "rooms": [normalise(each) for each in body.rooms]}
    return Status(201, {"id": api.call_roll(**told, actor=request.actor, now=clock.now())})


@router.get("/duty/roll-calls/{uuid:call_id}")
def read_roll(request: HttpRequest, call_id: UUID) -> Any:
    """Return one roll-call with the answer of every room."""
    call, lines = api.rollcall(request.actor, call_id)
    shown = ("id", "region", "title", "minutes", "asked_by", "asked_at")
    return {**{name: getattr(call, name) for name in shown}, "lines": [asdict(line) for line in lines]}


@router.get("/duty/roll-calls/mine")
def my_rolls(request: HttpRequest) -> Any:
    """List the lines that wait for an answer of the own duty room."""
    return {"lines": [asdict(line) for line in api.rolls_to_answer(request.actor)]}


@router.post("/duty/roll-lines/{uuid:line_id}/answer")
def answer_roll(request: HttpRequest, line_id: UUID, body: AnswerIn) -> Any:
    """Answer for the own duty room."""
    api.answer_roll(line_id=line_id, note=body.note, actor=request.actor, now=clock.now())
    return {"answered": True}


@router.get("/duty/instructions")
def list_instructions(request: HttpRequest, state: str = "", source_url: str = "", page: int = 1) -> Any:
    """List the instructions of or for one's regions, those owed first."""
    chosen = state if state in set(api.InstructionState) else ""
    wanted = api.InstructionFilter(state=chosen, source_url=source_url)
    rows, start = api.instructions(request.actor, wanted, clock.now()), (max(page, 1) - 1) * _PAGE
    return {"total": len(rows), "instructions": [asdict(row) for row in rows[start : start + _PAGE]]}


@router.post("/duty/instructions", response={201: IdOut})
def give_instruction(request: HttpRequest, body: InstructionIn) -> Any:
    """Record a leader's instruction and give it to whom it is for."""
    if body.due_at.tzinfo is None:
        raise InvalidValue(field="due_at", value=body.due_at.isoformat(), rule="time_with_zone")
    told = {**body.dict(), "region": normalise(body.region), "to_region": normalise(body.to_region)}
    new = api.NewInstruction(**told)
    return Status(201, {"id": api.give_instruction(new=new, actor=request.actor, now=clock.now())})


@router.get("/duty/instructions/{uuid:instruction_id}")
def read_instruction(request: HttpRequest, instruction_id: UUID) -> Any:
    """Return one instruction with its steps."""
    return asdict(api.instruction(request.actor, instruction_id, clock.now()))


@router.post("/duty/instructions/{uuid:instruction_id}/steps", response={201: dict})
def move_instruction(request: HttpRequest, instruction_id: UUID, body: StepIn) -> Any:
    """Take a step: those it is for receive, report and finish; another one confirms or sends back."""
    api.move_instruction(instruction_id=instruction_id, **body.dict(), actor=request.actor, now=clock.now())
    return Status(201, {"state": api.instruction(request.actor, instruction_id, clock.now()).state})
