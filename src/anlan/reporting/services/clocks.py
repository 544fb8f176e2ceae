"""Starting, watching, meeting and stopping the clocks of reports."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.regions import level_of
from anlan.reporting.domain.clocks import OWED, TICKING, ClockAct, ClockState, after, due_act
from anlan.reporting.domain.deadlines import ClockRule, Stage, Start, receiver_of, reporter_of, rules_for
from anlan.reporting.events import (
    ClockEvent,
    ClockMet,
    ClockMissed,
    ClockStarted,
    ClockStopped,
    ClockWarned,
    SituationStable,
)
from anlan.reporting.models import ReportClock, Transmission
from anlan.reporting.selectors.rules import clock_edition, clock_rules
from anlan.support import journal, locks, rights

_AT_A_TIME = 200


@transaction.atomic
def start_clocks(*, incident_id: UUID, start: Start, actor: Actor, now: datetime, region: str = "") -> tuple[UUID, ...]:
    """Start the clocks that ``start`` sets going for an incident, each once; return the ids of the new ones.

    ``region`` is the level that received a report; the others start for the incident's own region.
    """
    incident = incidents.incident(actor, incident_id)
    locks.hold(f"reporting:clocks:{incident.id}")
    base = region if start is Start.RECEIVED else incident.region
    rights.require(actor, "reporting.keep_clocks", base)
    rules = _rules(incident, start, base, now)
    began = incident.learned_at if start is Start.OPENED else now
    firsts = [rule.due_at(began) for rule in rules if rule.stage is Stage.FIRST]
    started = []
    for rule in rules:
        reporter = reporter_of(rule, base)
        if not ReportClock.objects.filter(incident_id=incident.id, rule=rule.key, region=reporter).exists():
            # The first daily report follows the first report; it does not fall due before it.
            counted_from = max(firsts, default=began) if rule.is_daily else began
            started.append(_start(rule, incident, reporter, (began, counted_from), actor, now).id)
    return tuple(started)


def _rules(incident: IncidentRow, start: Start, base: str, now: datetime) -> tuple[ClockRule, ...]:
    """Return the rules to start; an incident that a level above the county opened itself counts as received there."""
    day = in_china(now).date()
    found = rules_for(clock_rules(), kind=incident.event_kind, region=base, start=start, on=day)
    if start is Start.OPENED:
        own = rules_for(clock_rules(), kind=incident.event_kind, region=base, start=Start.RECEIVED, on=day)
        return found + tuple(rule for rule in own if rule.from_level is level_of(base))
    if start is Start.RECEIVED:
        return tuple(rule for rule in found if rule.from_level is level_of(base))
    return found


def _start(
    rule: ClockRule, incident: IncidentRow, reporter: str, times: tuple[datetime, datetime], actor: Actor, now: datetime
) -> ReportClock:
    began, counted_from = times
    clock = ReportClock.objects.create(
        incident_id=incident.id,
        incident_title=incident.title,
        incident_kind=incident.event_kind,
        is_exercise=incident.is_exercise,
        rule=rule.key,
        edition=clock_edition(),
        source=rule.source,
        mark=rule.mark,
        stage=rule.stage.value,
        region=reporter,
        to_region=receiver_of(rule, reporter),
        learned_at=incident.learned_at,
        started_at=began,
        warn_at=rule.warn_at(counted_from),
        due_at=rule.due_at(counted_from),
    )
    _announce(ClockStarted, clock, actor, now)
    return clock


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
        else:
            clock.missed_at = now
        clock.save()
        _announce(ClockWarned if act is ClockAct.WARN else ClockMissed, clock, actor, now)
        if act is ClockAct.MISS:
            _start_next_day(clock, actor, now)
        changed += 1
    return changed


def meet_clocks(transmission: Transmission, *, incident_id: UUID, stage: Stage, actor: Actor, now: datetime) -> None:
    """Mark the clocks that a report just sent fulfils; a daily one counts for the day it was sent on."""
    owed = ReportClock.objects.select_for_update().filter(
        incident_id=incident_id,
        region=transmission.region,
        to_region=transmission.to_region,
        stage__in=[stage.value, Stage.DIRECT.value],
        state__in=[state.value for state in OWED],
    )
    for clock in owed.order_by("due_at"):
        if clock.stage == Stage.FOLLOWUP and in_china(now).date() < in_china(clock.due_at).date():
            continue
        was_ticking = clock.state in TICKING
        state = after(ClockState(clock.state), ClockAct.MEET)
        clock.state, clock.sent_at, clock.transmission = state.value, now, transmission
        clock.save()
        _announce(ClockMet, clock, actor, now, report_id=transmission.report_id, is_late=state is ClockState.LATE)
        if was_ticking:
            _start_next_day(clock, actor, now)


def _start_next_day(clock: ReportClock, actor: Actor, now: datetime) -> None:
    """Start a daily clock's next day; other clocks have none."""
    rule = next((rule for rule in clock_rules() if rule.key == clock.rule and rule.is_daily), None)
    if rule is None:
        return
    start, due = clock.due_at, rule.due_at(clock.due_at)
    same = {"incident_id": clock.incident_id, "rule": clock.rule, "region": clock.region, "to_region": clock.to_region}
    if ReportClock.objects.filter(**same, due_at=due).exists():
        return
    kept = ("incident_title", "incident_kind", "is_exercise", "edition", "source", "mark", "stage", "learned_at")
    copied = {name: getattr(clock, name) for name in kept}
    following = ReportClock.objects.create(**same, **copied, started_at=start, warn_at=rule.warn_at(start), due_at=due)
    _announce(ClockStarted, following, actor, now)


@transaction.atomic
def declare_stable(*, incident_id: UUID, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Find the situation stable: daily clocks stop and the verified report's clocks start; again changes nothing."""
    incident = incidents.incident(actor, incident_id)
    rights.require(actor, "reporting.keep_clocks", incident.region)
    locks.hold(f"reporting:clocks:{incident.id}")
    if ReportClock.objects.filter(incident_id=incident.id, stage=Stage.VERIFIED.value).exists():
        return ()
    _stop_daily(incident.id, actor, now)
    event = SituationStable(
        subject=f"incident:{incident.id}",
        region=incident.region,
        incident_id=incident.id,
        exercise=incident.is_exercise,
        stable_at=now,
    )
    journal.announce(event, actor=actor, now=now)
    return start_clocks(incident_id=incident.id, start=Start.STABLE, actor=actor, now=now)


@transaction.atomic
def stop_daily_clocks(*, incident_id: UUID, actor: Actor, now: datetime) -> int:
    """Stop the daily reports of an incident that is over; what else it owes stays owed. Return how many stopped."""
    incident = incidents.incident(actor, incident_id)
    rights.require(actor, "reporting.keep_clocks", incident.region)
    locks.hold(f"reporting:clocks:{incident.id}")
    return _stop_daily(incident.id, actor, now)


def _stop_daily(incident_id: UUID, actor: Actor, now: datetime) -> int:
    daily = ReportClock.objects.select_for_update().filter(
        incident_id=incident_id, stage=Stage.FOLLOWUP.value, state__in=[state.value for state in TICKING]
    )
    for clock in daily:
        clock.state = after(ClockState(clock.state), ClockAct.STOP).value
        clock.stopped_at = now
        clock.save()
        _announce(ClockStopped, clock, actor, now)
    return len(daily)


def _announce(kind: type[ClockEvent], clock: ReportClock, actor: Actor, now: datetime, **more: object) -> None:
    event = kind(
        subject=f"clock:{clock.id}",
        region=clock.region,
        incident_id=clock.incident_id,
        exercise=clock.is_exercise,
        clock_id=clock.id,
        rule=clock.rule,
        stage=clock.stage,
        from_region=clock.region,
        to_region=clock.to_region,
        started_at=clock.started_at,
        due_at=clock.due_at,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
