"""Acts on alarms: raise and merge, take, verify, dismiss, close."""

from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localtime

from anlan.alarms.domain.errors import AlarmAlreadyHandled
from anlan.alarms.domain.signal import AlarmSignal, check
from anlan.alarms.domain.states import OPEN_STATES, TRANSITIONS, AlarmAct, AlarmState, after
from anlan.alarms.events import (
    AlarmClosed,
    AlarmDismissed,
    AlarmRaised,
    AlarmRepeated,
    AlarmRose,
    AlarmTaken,
    AlarmVerified,
)
from anlan.alarms.models import Alarm, AlarmOccurrence
from anlan.alarms.words import STATE_WORDS
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, at_level, lies_within
from anlan.support import journal, locks, rights

_LONGEST_REASON = 500
_MEASUREMENT = ("rule", "edition", "level", "station_id", "station_label", "quantity", "window_hours", "value")
_MEASUREMENT += ("threshold", "unit", "observed_at")


@transaction.atomic
def raise_alarm(*, signal: AlarmSignal, actor: Actor, now: datetime) -> UUID:
    """Raise an alarm, or merge the signal into the open one of its rule family and place; return the alarm's id."""
    rights.require(actor, "alarms.raise", signal.region)
    check(signal)
    locks.hold(f"alarms:{signal.rule_family}:{signal.region}:{signal.is_exercise}")
    alarm = (
        Alarm.objects.select_for_update()
        .filter(rule_family=signal.rule_family, region=signal.region, is_exercise=signal.is_exercise)
        .filter(state__in=OPEN_STATES)
        .first()
    )
    alarm = _new_alarm(signal, actor, now) if alarm is None else _merged(alarm, signal, actor, now)
    AlarmOccurrence.objects.create(
        alarm=alarm,
        received_at=now,
        evidence=[[time.isoformat(), value] for time, value in signal.evidence],
        **{field: getattr(signal, field) for field in _MEASUREMENT},
    )
    return alarm.id


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
        raised_at=now,
        last_at=now,
        state_at=now,
        is_exercise=signal.is_exercise,
        **{field: getattr(signal, field) for field in _MEASUREMENT},
    )
    journal.announce(AlarmRaised(**_measured(alarm)), actor=actor, now=now)
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
    alarm.save()
    if signal.level > previous:
        event = AlarmRose(**_measured(alarm), times=alarm.times, previous_level=previous)
        journal.announce(event, actor=actor, now=now)
    else:
        journal.announce(AlarmRepeated(**_measured(alarm), times=alarm.times), actor=actor, now=now)
    return alarm


@transaction.atomic
def take_alarm(*, alarm_id: UUID, actor: Actor, now: datetime) -> AlarmState:
    """Take an alarm in hand, so that others on duty see who looks into it."""
    alarm = _step(alarm_id, AlarmAct.TAKE, actor, now)
    alarm.taken_by, alarm.taken_at = actor.name, now
    alarm.save()
    journal.announce(AlarmTaken(**_named(alarm)), actor=actor, now=now)
    return AlarmState(alarm.state)


@transaction.atomic
def verify_alarm(*, alarm_id: UUID, actor: Actor, now: datetime) -> AlarmState:
    """Find an alarm true; from here a warning may be drafted."""
    alarm = _step(alarm_id, AlarmAct.VERIFY, actor, now)
    alarm.verified_by, alarm.verified_at = actor.name, now
    alarm.save()
    journal.announce(AlarmVerified(**_measured(alarm)), actor=actor, now=now)
    return AlarmState(alarm.state)


@transaction.atomic
def dismiss_alarm(*, alarm_id: UUID, reason: str, actor: Actor, now: datetime) -> AlarmState:
    """Find an alarm untrue and say why."""
    reason = reason.strip()
    alarm = _step(alarm_id, AlarmAct.DISMISS, actor, now)
    if not reason or len(reason) > _LONGEST_REASON:
        raise InvalidValue(field="reason", value=reason[:_LONGEST_REASON], rule="1_to_500_characters")
    alarm.dismissal_reason = reason
    alarm.save()
    journal.announce(AlarmDismissed(**_named(alarm), reason=reason), actor=actor, now=now)
    return AlarmState(alarm.state)


@transaction.atomic
def close_alarm(*, alarm_id: UUID, actor: Actor, now: datetime) -> AlarmState:
    """Close a verified alarm whose danger is over."""
    alarm = _step(alarm_id, AlarmAct.CLOSE, actor, now)
    alarm.save()
    journal.announce(AlarmClosed(**_named(alarm)), actor=actor, now=now)
    return AlarmState(alarm.state)


@transaction.atomic
def attach_to_incident(*, alarm_id: UUID, incident_id: UUID, region: str, actor: Actor, now: datetime) -> bool:
    """Let the alarm's further events stand on the timeline of an incident in ``region``; tell whether it could be.

    An alarm of another county, or none at all, is left alone: an incident does not gather what is not its own.
    """
    alarm = Alarm.objects.select_for_update().filter(id=alarm_id).first()
    if alarm is None or not lies_within(alarm.region, at_level(region, RegionLevel.COUNTY)):
        return False
    rights.require(actor, "alarms.verify", alarm.region)
    alarm.incident_id = incident_id
    alarm.save(update_fields=["incident_id"])
    return True


def _locked(alarm_id: UUID) -> Alarm:
    alarm = Alarm.objects.select_for_update().filter(id=alarm_id).first()
    if alarm is None:
        raise NotFound(what="alarm")
    return alarm


def _step(alarm_id: UUID, act: AlarmAct, actor: Actor, now: datetime) -> Alarm:
    """Return the locked alarm after ``act``, not yet stored."""
    alarm = _locked(alarm_id)
    rights.require_visible(actor, "alarms.see", alarm.region, what="alarm")
    rights.require(actor, f"alarms.{act}", alarm.region)
    state = AlarmState(alarm.state)
    if (state, act) not in TRANSITIONS and alarm.state_by:
        raise AlarmAlreadyHandled(
            number=alarm.number,
            state=STATE_WORDS[state],
            by=alarm.state_by,
            at=date_format(localtime(alarm.state_at), "m-d H:i:s"),
        )
    alarm.state = after(state, act).value
    alarm.state_by, alarm.state_at = actor.name, now
    return alarm


def _named(alarm: Alarm) -> dict[str, object]:
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


def _measured(alarm: Alarm) -> dict[str, object]:
    location = alarm.location
    return {
        **_named(alarm),
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
