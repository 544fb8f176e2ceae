"""The limits that run in cases: counted anew after each act, warned before the last day, marked missed after it."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from anlan.enforcement.domain.limits import Running, running
from anlan.enforcement.domain.states import OPEN_CLOCKS, ClockAct, ClockState, clock_after
from anlan.enforcement.events import LimitMissed, LimitWarned
from anlan.enforcement.models import Case, CaseClock
from anlan.enforcement.selectors.facts import facts_of
from anlan.enforcement.selectors.tables import limits, works
from anlan.enforcement.services.steps import announce
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china

_AT_ONCE: Final = 100
_OPEN: Final = tuple(state.value for state in OPEN_CLOCKS)


def count_clocks(case: Case, *, actor: Actor, now: datetime) -> None:
    """Count the limits of a case anew: begin new ones, move days, meet what is done."""
    found = running(facts_of(case), now, limits(), works)
    held = {(row.limit, row.since): row for row in case.clocks.all()}
    for one in found:
        row = held.pop((one.limit.key, one.since), None)
        if row is None:
            row = CaseClock(case=case, limit=one.limit.key, since=one.since, state=ClockState.RUNNING.value)
        _count(row, one, in_china(now).date())
        row.save()
        _look(row, case, actor=actor, now=now)
    for row in held.values():
        row.delete()


def watch_case_clocks(*, actor: Actor, now: datetime) -> int:
    """Warn of limits that end soon and mark those missed; return how many steps were taken."""
    today = in_china(now).date()
    due = Q(state=ClockState.RUNNING.value, warn_on__lte=today) | Q(due_on__lt=today)
    rows = CaseClock.objects.filter(due, state__in=_OPEN, is_paused=False).order_by("due_on", "id")
    steps = 0
    for clock_id, case_id in rows.values_list("id", "case_id")[:_AT_ONCE]:
        with transaction.atomic():
            case = Case.objects.select_for_update().get(id=case_id)
            row = CaseClock.objects.filter(id=clock_id).first()
            if row is not None:
                steps += _look(row, case, actor=actor, now=now)
    return steps


def _count(row: CaseClock, one: Running, today: date) -> None:
    row.due_on, row.warn_on, row.is_paused = one.due, one.warn_on, one.is_paused
    state = ClockState(row.state)
    if one.met_at is not None and row.met_at is None:
        is_late = in_china(one.met_at).date() > one.due
        if is_late and state in OPEN_CLOCKS:
            state = clock_after(state, ClockAct.MISS)
        row.state, row.met_at = clock_after(state, ClockAct.MEET).value, one.met_at
    elif one.met_at is None:
        is_wrong = (state is ClockState.MISSED and today <= one.due) or (
            state is ClockState.WARNED and today < one.warn_on
        )
        row.state = (clock_after(state, ClockAct.GAIN) if is_wrong else state).value


def _look(row: CaseClock, case: Case, *, actor: Actor, now: datetime) -> int:
    """Take the step that the day asks for; return how many."""
    state, today = ClockState(row.state), in_china(now).date()
    if row.is_paused or state not in OPEN_CLOCKS:
        return 0
    if today > row.due_on:
        act, event = ClockAct.MISS, LimitMissed
    elif today >= row.warn_on and state is ClockState.RUNNING:
        act, event = ClockAct.WARN, LimitWarned
    else:
        return 0
    row.state = clock_after(state, act).value
    row.save(update_fields=["state"])
    announce(event, case, actor, now, limit=row.limit, due_on=row.due_on.isoformat())
    return 1
