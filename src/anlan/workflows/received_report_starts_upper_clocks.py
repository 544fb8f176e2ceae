"""A report received by a level -> that level's own clocks towards the next one run."""

from datetime import datetime

from anlan.kernel.actors import Actor
from anlan.reporting import api as reporting

ON = reporting.ReportReceived


def run(event: reporting.ReportReceived, *, actor: Actor, now: datetime) -> None:
    """Start the receiving level's clocks; the ministry and parties beside the line have none."""
    if event.to_region and not event.to_party:
        act = {"incident_id": event.incident_id, "start": reporting.Start.RECEIVED, "region": event.to_region}
        reporting.start_clocks(**act, actor=actor, now=now)
