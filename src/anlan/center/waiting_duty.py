"""What of the duty room waits on the desk: roll-calls to answer, leaders' instructions to carry out or to confirm."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from anlan.center.entries import QueueEntry, plain_entry, short_names
from anlan.center.items import DeskItem
from anlan.duty import api as duty
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level

_MOST: Final = 50
_RECEIVED: Final = (duty.InstructionState.RECEIVED, duty.InstructionState.REPORTED)


def duties(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    """Return the roll-calls that the actor's room has not answered, and the instructions that wait for the actor."""
    rolls = duty.rolls_to_answer(actor)
    rows = duty.instructions_waiting(actor, now, limit=_MOST)
    names = short_names(actor, [*(row.region for row in rolls), *(row.to_region for row in rows)])
    return (
        *(_roll(row, names[row.region]) for row in rolls),
        *(_instruction(row, names[row.to_region]) for row in rows),
    )


def _roll(row: duty.LineRow, place: str) -> QueueEntry:
    is_missed = row.state is duty.RollState.MISSED
    item = DeskItem(
        subject=f"roll:{row.id}",
        title=_("Roll-call: %(title)s") % {"title": row.title},
        word=_("Answer late") if is_missed else _("Answer"),
        url="/duty/rollcalls/",
        region=row.region,
        level=Level.NONE,
        since=row.asked_at,
        due=row.due_at,
    )
    return plain_entry("duty", item, place, detail=row.on_duty, urgency=Level.YELLOW if is_missed else Level.RED)


def _instruction(row: duty.InstructionRow, place: str) -> QueueEntry:
    is_done = row.state is duty.InstructionState.DONE
    item = DeskItem(
        subject=f"instruction:{row.id}",
        title=f"{row.leader} {row.text}",
        word=_word(row),
        url=f"/instructions/{row.id}/",
        region=row.to_region,
        level=Level.NONE,
        since=row.given_at,
        due=None if is_done else row.due_at,
    )
    urgency = Level.ORANGE if row.is_overdue else Level.YELLOW
    return plain_entry("duty", item, f"{row.to_name} {place}".strip(), detail=row.source, urgency=urgency)


def _word(row: duty.InstructionRow) -> str:
    if row.state is duty.InstructionState.DONE:
        return _("To confirm")
    if row.state in _RECEIVED:
        return _("Overdue") if row.is_overdue else _("To carry out")
    return _("To take over")
