"""A closed incident -> a draft in the case library."""

from datetime import datetime

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.knowledge import api as knowledge

ON = incidents.IncidentClosed


def run(event: incidents.IncidentClosed, *, actor: Actor, now: datetime) -> None:
    """Draft the case from the incident's facts, figures and journal; exercises become none."""
    knowledge.draft_case_of_incident(incident_id=event.incident_id, actor=actor, now=now)
