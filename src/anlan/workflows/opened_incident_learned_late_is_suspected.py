"""An incident that was learned long after it happened -> a delay below is suspected."""

from datetime import datetime, timedelta

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.reporting import api as reporting

ON = incidents.IncidentOpened
_RULE = "learned_late"


def run(event: incidents.IncidentOpened, *, actor: Actor, now: datetime) -> None:
    """Suspect a delay beyond the rule's minutes."""
    limit = timedelta(minutes=reporting.suspicion_rule(_RULE)["after_minutes"])
    if event.learned_at - event.happened_at <= limit:
        return
    noticed = reporting.Noticed(
        rule=_RULE,
        subject=event.subject,
        region=event.region,
        title=event.title,
        since=event.happened_at,
        incident_id=event.incident_id,
        is_exercise=event.exercise,
        facts={"happened": _written(event.happened_at), "learned": _written(event.learned_at)},
    )
    reporting.suspect(noticed=noticed, actor=actor, now=now)


def _written(moment: datetime) -> str:
    return f"{in_china(moment):%m-%d %H:%M}"
