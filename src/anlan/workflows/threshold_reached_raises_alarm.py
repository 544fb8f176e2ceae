"""Readings that reach a rule's value raise an alarm on the duty desk, or are merged into the open one of the place."""

from datetime import datetime

from anlan.alarms import api as alarms
from anlan.kernel.actors import Actor
from anlan.monitoring import api as monitoring
from anlan.support import journal
from anlan.workflows.threshold_left_eases_alarm import fall_of

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
        window_hours=event.window_minutes / 60 or event.window_hours or None,
        value=event.value,
        threshold=event.threshold,
        unit=event.unit,
        observed_at=event.observed_at,
        evidence=tuple((time, value) for time, value in event.evidence),
        is_exercise=event.exercise,
    )
    alarms.raise_alarm(signal=signal, actor=actor, now=now)
    _ease_what_came_down_since(event, actor, now)


def _ease_what_came_down_since(event: monitoring.ThresholdReached, actor: Actor, now: datetime) -> None:
    """Apply a fall of the same sensor that was told after ``event``, though its own arrow may have run before."""
    for left in journal.events_about(event.subject, monitoring.ThresholdLeft):
        is_same = (left.rule, left.region, left.exercise) == (event.rule, event.region, event.exercise)
        if is_same and left.observed_at > event.observed_at and not left.is_withdrawn:
            alarms.ease_alarm(fall=fall_of(left), actor=actor, now=now)
            return
