"""Taking, closing, taking up again, and looking up who told it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.intake.domain.matters import checked_words
from anlan.intake.domain.states import MatterAct
from anlan.intake.events import MatterClosed, MatterReopened, MatterTaken, TellerRevealed
from anlan.intake.services.steps import announce, locked, step, take_in_hand
from anlan.kernel.actors import Actor


@transaction.atomic
def take_matter(*, matter_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a matter in hand, so that everybody sees who has it."""
    matter = locked(matter_id, actor)
    step(matter, MatterAct.TAKE)
    take_in_hand(matter, actor, now)
    matter.save(update_fields=["state", "taken_by", "taken_at"])
    announce(MatterTaken, matter, actor, now)


@transaction.atomic
def close_matter(*, matter_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Close a matter that needs neither an incident nor a department, and say why."""
    matter = locked(matter_id, actor)
    step(matter, MatterAct.CLOSE)
    take_in_hand(matter, actor, now)
    matter.end_reason = checked_words("reason", reason)
    matter.ended_by, matter.ended_at = actor.name, now
    matter.save(update_fields=["state", "taken_by", "taken_at", "end_reason", "ended_by", "ended_at"])
    announce(MatterClosed, matter, actor, now, reason=matter.end_reason)


@transaction.atomic
def reopen_matter(*, matter_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take up a closed matter again, and say why."""
    matter = locked(matter_id, actor)
    step(matter, MatterAct.REOPEN)
    matter.end_reason, matter.ended_by, matter.ended_at = "", "", None
    matter.save(update_fields=["state", "end_reason", "ended_by", "ended_at"])
    announce(MatterReopened, matter, actor, now, reason=checked_words("reason", reason))


@transaction.atomic
def reveal_teller(*, matter_id: UUID, actor: Actor, now: datetime) -> tuple[str, str]:
    """Return name and phone of who told it; the journal keeps that they were looked up."""
    matter = locked(matter_id, actor, "intake.reveal")
    announce(TellerRevealed, matter, actor, now)
    return matter.teller_name, matter.teller_phone
