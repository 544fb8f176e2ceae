"""The auditor's look: what the journal tells of running calls against what their ladders demand.

He takes the people of a ladder as they were frozen when the calls began, and everything else from the journal. A flaw
counts when two looks in a row see it, since between a limit and the next tick the best platform is a moment late.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.auditing import (
    BEGIN_WITHIN,
    GRACE,
    SEND_WITHIN,
    Finding,
    Flaw,
    Person,
    Told,
    Word,
    audited,
    is_closed,
)
from anlan.public_warnings.domain.calling import TaskState
from anlan.public_warnings.events import CallAuditFailed, CallAuditSettled
from anlan.public_warnings.models import AuditFinding, CallRound, CallStep, CallTask, Delivery
from anlan.public_warnings.selectors.reach import regions_to_call
from anlan.support import journal

_WATCHED_FOR = timedelta(hours=48)
_CLOSED = (TaskState.CONFIRMED, TaskState.HANDED_UP)
_Place = tuple[UUID, Finding]


@dataclass(slots=True)
class Auditor:
    """Looks at all running calls; ``look`` is to be called every minute."""

    _seen: set[_Place] = field(default_factory=set)

    def look(self, *, actor: Actor, now: datetime) -> int:
        """Recompute every running ladder; announce what is wrong twice in a row; return how many flaws stand."""
        rounds = list(
            CallRound.objects.filter(planned_at__gt=now - _WATCHED_FOR, ended_at=None)
            .select_related("transmission")
            .defer("transmission__cap_xml", "transmission__area")
        )
        found = {(calls.transmission_id, each) for calls in rounds for each in flaws_of(calls, now)}
        standing = found & (self._seen | _known(found))
        self._seen = found
        _keep(standing, {calls.transmission_id: calls for calls in rounds}, actor, now)
        return len(standing)


def flaws_of(calls: CallRound, now: datetime) -> list[Finding]:
    """Return what is wrong with the calls of one transmission by now."""
    if calls.begun_at is None:
        late = now - calls.planned_at > BEGIN_WITHIN
        return [Finding(flaw=Flaw.NOT_BEGUN, region=calls.region, since=calls.planned_at)] if late else []
    tasks = {task.id: task for task in CallTask.objects.filter(round=calls)}
    told = _told(calls, tasks)
    people = _people(calls)
    findings = _left_out(calls, tasks)
    for task in tasks.values():
        if task.state == TaskState.ENDED:
            continue
        if told[task.id]:
            findings += audited(task.region, people[task.id], told[task.id], now)
        findings += _differs(task, told[task.id], now)
    return findings + _not_sent(calls)


def _told(calls: CallRound, tasks: Iterable[UUID]) -> dict[UUID, list[Told]]:
    """Return what the journal tells of each call, in its order."""
    told: dict[UUID, list[Told]] = defaultdict(list)
    subjects = [f"warning:{calls.warning_id}", *(f"call:{each}" for each in tasks)]
    for entry in journal.entries_of(subjects, kinds=tuple(Word)):
        its = entry.payload
        told[UUID(its["task_id"])].append(
            Told(
                word=Word(entry.kind),
                at=entry.happened_at,
                name=its["person_name"],
                rank=its["rank"],
                attempt=its.get("attempt", 0),
                still_needed=its.get("still_needed", 0),
                handed_up=bool(its.get("to_region")),
            )
        )
    return told


def _people(calls: CallRound) -> dict[UUID, list[Person]]:
    people: dict[UUID, list[Person]] = defaultdict(list)
    columns = ("task_id", "name", "rank", "minutes", "most_tries", "is_named")
    rows = CallStep.objects.filter(task__round=calls).order_by("task_id", "place").values_list(*columns)
    for task_id, name, rank, minutes, tries, is_named in rows:
        people[task_id].append(Person(name=name, rank=rank, minutes=minutes, tries=tries, is_named=is_named))
    return people


def _left_out(calls: CallRound, tasks: dict[UUID, CallTask]) -> list[Finding]:
    """Find places of the frozen area that nobody began to call."""
    wanted = regions_to_call(tuple(str(each["code"]) for each in calls.transmission.regions))
    missing = set(wanted) - {task.region for task in tasks.values()}
    since = calls.begun_at or calls.planned_at
    return [Finding(flaw=Flaw.LEFT_OUT, region=region, since=since) for region in sorted(missing)]


def _differs(task: CallTask, told: list[Told], now: datetime) -> list[Finding]:
    """Find a row that says otherwise than the journal, or a village that its township's wait has passed by."""
    if task.state == TaskState.PLANNED:
        is_late = task.deadline_at is None or task.deadline_at + GRACE < now
        since = task.deadline_at or task.begun_at
        return [Finding(flaw=Flaw.STALLED, region=task.region, since=since)] if is_late else []
    if (task.state in _CLOSED) == is_closed(told):
        return []
    return [Finding(flaw=Flaw.ROW_DIFFERS, region=task.region, since=told[-1].at if told else task.begun_at)]


def _not_sent(calls: CallRound) -> list[Finding]:
    """Find places whose message still waits to be handed to its channel."""
    late = clock.real_now() - SEND_WITHIN
    rows = Delivery.objects.filter(
        warning_id=calls.warning_id, state__in=("waiting", "sending"), call_step__isnull=False, next_try_real__lt=late
    )
    places = rows.values_list("region", "queued_at", "receiver").order_by("region")
    return [
        Finding(flaw=Flaw.NOT_SENT, region=region, since=since, about=receiver[:120])
        for region, since, receiver in places
    ]


def _known(found: set[_Place]) -> set[_Place]:
    """Return which of the flaws were found before, by this auditor or the one before him."""
    rows = AuditFinding.objects.filter(transmission_id__in={place for place, _ in found}, settled_at=None)
    keys = set(rows.values_list("transmission_id", "region", "flaw", "about", "since"))
    return {(its, each) for its, each in found if (its, each.region, each.flaw.value, each.about, each.since) in keys}


@transaction.atomic
def _keep(standing: set[_Place], rounds: dict[UUID, CallRound], actor: Actor, now: datetime) -> None:
    """Store and announce what is new, and settle what is no more."""
    open_rows = {
        (row.transmission_id, row.region, row.flaw, row.about, row.since): row
        for row in AuditFinding.objects.select_for_update(of=("self",)).filter(settled_at=None)
    }
    for its, each in sorted(standing, key=lambda pair: (pair[1].since, pair[1].region)):
        key = (its, each.region, each.flaw.value, each.about, each.since)
        if open_rows.pop(key, None) is None:
            _open(rounds[its], each, actor, now)
    for row in open_rows.values():
        row.settled_at = now
        row.save(update_fields=["settled_at"])
        journal.announce(CallAuditSettled(**_head(row), flaw=row.flaw, about=row.about), actor=actor, now=now)


def _open(calls: CallRound, finding: Finding, actor: Actor, now: datetime) -> None:
    row, _ = AuditFinding.objects.update_or_create(
        transmission_id=calls.transmission_id,
        region=finding.region,
        flaw=finding.flaw.value,
        about=finding.about,
        since=finding.since,
        defaults={
            "warning_id": calls.warning_id,
            "found_at": now,
            "settled_at": None,
            "is_exercise": calls.transmission.is_exercise,
        },
    )
    told = CallAuditFailed(**_head(row), flaw=row.flaw, about=row.about, since=row.since)
    journal.announce(told, actor=actor, now=now)


def _head(row: AuditFinding) -> dict[str, object]:
    return {
        "subject": f"warning:{row.warning_id}",
        "region": row.region,
        "exercise": row.is_exercise,
        "warning_id": row.warning_id,
    }
