"""Readings that came down from a rule's level ease the alarm of the place, which stays open until a person decides."""

from datetime import datetime

from anlan.alarms import api as alarms
from anlan.kernel.actors import Actor
from anlan.monitoring import api as monitoring

ON = monitoring.ThresholdLeft


def run(event: monitoring.ThresholdLeft, *, actor: Actor, now: datetime) -> None:
    """Ease the alarm that ``event`` belongs to, where there is one."""
    alarms.ease_alarm(fall=fall_of(event), actor=actor, now=now)


def fall_of(event: monitoring.ThresholdLeft) -> alarms.AlarmFall:
    """Return what alarms need to know of ``event``."""
    return alarms.AlarmFall(
        rule_family=event.rule,
        rule=event.rule,
        level=event.level,
        previous_level=event.previous_level,
        region=event.region,
        station_id=str(event.station_id),
        station_label=event.station_name,
        quantity=event.quantity,
        value=event.value,
        unit=event.unit,
        observed_at=event.observed_at,
        is_withdrawn=event.is_withdrawn,
        is_exercise=event.exercise,
    )
