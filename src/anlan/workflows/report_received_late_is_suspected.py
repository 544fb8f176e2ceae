"""A report received after its clock's end -> a delay is suspected, though it may have left in time."""

from datetime import datetime

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.reporting import api as reporting

ON = reporting.ReportReceived


def run(event: reporting.ReportReceived, *, actor: Actor, now: datetime) -> None:
    """Suspect a delay of each clock that the report came too late for."""
    for clock in reporting.late_receipts(event.transmission_id):
        noticed = reporting.Noticed(
            rule="received_late",
            subject=f"clock:{clock.id}",
            region=clock.region,
            title=clock.incident_title,
            since=clock.due_at,
            incident_id=clock.incident_id,
            is_exercise=clock.is_exercise,
            facts={
                "due": f"{in_china(clock.due_at):%m-%d %H:%M}",
                "received": f"{in_china(now):%m-%d %H:%M}",
                "to": clock.receiver,
            },
        )
        reporting.suspect(noticed=noticed, actor=actor, now=now)
