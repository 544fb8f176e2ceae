"""A closed incident -> nobody is reminded of its undone orders any more."""

from datetime import datetime

from anlan.command import api as command
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor

ON = incidents.IncidentClosed


def run(event: incidents.IncidentClosed, *, actor: Actor, now: datetime) -> None:
    """Let its orders rest as they stand; the review tells which were not done."""
    command.rest_orders(incident_id=event.incident_id, actor=actor, now=now)
