"""A higher level's response -> where the plan answers it with a worse level of its own, that is proposed."""

from datetime import datetime

from anlan.command import api as command
from anlan.kernel.actors import Actor

ON = command.UpperResponseRecorded


def run(event: command.UpperResponseRecorded, *, actor: Actor, now: datetime) -> None:
    """Propose what the plan calls for now."""
    command.propose_by_plan(incident_id=event.incident_id, actor=actor, now=now)
