"""The limits that run: counted anew after each act, warned of before the last day, told once when missed."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from anlan.investigations.domain.clocks import ClockState, Running
from anlan.investigations.domain.states import OVER, State
from anlan.investigations.events import InvestigationEvent, LimitMissed, LimitWarned, MeasureLate
from anlan.investigations.models import Clock, Investigation, Measure
from anlan.investigations.selectors.facts import running_of
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support import journal

_AT_ONCE: Final = 100
_OVER: Final = [state.value for state in OVER]
_DECIDED: Final = ("approved", "assessed")
_TOLD: Final = {ClockState.WARNED: LimitWarned, ClockState.MISSED: LimitMissed}


def count_clocks(row: Investigation, *, actor: Actor, now: datetime) -> int:
    """Count the limits of an investigation anew and tell of those that end soon or were missed; return how many."""
    held = {clock.limit: clock for clock in row.clocks.all()}
    if State(row.state) is State.HANDED_UP:
        row.clocks.all().delete()
        return 0
    steps = 0
    for one in running_of(row, now):
        clock = held.pop(one.limit.key, None) or Clock(investigation=row, limit=one.limit.key, state="")
        steps += _count(clock, one, row, actor, now)
    for clock in held.values():
        clock.delete()
    return steps


@transaction.atomic
def watch_investigation_clocks(*, actor: Actor, now: datetime) -> int:
    """Warn of limits that end soon, mark those missed, and tell once of measures that are late."""
    today = in_china(now).date()
    due = Q(state="running", is_paused=False, warn_on__lte=today) | Q(state="warned", due_on__lt=today)
    ids = Clock.objects.filter(due, met_on__isnull=True).order_by("due_on", "id")
    steps = 0
    for investigation_id in dict.fromkeys(ids.values_list("investigation_id", flat=True)[:_AT_ONCE]):
        row = Investigation.objects.select_for_update(skip_locked=True).filter(id=investigation_id).first()
        if row is not None and row.state not in _OVER:
            steps += count_clocks(row, actor=actor, now=now)
    return steps + _tell_late_measures(actor, now)


def told(kind: type[InvestigationEvent], row: Investigation, actor: Actor, now: datetime, **more: object) -> None:
    """Tell the journal of something in an investigation."""
    event = kind(
        subject=f"investigation:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        investigation_id=row.id,
        title=row.title,
        object_id=row.object_id,
        **more,
    )
    journal.announce(event, actor=actor, now=now)


def _count(clock: Clock, one: Running, row: Investigation, actor: Actor, now: datetime) -> int:
    state = one.state(in_china(now).date())
    is_new = state.value != clock.state and state in _TOLD
    clock.since, clock.due_on, clock.warn_on = one.since, one.due_on, one.warn_on
    clock.state, clock.met_on, clock.is_paused = state.value, one.met_on, one.is_paused
    clock.save()
    if is_new:
        told(_TOLD[state], row, actor, now, limit=clock.limit, due_on=clock.due_on.isoformat())
    return int(is_new)


def _tell_late_measures(actor: Actor, now: datetime) -> int:
    late = Measure.objects.filter(
        state__in=("open", "failed"),
        due_on__lt=in_china(now).date(),
        late_told_at__isnull=True,
        investigation__state__in=_DECIDED,
    )
    rows = list(late.select_related("investigation").select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE])
    for measure in rows:
        measure.late_told_at = now
        measure.save(update_fields=["late_told_at"])
        more = {"measure_id": measure.id, "measure": measure.text[:80], "due_on": measure.due_on.isoformat()}
        told(MeasureLate, measure.investigation, actor, now, **more)
    return len(rows)
