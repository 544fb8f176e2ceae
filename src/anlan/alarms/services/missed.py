"""Records of events that no alarm told of."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from anlan.alarms.domain.errors import WasNotMissed
from anlan.alarms.domain.missed import MissedEvent, check_missed
from anlan.alarms.events import MissRecorded, MissWithdrawn
from anlan.alarms.models import Alarm, MissedAlarm
from anlan.alarms.words import families
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound, TransitionNotAllowed
from anlan.kernel.regions import lineage
from anlan.support import journal, rights
from anlan.support.tables import load_table


@transaction.atomic
def record_miss(*, missed: MissedEvent, actor: Actor, now: datetime) -> UUID:
    """Record an event that no alarm told of; refuse where one did, at the place or around it, in good time."""
    rights.require(actor, "alarms.record_miss", missed.region)
    check_missed(missed, frozenset(code for code, _ in families()), now)
    told = _alarm_before(missed)
    if told:
        raise WasNotMissed(number=told.number)
    row = MissedAlarm.objects.create(
        rule_family=missed.rule_family,
        region=missed.region,
        happened_at=missed.happened_at,
        note=missed.note,
        recorded_by=actor.name,
        recorded_at=now,
    )
    journal.announce(MissRecorded(**_about(row), note=row.note), actor=actor, now=now)
    return row.id


@transaction.atomic
def withdraw_miss(*, missed_id: UUID, actor: Actor, now: datetime) -> None:
    """Withdraw a mistaken record; it stays, and counts no more."""
    row = MissedAlarm.objects.select_for_update().filter(id=missed_id).first()
    if row is None:
        raise NotFound(what="missed_alarm")
    rights.require_visible(actor, "alarms.see", row.region, what="missed_alarm")
    rights.require(actor, "alarms.record_miss", row.region)
    if row.withdrawn_at:
        raise TransitionNotAllowed(what="missed_alarm", state="withdrawn", act="withdraw")
    row.withdrawn_by, row.withdrawn_at = actor.name, now
    row.save()
    journal.announce(MissWithdrawn(**_about(row)), actor=actor, now=now)


def _about(row: MissedAlarm) -> dict[str, object]:
    return {
        "subject": f"missed_alarm:{row.id}",
        "region": row.region,
        "rule_family": row.rule_family,
        "happened_at": row.happened_at,
    }


def _alarm_before(missed: MissedEvent) -> Alarm | None:
    """Return an alarm of the rule there, not found false, within the time in which it would have told of the event."""
    hours = load_table("anlan.alarms", "statistics")["missed"]["told_within_hours"]
    place = Q(region__in=lineage(missed.region)) | Q(region__startswith=missed.region)
    told = Alarm.objects.filter(place, rule_family=missed.rule_family, is_exercise=False, is_false=False)
    since = missed.happened_at - timedelta(hours=hours)
    return told.filter(raised_at__gte=since, raised_at__lte=missed.happened_at).order_by("raised_at").first()
