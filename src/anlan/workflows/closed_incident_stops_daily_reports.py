"""A closed incident -> its daily reports end; what else it owes stays owed."""

from datetime import datetime

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.reporting import api as reporting

ON = incidents.IncidentClosed


def run(event: incidents.IncidentClosed, *, actor: Actor, now: datetime) -> None:
    """Stop the daily clocks of all levels."""
    reporting.stop_daily_clocks(incident_id=event.incident_id, actor=actor, now=now)
