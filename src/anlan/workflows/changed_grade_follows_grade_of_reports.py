"""A grade decided by a person -> the levels that now must get the report."""

from datetime import datetime

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.reporting import api as reporting

ON = incidents.GradeChanged


def run(event: incidents.GradeChanged, *, actor: Actor, now: datetime) -> None:
    """Start the clocks of the new grade."""
    reporting.follow_grade(incident_id=event.incident_id, actor=actor, now=now)
