"""Acts on leaders' instructions, followed until they are done and confirmed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.duty.domain.errors import FinisherConfirms
from anlan.duty.domain.rollcalls import INSTRUCTION, OWED, InstructionAct, InstructionState
from anlan.duty.domain.states import step
from anlan.duty.domain.texts import checked
from anlan.duty.events import InstructionGiven, InstructionMoved, InstructionOverdue
from anlan.duty.models import Instruction, InstructionStep
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import journal, rights

_BY_GIVER: Final = (InstructionAct.CONFIRM, InstructionAct.SEND_BACK)
_NEED_WORDS: Final = (InstructionAct.REPORT, InstructionAct.FINISH, InstructionAct.SEND_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInstruction:
    """What a leader said, on what, to whom, until when; ``source_url`` leads to a page of the platform."""

    region: str
    leader: str
    text: str
    to_region: str
    to_name: str
    due_at: datetime
    source: str = ""
    source_url: str = ""


@transaction.atomic
def give_instruction(*, new: NewInstruction, actor: Actor, now: datetime) -> UUID:
    """Record a leader's instruction and give it to whom it is for: in the own region or below."""
    rights.require(actor, "duty.give_instruction", new.region)
    if not new.to_region.startswith(new.region):
        raise InvalidValue(field="to_region", value=new.to_region, rule="in_the_own_region")
    if new.due_at <= now:
        raise InvalidValue(field="due_at", value=f"{in_china(new.due_at):%Y-%m-%d %H:%M}", rule="in_the_future")
    if new.source_url and (not new.source_url.startswith("/") or new.source_url.startswith("//")):
        raise InvalidValue(field="source_url", value=new.source_url[:40], rule="page_of_this_platform")
    row = Instruction.objects.create(
        region=new.region,
        leader=checked("leader", new.leader, 60),
        text=checked("instruction", new.text, 1000),
        source=checked("source", new.source, 120, shortest=0),
        source_url=checked("source_url", new.source_url, 200, shortest=0),
        to_region=new.to_region,
        to_name=checked("to_name", new.to_name, 100),
        due_at=new.due_at,
        given_by=actor.name,
        given_at=now,
    )
    due = f"{in_china(row.due_at):%m-%d %H:%M}"
    event = InstructionGiven(
        subject=f"instruction:{row.id}", region=row.region, leader=row.leader, text=row.text, to=row.to_name, due=due
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def move_instruction(*, instruction_id: UUID, act: InstructionAct, text: str, actor: Actor, now: datetime) -> None:
    """Take a step: those it is for receive, report and finish; the duty officer confirms or sends back."""
    row = Instruction.objects.select_for_update().filter(id=instruction_id).first()
    if row is None:
        raise NotFound(what="instruction")
    region, right = (
        (row.region, "duty.give_instruction") if act in _BY_GIVER else (row.to_region, "duty.follow_instruction")
    )
    if not (rights.may(actor, "duty.see", row.region) or rights.may(actor, "duty.see", row.to_region)):
        raise NotFound(what="instruction")
    rights.require(actor, right, region)
    after = step("instruction", INSTRUCTION, InstructionState(row.state), act)
    if act is InstructionAct.CONFIRM and actor.id == row.finished_by_id:
        raise FinisherConfirms
    said = checked("report", text, 500, shortest=1 if act in _NEED_WORDS else 0)
    row.state = after.value
    row.finished_by_id = actor.id if act is InstructionAct.FINISH else row.finished_by_id
    row.save(update_fields=["state", "finished_by_id"])
    InstructionStep.objects.create(instruction=row, act=act.value, by=actor.name, at=now, text=said)
    event = InstructionMoved(
        subject=f"instruction:{row.id}", region=row.region, act=act.value, leader=row.leader, to=row.to_name, text=said
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def mark_overdue_instructions(*, actor: Actor, now: datetime) -> int:
    """Mark the instructions whose end has passed, each once; return how many."""
    rows = Instruction.objects.select_for_update(skip_locked=True)
    late = list(rows.filter(state__in=[each.value for each in OWED], due_at__lt=now, overdue_at=None)[:500])
    for row in late:
        row.overdue_at = now
        row.save(update_fields=["overdue_at"])
        event = InstructionOverdue(
            subject=f"instruction:{row.id}", region=row.region, leader=row.leader, text=row.text, to=row.to_name
        )
        journal.announce(event, actor=actor, now=now)
    return len(late)
