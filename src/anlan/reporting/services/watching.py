"""Watching the clocks of reports: warning, missing, telling the level above."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from anlan.access import api as access
from anlan.duty import api as duty
from anlan.kernel.actors import Actor
from anlan.reporting.domain.clocks import TICKING, ClockAct, ClockState, after, due_act
from anlan.reporting.events import ClockEscalated, ClockMissed, ClockWarned
from anlan.reporting.models import ReportClock
from anlan.reporting.services.clocks import announce, start_next
from anlan.support.tables import load_table

_AT_A_TIME = 200


@transaction.atomic
def watch_clocks(*, actor: Actor, now: datetime) -> int:
    """Warn of clocks near their end and mark the missed ones, each once; return how many changed."""
    ticking = ReportClock.objects.select_for_update(skip_locked=True).filter(
        state__in=[state.value for state in TICKING], warn_at__lte=now
    )
    changed = 0
    for clock in ticking.order_by("due_at")[:_AT_A_TIME]:
        act = due_act(ClockState(clock.state), warn_at=clock.warn_at, due_at=clock.due_at, now=now)
        if act is None:
            continue
        clock.state = after(ClockState(clock.state), act).value
        if act is ClockAct.WARN:
            clock.warned_at = now
            told = _tell(clock, "warned", now)
        else:
            clock.missed_at = now
            told = _tell(clock, "missed", now)
        clock.save()
        announce(ClockWarned if act is ClockAct.WARN else ClockMissed, clock, actor, now, told=told)
        if act is ClockAct.MISS:
            start_next(clock, actor, now)
        changed += 1
    return changed


@transaction.atomic
def escalate_clocks(*, actor: Actor, now: datetime) -> int:
    """Tell the waiting level of clocks that ended some time ago and still want a report, each once."""
    minutes = next(step["after_minutes"] for step in _steps() if step["at"] == "escalated")
    late = ReportClock.objects.select_for_update(skip_locked=True).filter(
        state=ClockState.MISSED.value, escalated_at=None, missed_at__lte=now - timedelta(minutes=minutes)
    )
    rows = list(late.order_by("due_at")[:_AT_A_TIME])
    for clock in rows:
        clock.escalated_at = now
        told = _tell(clock, "escalated", now)
        clock.save()
        announce(ClockEscalated, clock, actor, now, told=told)
    return len(rows)


def _tell(clock: ReportClock, at: str, now: datetime) -> tuple[str, ...]:
    """Write on the clock who is told, and return their names."""
    names: list[str] = []
    for step in _steps():
        if step["at"] == at:
            names += _holders(step, clock, now)
    clock.told = [*clock.told, {"at": now.isoformat(), "step": at, "names": names}]
    return tuple(names)


def _holders(step: Mapping[str, Any], clock: ReportClock, now: datetime) -> list[str]:
    """Return who stands on the roster in the step's posts, or, without a roster, who holds its right nearby."""
    region = clock.region if step["level"] == "reporter" or clock.to_party else clock.to_region
    on_duty = [shift.name for shift in duty.on_duty(region, now) if shift.post in step["posts"]]
    if on_duty:
        return on_duty
    holders = access.people_with(step["right"], region)
    return [each.name for each in holders if each.region == holders[0].region]


def _steps() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = load_table("anlan.reporting", "escalation")["step"]
    return steps
