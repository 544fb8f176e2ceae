"""What of the duty room waits for a person: instructions to carry out, to chase or to confirm; all on one subject."""

from datetime import datetime
from typing import Final

from django.db.models import Q

from anlan.duty.domain.rollcalls import OWED, InstructionState
from anlan.duty.models import Instruction
from anlan.duty.selectors.following import InstructionRow, instruction_row
from anlan.kernel.actors import Actor
from anlan.support.rights import within

_OWED: Final = [each.value for each in OWED]


def instructions_waiting(actor: Actor, now: datetime, *, limit: int = 50) -> tuple[InstructionRow, ...]:
    """Return what the actor's own room owes, what is overdue below it, and what another one should confirm."""
    own = [grant.region for grant in actor.grants]
    given = within(actor, "duty.give_instruction")
    owes = Q(to_region__in=own, state__in=_OWED) & within(actor, "duty.follow_instruction", "to_region")
    chases = given & Q(state__in=_OWED, due_at__lt=now)
    confirms = given & Q(state=InstructionState.DONE.value) & ~Q(finished_by_id=actor.id)
    rows = Instruction.objects.filter(owes | chases | confirms).order_by("due_at", "id")[:limit]
    return tuple(instruction_row(row, now) for row in rows)


def instructions_about(actor: Actor, source_url: str, now: datetime) -> tuple[InstructionRow, ...]:
    """Return the instructions on one page of the platform, those of or for the actor's regions, the newest first."""
    seen = within(actor, "duty.see") | within(actor, "duty.see", "to_region")
    rows = Instruction.objects.filter(seen, source_url=source_url).order_by("-given_at", "id")[:50]
    return tuple(instruction_row(row, now) for row in rows)
