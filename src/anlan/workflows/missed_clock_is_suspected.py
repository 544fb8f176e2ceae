"""A first or direct report that was not sent when due -> an omission is suspected."""

from datetime import datetime

from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import in_china
from anlan.reporting import api as reporting

ON = reporting.ClockMissed


def run(event: reporting.ClockMissed, *, actor: Actor, now: datetime) -> None:
    """Suspect the omission."""
    if not reporting.is_missed_stage(event.stage):
        return
    noticed = reporting.Noticed(
        rule="report_missed",
        subject=event.subject,
        region=event.from_region,
        title=incidents.incident(SYSTEM, event.incident_id).title,
        since=event.due_at,
        incident_id=event.incident_id,
        is_exercise=event.exercise,
        facts={
            "from": reporting.body_name(event.from_region, event.from_party),
            "to": reporting.body_name(event.to_region, event.to_party),
            "due": f"{in_china(event.due_at):%m-%d %H:%M}",
        },
    )
    reporting.suspect(noticed=noticed, actor=actor, now=now)
