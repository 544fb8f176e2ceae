"""What every act on a matter does: lock, look up the right, take the step, tell the journal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from anlan.intake.domain.matters import headline_of
from anlan.intake.domain.states import MatterAct, MatterState, after
from anlan.intake.events import MatterEvent
from anlan.intake.models import Matter
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import journal, rights


def locked(matter_id: UUID, actor: Actor, right: str = "intake.handle") -> Matter:
    """Return the matter, locked for the transaction, where the actor may see it and holds the right."""
    matter = Matter.objects.select_for_update().filter(id=matter_id).first()
    if matter is None:
        raise NotFound(what="matter")
    rights.require_visible(actor, "intake.see", matter.region, what="matter")
    rights.require(actor, right, matter.region)
    return matter


def step(matter: Matter, act: MatterAct) -> None:
    """Move a matter to the state that the act leads to, unsaved; refuse where the table has no such step."""
    matter.state = after(MatterState(matter.state), act).value


def take_in_hand(matter: Matter, actor: Actor, now: datetime) -> None:
    """Note who has it, where nobody had it before, unsaved."""
    if not matter.taken_by:
        matter.taken_by, matter.taken_at = actor.name, now


def announce(event: type[MatterEvent], matter: Matter, actor: Actor, now: datetime, **more: Any) -> None:
    """Tell the journal what happened to a matter."""
    said = event(
        subject=f"matter:{matter.id}",
        region=matter.region,
        incident_id=matter.incident_id,
        exercise=matter.is_exercise,
        number=matter.number,
        way=matter.kind,
        headline=headline_of(matter.text),
        urgency=matter.urgency,
        **more,
    )
    journal.announce(said, actor=actor, now=now)
