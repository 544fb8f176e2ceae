"""Starting, meeting, stopping and watching the clocks of plans."""

from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.plans import events
from anlan.plans.domain.clock_rules import days_off, rule_for
from anlan.plans.domain.clocks import OWED, ClockKind, ClockState, state_at
from anlan.plans.domain.text import PlanText
from anlan.plans.models import PlanClock, PlanEdition
from anlan.plans.services.editions import told
from anlan.support import journal

_AT_ONCE = (ClockKind.FILING, ClockKind.EVALUATION, ClockKind.DRILL)
_AT_A_TIME = 200


def start_clocks(row: PlanEdition, now: datetime) -> None:
    """Start what runs from the day an edition comes into force; those that run already go on."""
    for kind in _AT_ONCE:
        start_clock(row, kind, now)


def start_clock(row: PlanEdition, kind: ClockKind, now: datetime, *, is_again: bool = False) -> None:
    """Start one clock of an edition, unless one of its kind runs."""
    if _running(row, kind).exists():
        return
    rule = rule_for(kind, msgspec.convert(row.text, PlanText), is_again=is_again)
    due_at = rule.due_at(now, days_off())
    PlanClock.objects.create(
        edition=row,
        kind=kind,
        region=row.region,
        state=ClockState.RUNNING,
        mark=rule.mark,
        begun_at=now,
        warn_at=rule.warn_at(due_at),
        due_at=due_at,
    )


def meet_clock(row: PlanEdition, kind: ClockKind, now: datetime) -> bool:
    """Mark the running clock of a kind as met, late where it is; tell whether one ran."""
    clock = _running(row, kind).select_for_update().first()
    if clock is None:
        return False
    clock.state = ClockState.MET_LATE if now > clock.due_at else ClockState.MET
    clock.done_at = now
    clock.save(update_fields=["state", "done_at"])
    return True


def stop_clocks(row: PlanEdition, now: datetime) -> None:
    """Stop all that runs for an edition that goes out of force."""
    PlanClock.objects.filter(edition=row, state__in=OWED).update(state=ClockState.STOPPED, done_at=now)


@transaction.atomic
def watch_clocks(*, actor: Actor, now: datetime) -> int:
    """Warn of clocks near their end and mark the missed ones, each once; return how many changed."""
    running = PlanClock.objects.filter(state__in=(ClockState.RUNNING, ClockState.WARNED), warn_at__lte=now)
    changed = 0
    rows = running.select_for_update(of=("self",), skip_locked=True).select_related("edition").order_by("due_at")
    for clock in rows[:_AT_A_TIME]:
        state = state_at(ClockState(clock.state), warn_at=clock.warn_at, due_at=clock.due_at, now=now)
        if state == clock.state:
            continue
        clock.state = state
        clock.save(update_fields=["state"])
        event = events.PlanClockMissed if state is ClockState.MISSED else events.PlanClockWarned
        due_on = in_china(clock.due_at).date().isoformat()
        journal.announce(told(event, clock.edition, clock=clock.kind, due_on=due_on), actor=actor, now=now)
        changed += 1
    return changed


def _running(row: PlanEdition, kind: ClockKind) -> "QuerySet[PlanClock]":
    return PlanClock.objects.filter(edition=row, kind=kind, state__in=OWED)
