"""A signed review -> its judgement and lessons stand in the draft of the case."""

from datetime import datetime

from anlan.command import api as command
from anlan.kernel.actors import Actor
from anlan.knowledge import api as knowledge

ON = command.ReviewSigned


def run(event: command.ReviewSigned, *, actor: Actor, now: datetime) -> None:
    """Write the lessons into the draft; a case that was published is changed by a person only."""
    if event.incident_id is not None:
        knowledge.add_lessons_of_incident(incident_id=event.incident_id, actor=actor, now=now)
