"""A grave alarm verified -> it wants a report; after the rule's minutes without one the omission is suspected."""

from datetime import datetime

from anlan.alarms import api as alarms
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level
from anlan.reporting import api as reporting

ON = alarms.AlarmVerified
_RULE = "alarm_without_report"


def run(event: alarms.AlarmVerified, *, actor: Actor, now: datetime) -> None:
    """Watch for the report."""
    rule = reporting.suspicion_rule(_RULE)
    if event.level < rule["least_level"]:
        return
    noticed = reporting.Noticed(
        rule=_RULE,
        subject=f"alarm:{event.alarm_id}",
        region=at_level(event.region, RegionLevel.COUNTY),
        title=f"{alarms.alarm_title(event.rule_family, Level(event.level))} {event.station_label}",
        since=now,
        is_exercise=event.exercise,
        facts={"minutes": str(rule["after_minutes"])},
    )
    reporting.suspect(noticed=noticed, actor=actor, now=now)
