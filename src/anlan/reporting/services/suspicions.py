"""Suspecting omission and delay, and what people decide about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.reporting.domain.reports import LONGEST_REASON, checked
from anlan.reporting.domain.suspicions import SuspicionAct, SuspicionState, after
from anlan.reporting.events import (
    EnquiryOpened,
    SuspicionCleared,
    SuspicionEvent,
    SuspicionProved,
    SuspicionRaised,
)
from anlan.reporting.models import Suspicion, Transmission
from anlan.reporting.selectors.suspicions import suspicion_rule
from anlan.support import journal, rights

_AT_A_TIME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What somebody noticed that wants a report: by which rule of the table, of what, since when."""

    rule: str
    subject: str
    region: str
    title: str
    since: datetime
    incident_id: UUID | None = None
    is_exercise: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def suspect(*, noticed: Noticed, actor: Actor, now: datetime) -> UUID | None:
    """Raise a suspicion, or watch until the rule's minutes are over; nothing where it is known already."""
    rights.require(actor, "reporting.keep_clocks", noticed.region)
    minutes = suspicion_rule(noticed.rule).get("after_minutes", 0)
    check_at = noticed.since + timedelta(minutes=minutes)
    row, is_new = Suspicion.objects.get_or_create(
        rule=noticed.rule,
        subject=noticed.subject,
        defaults={
            "region": noticed.region,
            "incident_id": noticed.incident_id,
            "is_exercise": noticed.is_exercise,
            "title": noticed.title[:200],
            "facts": dict(noticed.facts),
            "state": SuspicionState.WATCHED.value,
            "seen_at": noticed.since,
            "check_at": check_at,
        },
    )
    if not is_new:
        return None
    if check_at <= now and not _is_answered(row, actor):
        _raise(row, actor, now)
    return row.id


@transaction.atomic
def check_suspicions(*, actor: Actor, now: datetime) -> int:
    """Look at what should have been reported by now: answered or raised; return how many were looked at."""
    due = Suspicion.objects.select_for_update(skip_locked=True).filter(
        state=SuspicionState.WATCHED.value, check_at__lte=now
    )
    rows = list(due.order_by("check_at")[:_AT_A_TIME])
    for row in rows:
        if _is_answered(row, actor):
            row.state = after(SuspicionState(row.state), SuspicionAct.ANSWER).value
            row.save()
        else:
            _raise(row, actor, now)
    return len(rows)


def _is_answered(row: Suspicion, actor: Actor) -> bool:
    """Tell whether a report went up on what was noticed, or the incident that it belongs to."""
    if row.rule not in ("alarm_without_report", "call_without_report"):
        return False
    incident = incidents.incident_of(actor, row.subject)
    if incident is None:
        return False
    row.incident_id = incident.id
    return Transmission.objects.filter(report__incident_id=incident.id).exists()


def _raise(row: Suspicion, actor: Actor, now: datetime) -> None:
    row.state = after(SuspicionState(row.state), SuspicionAct.RAISE).value
    row.raised_at = now
    row.save()
    _announce(SuspicionRaised, row, actor, now)


@transaction.atomic
def clear_suspicion(*, suspicion_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Find that nothing was omitted or delayed, and say why."""
    _decide(suspicion_id, SuspicionAct.CLEAR, SuspicionCleared, reason, (actor, now))


@transaction.atomic
def open_enquiry(*, suspicion_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Open an enquiry into a suspicion, and say what is asked of whom."""
    _decide(suspicion_id, SuspicionAct.ENQUIRE, EnquiryOpened, reason, (actor, now))


@transaction.atomic
def prove_suspicion(*, suspicion_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Find at the end of an enquiry that a report was omitted, delayed or held back, and say on what it rests."""
    _decide(suspicion_id, SuspicionAct.PROVE, SuspicionProved, reason, (actor, now))


def _decide(
    suspicion_id: UUID, act: SuspicionAct, kind: type[SuspicionEvent], reason: str, by: tuple[Actor, datetime]
) -> None:
    actor, now = by
    row = Suspicion.objects.select_for_update().filter(id=suspicion_id).first()
    if row is None:
        raise NotFound(what="suspicion")
    rights.require_visible(actor, "reporting.see", row.region, what="suspicion")
    rights.require(actor, "reporting.judge", row.region)
    row.state = after(SuspicionState(row.state), act).value
    row.reason = checked("reason", reason, LONGEST_REASON)
    row.decided_by, row.decided_at = actor.name, now
    row.save()
    _announce(kind, row, actor, now)


def _announce(kind: type[SuspicionEvent], row: Suspicion, actor: Actor, now: datetime) -> None:
    words: dict[str, Any] = {"rule": row.rule, "title": row.title, "reason": row.reason}
    event = kind(
        subject=f"suspicion:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        suspicion_id=row.id,
        **words,
    )
    journal.announce(event, actor=actor, now=now)
