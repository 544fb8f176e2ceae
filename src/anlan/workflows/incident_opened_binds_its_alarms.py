"""An incident that was opened from alarms lets their further events stand on its timeline."""

from datetime import datetime

from anlan.alarms import api as alarms
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor

ON = incidents.IncidentOpened


def run(event: incidents.IncidentOpened, *, actor: Actor, now: datetime) -> None:
    """Bind every alarm that the incident was opened from."""
    for alarm_id in event.alarm_ids:
        place = {"incident_id": event.incident_id, "region": event.region}
        alarms.attach_to_incident(alarm_id=alarm_id, **place, actor=actor, now=now)
