"""Readings that reach a rule's value raise an alarm on the duty desk, or are merged into the open one of the place."""

from datetime import datetime

from anlan.alarms import api as alarms
from anlan.kernel.actors import Actor
from anlan.monitoring import api as monitoring

ON = monitoring.ThresholdReached


def run(event: monitoring.ThresholdReached, *, actor: Actor, now: datetime) -> None:
    """Raise the alarm that ``event`` calls for."""
    signal = alarms.AlarmSignal(
        rule_family=event.rule,
        rule=event.rule,
        edition=event.edition,
        level=event.level,
        region=event.region,
        location=event.location,
        station_id=str(event.station_id),
        station_label=event.station_name,
        quantity=event.quantity,
        window_hours=event.window_hours or None,
        value=event.value,
        threshold=event.threshold,
        unit=event.unit,
        observed_at=event.observed_at,
        evidence=tuple((time, value) for time, value in event.evidence),
        is_exercise=event.exercise,
    )
    alarms.raise_alarm(signal=signal, actor=actor, now=now)
