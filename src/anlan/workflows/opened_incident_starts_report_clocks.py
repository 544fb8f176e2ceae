"""An opened incident -> the clocks of its reports run, from the moment the news came."""

from datetime import datetime

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.reporting import api as reporting

ON = incidents.IncidentOpened


def run(event: incidents.IncidentOpened, *, actor: Actor, now: datetime) -> None:
    """Start the clocks that the table of duties names."""
    reporting.start_clocks(incident_id=event.incident_id, start=reporting.Start.OPENED, actor=actor, now=now)
