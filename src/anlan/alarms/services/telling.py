"""What the journal hears of an alarm, and the lock that every act holds."""

from uuid import UUID

from anlan.alarms.models import Alarm
from anlan.kernel.errors import NotFound


def locked(alarm_id: UUID) -> Alarm:
    """Return the alarm, locked until the transaction ends."""
    alarm = Alarm.objects.select_for_update().filter(id=alarm_id).first()
    if alarm is None:
        raise NotFound(what="alarm")
    return alarm


def place_lock(rule_family: str, region: str, is_exercise: bool) -> str:  # noqa: FBT001 - one part of the name
    """Return the name of the lock under which a place's alarm of a family is raised or opened again."""
    return f"alarms:{rule_family}:{region}:{is_exercise}"


def named(alarm: Alarm) -> dict[str, object]:
    """Return what every event of an alarm says."""
    return {
        "subject": f"alarm:{alarm.id}",
        "region": alarm.region,
        "incident_id": alarm.incident_id,
        "exercise": alarm.is_exercise,
        "alarm_id": alarm.id,
        "number": alarm.number,
        "rule_family": alarm.rule_family,
        "level": alarm.level,
        "station_label": alarm.station_label,
    }


def measured(alarm: Alarm) -> dict[str, object]:
    """Return what an event says that a measurement caused."""
    location = alarm.location
    return {
        **named(alarm),
        "rule": alarm.rule,
        "edition": alarm.edition,
        "quantity": alarm.quantity,
        "window_hours": alarm.window_hours,
        "value": alarm.value,
        "threshold": alarm.threshold,
        "unit": alarm.unit,
        "observed_at": alarm.observed_at,
        "longitude": location.x if location else None,
        "latitude": location.y if location else None,
    }
