"""Raising alarms and merging what follows: rises, returns, falls, flapping sensors that become steady."""

from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import Max, QuerySet

from anlan.alarms.domain.flapping import is_steady
from anlan.alarms.domain.signal import AlarmFall, AlarmSignal, check, newest
from anlan.alarms.domain.states import OPEN_STATES, AlarmState
from anlan.alarms.events import (
    AlarmEased,
    AlarmEvent,
    AlarmFlapping,
    AlarmRaised,
    AlarmRepeated,
    AlarmRose,
    AlarmSteadied,
)
from anlan.alarms.models import Alarm, AlarmMember, AlarmOccurrence
from anlan.alarms.services.members import counted, fallen, flap_rule, joined, member_of, risen
from anlan.alarms.services.telling import measured, named, place_lock
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support import journal, locks, rights
from anlan.support.tables import load_table

_MEASUREMENT = ("rule", "edition", "level", "station_id", "station_label", "quantity", "window_hours", "value")
_MEASUREMENT += ("threshold", "unit", "observed_at")
_MOST_AT_ONCE = 200


@transaction.atomic
def raise_alarm(*, signal: AlarmSignal, actor: Actor, now: datetime) -> UUID:
    """Raise an alarm, or merge the signal into the open one of its rule family and place; return the alarm's id."""
    rights.require(actor, "alarms.raise", signal.region)
    check(signal)
    locks.hold(place_lock(signal.rule_family, signal.region, signal.is_exercise))
    alarm = _of_place(signal).filter(state__in=OPEN_STATES).first()
    alarm = _new_alarm(signal, actor, now) if alarm is None else _merged(alarm, signal, actor, now)
    kept = newest(signal.evidence, load_table("anlan.alarms", "merging")["evidence"]["most_readings"])
    AlarmOccurrence.objects.create(
        alarm=alarm,
        received_at=now,
        evidence=[[time.isoformat(), value] for time, value in kept],
        **{field: getattr(signal, field) for field in _MEASUREMENT},
    )
    return alarm.id


@transaction.atomic
def ease_alarm(*, fall: AlarmFall, actor: Actor, now: datetime) -> UUID | None:
    """Note that a sensor of the place's latest alarm came down; return the alarm's id where that changed it.

    The alarm stays open and keeps its level. A dismissed one is followed too, because the dismissal may be taken back.
    """
    rights.require(actor, "alarms.raise", fall.region)
    locks.hold(place_lock(fall.rule_family, fall.region, fall.is_exercise))
    followed = (*OPEN_STATES, AlarmState.DISMISSED)
    alarm = _of_place(fall).filter(state__in=followed).order_by("-raised_at", "-id").first()
    member = member_of(alarm, fall) if alarm else None
    if alarm is None or member is None or not fallen(member, fall):
        return None
    previous = alarm.current_level
    counted(alarm, now).save()
    if alarm.current_level < previous and alarm.state in OPEN_STATES:
        eased = AlarmEased(
            **named(alarm),
            previous_level=previous,
            current_level=alarm.current_level,
            observed_at=fall.observed_at,
            is_withdrawn=fall.is_withdrawn,
        )
        journal.announce(eased, actor=actor, now=now)
    return alarm.id


def settle_flapping(*, actor: Actor, now: datetime) -> None:
    """Let sensors that have been still for long enough be news again."""
    flapping = AlarmMember.objects.filter(flapping_since__isnull=False).order_by("flapping_since")
    for member_id, alarm_id in list(flapping.values_list("id", "alarm_id")[:_MOST_AT_ONCE]):
        _settle(member_id, alarm_id, actor, now)


@transaction.atomic
def _settle(member_id: UUID, alarm_id: UUID, actor: Actor, now: datetime) -> None:
    alarm = Alarm.objects.select_for_update().get(id=alarm_id)
    member = AlarmMember.objects.get(id=member_id)
    last = datetime.fromisoformat(member.rises[-1])
    is_over = alarm.state not in OPEN_STATES
    if member.flapping_since is None or not (is_over or is_steady(last, now, flap_rule(alarm.rule_family))):
        return
    member.flapping_since, member.rises = None, []
    member.save(update_fields=["flapping_since", "rises"])
    counted(alarm, now).save()
    if not is_over:
        about = {**named(alarm), "station_label": member.station_label}
        journal.announce(AlarmSteadied(**about, current_level=member.current_level), actor=actor, now=now)


def _of_place(told: AlarmSignal | AlarmFall) -> QuerySet[Alarm]:
    return Alarm.objects.select_for_update().filter(
        rule_family=told.rule_family, region=told.region, is_exercise=told.is_exercise
    )


def _new_alarm(signal: AlarmSignal, actor: Actor, now: datetime) -> Alarm:
    day = in_china(now).date()
    locks.hold(f"alarms:day:{day}")
    serial = (Alarm.objects.filter(day=day).aggregate(last=Max("serial"))["last"] or 0) + 1
    alarm = Alarm.objects.create(
        day=day,
        serial=serial,
        number=f"A{day:%Y%m%d}-{serial:04d}",
        rule_family=signal.rule_family,
        region=signal.region,
        location=Point(*signal.location, srid=4326) if signal.location else None,
        current_level=signal.level,
        member_count=1,
        standing_count=1,
        raised_at=now,
        last_at=now,
        state_at=now,
        is_exercise=signal.is_exercise,
        **{field: getattr(signal, field) for field in _MEASUREMENT},
    )
    joined(alarm, signal)
    journal.announce(AlarmRaised(**measured(alarm)), actor=actor, now=now)
    return alarm


def _merged(alarm: Alarm, signal: AlarmSignal, actor: Actor, now: datetime) -> Alarm:
    previous = alarm.level
    alarm.times += 1
    alarm.last_at = max(alarm.last_at, now)
    if signal.level >= previous:
        for field in _MEASUREMENT:
            setattr(alarm, field, getattr(signal, field))
        if signal.location:
            alarm.location = Point(*signal.location, srid=4326)
    member = member_of(alarm, signal)
    was_flapping = member is not None and member.flapping_since is not None
    if member is None:
        joined(alarm, signal)
    is_worse = member is None or risen(member, signal)
    counted(alarm, now).save()
    if signal.level > previous:
        event: AlarmEvent | None = AlarmRose(**measured(alarm), times=alarm.times, previous_level=previous)
    elif is_worse or member.flapping_since is None:
        event = AlarmRepeated(**measured(alarm), times=alarm.times)
    else:
        event = None if was_flapping else _flapping(alarm, member)
    if event:
        journal.announce(event, actor=actor, now=now)
    return alarm


def _flapping(alarm: Alarm, member: AlarmMember) -> AlarmFlapping:
    rule = flap_rule(alarm.rule_family)
    about = {**named(alarm), "station_label": member.station_label}
    minutes = int(rule.within.total_seconds() // 60)
    return AlarmFlapping(**about, rises=len(member.rises), within_minutes=minutes)
