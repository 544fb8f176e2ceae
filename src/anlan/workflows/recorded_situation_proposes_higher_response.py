"""New figures of an incident -> where a trigger of the plan calls for a worse level, it is proposed."""

from datetime import datetime

from anlan.command import api as command
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor

ON = incidents.SituationRecorded


def run(event: incidents.SituationRecorded, *, actor: Actor, now: datetime) -> None:
    """Propose what the plan calls for now; nothing happens where that runs or waits already."""
    command.propose_by_plan(incident_id=event.incident_id, actor=actor, now=now)
