"""The sensors of an alarm: each joins once, rises, falls, flaps; the alarm counts them in one question."""

from datetime import datetime

from django.db.models import Count, Max, Q

from anlan.alarms.domain.flapping import FlapRule, is_flapping, rises_after
from anlan.alarms.domain.signal import AlarmFall, AlarmSignal, sensor_of
from anlan.alarms.models import Alarm, AlarmMember
from anlan.support.tables import load_table


def flap_rule(rule_family: str) -> FlapRule:
    """Return when a sensor of a family of rules flaps."""
    return FlapRule.of(load_table("anlan.alarms", "merging"), rule_family)


def member_of(alarm: Alarm, told: AlarmSignal | AlarmFall) -> AlarmMember | None:
    """Return the sensor's row; the alarm is locked, and the row with it."""
    return AlarmMember.objects.filter(alarm=alarm, sensor=sensor_of(told), rule=told.rule).first()


def joined(alarm: Alarm, signal: AlarmSignal) -> None:
    """Let a sensor join the alarm with its first signal."""
    AlarmMember.objects.create(
        alarm=alarm,
        sensor=sensor_of(signal),
        rule=signal.rule,
        station_id=signal.station_id,
        station_label=signal.station_label,
        first_at=signal.observed_at,
        changed_at=signal.observed_at,
        current_level=signal.level,
        rises=[signal.observed_at.isoformat()],
        last_value=signal.value,
        **_worst(signal),
    )


def risen(member: AlarmMember, signal: AlarmSignal) -> bool:
    """Note a further signal of a sensor; tell whether it is worse than all before.

    A signal that comes later than one measured after it counts, but says nothing of where the sensor stands.
    """
    rule = flap_rule(signal.rule_family)
    is_worse = signal.level > member.highest_level
    member.times += 1
    if signal.level >= member.highest_level:
        for field, value in _worst(signal).items():
            setattr(member, field, value)
    if signal.observed_at >= member.changed_at:
        member.current_level, member.changed_at = signal.level, signal.observed_at
        _note_value(member, signal)
    before = [datetime.fromisoformat(each) for each in member.rises]
    rises = rises_after(before, signal.observed_at, rule)
    member.rises = [each.isoformat() for each in rises]
    if member.flapping_since is None and is_flapping(rises, rule):
        member.flapping_since = rises[-1]
    member.save()
    return is_worse


def fallen(member: AlarmMember, fall: AlarmFall) -> bool:
    """Note that a sensor came down; tell whether it did, and had not risen again since.

    A rise at the same moment comes after the fall: a sensor that was silent comes down and rises by one reading. A
    withdrawal tells of a time before the rise that it takes back, so it is taken whenever it comes.
    """
    is_late = fall.observed_at <= member.changed_at and not fall.is_withdrawn
    if is_late or fall.level >= member.current_level:
        return False
    member.current_level = fall.level
    _note_value(member, fall)
    member.changed_at = max(member.changed_at, fall.observed_at)
    member.save(update_fields=["current_level", "changed_at", "last_value"])
    return True


def counted(alarm: Alarm, at: datetime) -> Alarm:
    """Set the alarm's counts and its current level from its sensors; not yet stored."""
    found = alarm.members.aggregate(
        all=Count("id"),
        standing=Count("id", filter=Q(current_level__gt=0)),
        flapping=Count("id", filter=Q(flapping_since__isnull=False)),
        level=Max("current_level"),
    )
    alarm.member_count, alarm.standing_count = found["all"], found["standing"]
    alarm.flapping_count, alarm.current_level = found["flapping"], found["level"] or 0
    alarm.eased_at = None if alarm.current_level else alarm.eased_at or at
    return alarm


def _note_value(member: AlarmMember, told: AlarmSignal | AlarmFall) -> None:
    """Keep the latest value where it is of the quantity that is shown."""
    if told.quantity == member.quantity:
        member.last_value = told.value


def _worst(signal: AlarmSignal) -> dict[str, object]:
    return {
        "quantity": signal.quantity,
        "window_hours": signal.window_hours,
        "unit": signal.unit,
        "highest_level": signal.level,
        "highest_at": signal.observed_at,
        "value": signal.value,
        "threshold": signal.threshold,
    }
