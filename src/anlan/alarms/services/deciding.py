"""What a person decides about an alarm: take, verify, dismiss, reopen, close."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from anlan.alarms.domain.dismissals import OTHER, check_dismissal, check_reopening
from anlan.alarms.domain.errors import AlarmAlreadyHandled, PlaceHasOpenAlarm
from anlan.alarms.domain.states import OPEN_STATES, TRANSITIONS, AlarmAct, AlarmState, after
from anlan.alarms.events import AlarmClosed, AlarmDismissed, AlarmReopened, AlarmTaken, AlarmVerified
from anlan.alarms.models import Alarm
from anlan.alarms.services.telling import locked, measured, named, place_lock
from anlan.alarms.words import STATE_WORDS
from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, at_level, lies_within
from anlan.support import journal, locks, rights
from anlan.support.tables import load_table


@transaction.atomic
def take_alarm(*, alarm_id: UUID, actor: Actor, now: datetime) -> AlarmState:
    """Take an alarm in hand, so that others on duty see who looks into it."""
    alarm = _step(locked(alarm_id), AlarmAct.TAKE, actor, now)
    alarm.taken_by, alarm.taken_at = actor.name, now
    alarm.save()
    journal.announce(AlarmTaken(**named(alarm)), actor=actor, now=now)
    return AlarmState(alarm.state)


@transaction.atomic
def verify_alarm(*, alarm_id: UUID, actor: Actor, now: datetime) -> AlarmState:
    """Find an alarm true; from here a warning may be drafted."""
    alarm = _step(locked(alarm_id), AlarmAct.VERIFY, actor, now)
    alarm.verified_by, alarm.verified_at = actor.name, now
    alarm.save()
    event = AlarmVerified(**measured(alarm), evidence=alarm.evidence.count())
    journal.announce(event, actor=actor, now=now)
    return AlarmState(alarm.state)


@transaction.atomic
def dismiss_alarm(*, alarm_id: UUID, reason: str, actor: Actor, now: datetime, code: str = OTHER) -> AlarmState:
    """Find an alarm untrue or of no need, and say why by a code of ``tables/dismissals.toml`` and in words."""
    reason = reason.strip()
    alarm = _step(locked(alarm_id), AlarmAct.DISMISS, actor, now)
    why = check_dismissal(load_table("anlan.alarms", "dismissals"), code, reason)
    alarm.dismissal_code, alarm.dismissal_reason, alarm.is_false = why.code, reason, why.is_false
    alarm.save()
    event = AlarmDismissed(
        **named(alarm),
        reason=reason,
        code=why.code,
        is_false=why.is_false,
        hints_fault=why.hints_fault,
        station_id=alarm.station_id,
    )
    journal.announce(event, actor=actor, now=now)
    return AlarmState(alarm.state)


@transaction.atomic
def reopen_alarm(*, alarm_id: UUID, actor: Actor, now: datetime) -> AlarmState:
    """Take a dismissal back, soon enough and while no other alarm of the rule is open at the place."""
    # As when raising: first the place's lock, then the row's.
    place = Alarm.objects.filter(id=alarm_id).values_list("rule_family", "region", "is_exercise").first()
    if place:
        locks.hold(place_lock(*place))
    alarm = locked(alarm_id)
    dismissed_at, code, reason = alarm.state_at, alarm.dismissal_code, alarm.dismissal_reason
    _step(alarm, AlarmAct.REOPEN, actor, now)
    check_reopening(load_table("anlan.alarms", "dismissals"), dismissed_at, now)
    rule_family, region, is_exercise = place
    open_there = Alarm.objects.filter(rule_family=rule_family, region=region, is_exercise=is_exercise)
    other = open_there.filter(state__in=OPEN_STATES).first()
    if other:
        raise PlaceHasOpenAlarm(number=other.number)
    alarm.dismissal_code, alarm.dismissal_reason, alarm.is_false = "", "", False
    alarm.taken_by, alarm.taken_at = "", None
    alarm.save()
    journal.announce(AlarmReopened(**named(alarm), code=code, reason=reason), actor=actor, now=now)
    return AlarmState(alarm.state)


@transaction.atomic
def close_alarm(*, alarm_id: UUID, actor: Actor, now: datetime) -> AlarmState:
    """Close a verified alarm whose danger is over."""
    alarm = _step(locked(alarm_id), AlarmAct.CLOSE, actor, now)
    alarm.save()
    journal.announce(AlarmClosed(**named(alarm)), actor=actor, now=now)
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


def _step(alarm: Alarm, act: AlarmAct, actor: Actor, now: datetime) -> Alarm:
    """Return the locked alarm after ``act``, not yet stored."""
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
