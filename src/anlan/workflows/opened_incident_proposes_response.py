"""An opened incident -> the plan in force proposes its response; a person signs it."""

from datetime import datetime

from anlan.command import api as command
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor

ON = incidents.IncidentOpened


def run(event: incidents.IncidentOpened, *, actor: Actor, now: datetime) -> None:
    """Propose the level that the plan's triggers call for."""
    command.propose_by_plan(incident_id=event.incident_id, actor=actor, now=now)
