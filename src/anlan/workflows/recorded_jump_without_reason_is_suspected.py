"""Figures of dead or missing that jump without a word why -> earlier omission is suspected."""

from datetime import datetime

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.reporting import api as reporting

ON = incidents.SituationRecorded


def run(event: incidents.SituationRecorded, *, actor: Actor, now: datetime) -> None:
    """Suspect the jump, once a moment of figures."""
    found = reporting.silent_jumps(event)
    if not found:
        return
    noticed = reporting.Noticed(
        rule="jump_unexplained",
        subject=f"{event.subject}:{event.reporting_region}:{event.as_of:%Y%m%d%H%M}",
        region=event.region,
        title=event.title,
        since=event.as_of,
        incident_id=event.incident_id,
        is_exercise=event.exercise,
        facts={"figures": "; ".join(f"{jump.name} {jump.before:f} \u2192 {jump.after:f}" for jump in found)},
    )
    reporting.suspect(noticed=noticed, actor=actor, now=now)
