"""A fire or hospital call on the queue -> it wants a report; without one the omission is suspected."""

from datetime import datetime

from anlan.intake import api as intake
from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, at_level
from anlan.reporting import api as reporting

ON = intake.MatterReceived
_RULE = "call_without_report"


def run(event: intake.MatterReceived, *, actor: Actor, now: datetime) -> None:
    """Watch for the report where the way and the words are the rule's."""
    rule = reporting.suspicion_rule(_RULE)
    if event.way not in rule["ways"] or not any(word in event.headline for word in rule["words"]):
        return
    noticed = reporting.Noticed(
        rule=_RULE,
        subject=event.subject,
        region=at_level(event.region, RegionLevel.COUNTY),
        title=event.headline,
        since=now,
        is_exercise=event.exercise,
        facts={"minutes": str(rule["after_minutes"])},
    )
    reporting.suspect(noticed=noticed, actor=actor, now=now)
