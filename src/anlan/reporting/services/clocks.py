"""Starting, meeting and stopping the clocks of reports."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.regions import level_of
from anlan.reporting.domain.clocks import OWED, TICKING, ClockAct, ClockState, after
from anlan.reporting.domain.deadlines import (
    Case,
    ClockRule,
    Stage,
    Start,
    receiver_of,
    reporter_of,
    rule_of,
    rules_for,
)
from anlan.reporting.events import ClockEvent, ClockMet, ClockStarted, ClockStopped, SituationStable
from anlan.reporting.models import IncidentTrait, ReportClock, Transmission
from anlan.reporting.selectors.rules import clock_edition, clock_rules
from anlan.support import journal, locks, rights

_KEPT_BY_THE_NEXT: Final = (
    "incident_title",
    "incident_kind",
    "is_exercise",
    "edition",
    "source",
    "mark",
    "stage",
    "to_party",
    "learned_at",
)
ANY_REPORT_FULFILS: Final = (Stage.DIRECT.value, Stage.NOTICE.value, Stage.SUPPLEMENT.value)


@transaction.atomic
def start_clocks(*, incident_id: UUID, start: Start, actor: Actor, now: datetime, region: str = "") -> tuple[UUID, ...]:
    """Start the clocks that ``start`` sets going for an incident, each once; return the ids of the new ones.

    ``region`` is the level that received a report; the others start for the incident's own region.
    """
    incident = incidents.incident(actor, incident_id)
    locks.hold(f"reporting:clocks:{incident.id}")
    base = region if start is Start.RECEIVED else incident.region
    rights.require(actor, "reporting.keep_clocks", base)
    rules = _rules(incident, start, base, actor, now)
    is_new = not ReportClock.objects.filter(incident_id=incident.id, rule__in=[rule.key for rule in rules]).exists()
    began = incident.learned_at if start is Start.OPENED and is_new else now
    firsts = [rule.due_at(began) for rule in rules if rule.stage is Stage.FIRST and not rule.from_party]
    started = []
    for rule in rules:
        reporter = reporter_of(rule, base)
        if not _runs_already(rule, incident.id, reporter):
            # The first daily report follows the first report; it does not fall due before it.
            counted_from = max(firsts, default=began) if rule.daily_at else began
            started.append(_start(rule, incident, reporter, (began, counted_from), actor, now).id)
    return tuple(started)


def _runs_already(rule: ClockRule, incident_id: UUID, reporter: str) -> bool:
    """Tell whether the duty has its clock; a change of casualties is owed anew once the last one was reported."""
    same = ReportClock.objects.filter(incident_id=incident_id, rule=rule.key, region=reporter)
    if rule.stage is Stage.SUPPLEMENT:
        same = same.filter(state__in=[state.value for state in OWED])
    return same.exists()


def _rules(incident: IncidentRow, start: Start, base: str, actor: Actor, now: datetime) -> tuple[ClockRule, ...]:
    """Return the rules to start; an incident that a level above the county opened itself counts as received there."""
    case = Case(
        kind=incident.event_kind,
        region=base,
        start=start,
        on=in_china(now).date(),
        grade=_grade(incident, actor),
        traits=frozenset(IncidentTrait.objects.filter(incident_id=incident.id).values_list("trait", flat=True)),
        age=now - incident.happened_at,
    )
    found = rules_for(clock_rules(), case)
    if start is Start.OPENED:
        own = rules_for(clock_rules(), replace(case, start=Start.RECEIVED))
        return found + tuple(rule for rule in own if rule.from_level is level_of(base))
    if start is Start.RECEIVED:
        return tuple(rule for rule in found if rule.from_level is level_of(base))
    return found


def _grade(incident: IncidentRow, actor: Actor) -> int:
    """Return the grade that decides who must get the report: the one given, or the figures' where that is graver."""
    proposal = incidents.situation(actor, incident.id).proposal
    return max(int(incident.grade), int(proposal.grade) if proposal else 0)


def _start(
    rule: ClockRule, incident: IncidentRow, reporter: str, times: tuple[datetime, datetime], actor: Actor, now: datetime
) -> ReportClock:
    began, counted_from = (incident.happened_at,) * 2 if rule.from_party else times
    clock = ReportClock(
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
        from_party=rule.from_party,
        to_party=rule.to_party,
        learned_at=incident.learned_at,
        started_at=began,
        warn_at=rule.warn_at(counted_from),
        due_at=rule.due_at(counted_from),
    )
    clock.save()
    announce(ClockStarted, clock, actor, now)
    if rule.from_party:
        _meet_by_learning(clock, actor, now)
    return clock


def _meet_by_learning(clock: ReportClock, actor: Actor, now: datetime) -> None:
    """End the clock of a party outside: its report is what the level learned the event by."""
    is_late = clock.learned_at > clock.due_at
    clock.sent_at = clock.learned_at
    clock.state = (ClockState.LATE if is_late else ClockState.MET).value
    clock.save()
    announce(ClockMet, clock, actor, now, report_id=None, is_late=is_late)


@transaction.atomic
def follow_grade(*, incident_id: UUID, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Start the clocks that the grade of now asks for at every level that has the news; return the new ones' ids."""
    incident = incidents.incident(actor, incident_id)
    if not ReportClock.objects.filter(incident_id=incident.id).exists():
        return ()
    act = {"incident_id": incident.id, "actor": actor, "now": now}
    started = start_clocks(start=Start.OPENED, **act)
    received = Transmission.objects.filter(
        report__incident_id=incident.id, received_at__isnull=False, to_party="", to_region__gt=""
    )
    for region in sorted(set(received.values_list("to_region", flat=True)), key=len, reverse=True):
        started += start_clocks(start=Start.RECEIVED, region=region, **act)
    return started


def meet_clocks(transmission: Transmission, *, incident_id: UUID, stage: Stage, actor: Actor, now: datetime) -> None:
    """Mark the clocks that a report just sent fulfils; a daily one counts for the day it was sent on."""
    owed = ReportClock.objects.select_for_update().filter(
        incident_id=incident_id,
        region=transmission.region,
        to_region=transmission.to_region,
        to_party=transmission.to_party,
        stage__in=[stage.value, *ANY_REPORT_FULFILS],
        state__in=[state.value for state in OWED],
    )
    for clock in owed.order_by("due_at"):
        rule = rule_of(clock_rules(), key=clock.rule, kind=clock.incident_kind, region=clock.region)
        if rule is not None and not rule.counts(now, clock.due_at):
            continue
        was_ticking = clock.state in TICKING
        if was_ticking and now > clock.due_at:
            # Nobody has looked at it since it ended: it was missed all the same.
            clock.state, clock.missed_at = after(ClockState(clock.state), ClockAct.MISS).value, now
        state = after(ClockState(clock.state), ClockAct.MEET)
        clock.state, clock.sent_at, clock.transmission = state.value, now, transmission
        clock.save()
        announce(ClockMet, clock, actor, now, report_id=transmission.report_id, is_late=state is ClockState.LATE)
        if was_ticking:
            start_next(clock, actor, now)


def start_next(clock: ReportClock, actor: Actor, now: datetime) -> None:
    """Start a recurring clock's next turn; other clocks have none."""
    rule = rule_of(clock_rules(), key=clock.rule, kind=clock.incident_kind, region=clock.region)
    if rule is None or not rule.is_recurring:
        return
    start, due = clock.due_at, rule.due_at(clock.due_at)
    same = {"incident_id": clock.incident_id, "rule": clock.rule, "region": clock.region, "to_region": clock.to_region}
    if ReportClock.objects.filter(**same, due_at=due).exists():
        return
    kept = (
        "incident_title",
        "incident_kind",
        "is_exercise",
        "edition",
        "source",
        "mark",
        "stage",
        "to_party",
        "learned_at",
    )
    copied = {name: getattr(clock, name) for name in kept}
    following = ReportClock.objects.create(**same, **copied, started_at=start, warn_at=rule.warn_at(start), due_at=due)
    announce(ClockStarted, following, actor, now)


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
        announce(ClockStopped, clock, actor, now)
    return len(daily)


def announce(kind: type[ClockEvent], clock: ReportClock, actor: Actor, now: datetime, **more: object) -> None:
    """Tell the journal of a step of the clock."""
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
        from_party=clock.from_party,
        to_party=clock.to_party,
        started_at=clock.started_at,
        due_at=clock.due_at,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
