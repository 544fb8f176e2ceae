"""An incident opened -> the warnings that came from its alarms stand on its timeline from then on."""

from datetime import datetime

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.public_warnings import api as warnings

ON = incidents.IncidentOpened


def run(event: incidents.IncidentOpened, *, actor: Actor, now: datetime) -> None:
    """Bind the warnings of the incident's alarms to it."""
    if event.incident_id is not None:
        warnings.bind_to_incident(alarm_ids=event.alarm_ids, incident_id=event.incident_id, actor=actor, now=now)
