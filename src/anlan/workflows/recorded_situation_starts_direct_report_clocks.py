"""Ten dead or missing -> the county also owes a report directly to the province and the ministry."""

from datetime import datetime

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.reporting import api as reporting

ON = incidents.SituationRecorded


def run(event: incidents.SituationRecorded, *, actor: Actor, now: datetime) -> None:
    """Start the direct clocks once the figures reach the rule's number."""
    if event.is_direct_report_due:
        start = reporting.Start.TEN_DEAD_OR_MISSING
        reporting.start_clocks(incident_id=event.incident_id, start=start, actor=actor, now=now)
