"""The one append-only journal: audit trail, timeline, outbox and live feed at once.

``announce`` writes an event in the transaction of the change itself; the sealer (``support.sealing``) numbers and
chains what has committed; workflows run from it, each once per entry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.events import DomainEvent
from anlan.support import jobs
from anlan.support.models import JournalEntry
from anlan.support.rights import within
from anlan.support.wiring import workflows_of

_HEAD = frozenset({"subject", "region", "incident_id", "exercise"})
_COPIED = (
    "id",
    "kind",
    "subject",
    "region",
    "incident_id",
    "actor_id",
    "actor_name",
    "cause_id",
    "is_exercise",
    "happened_at",
    "recorded_at",
)
_COPY = f"copy support_journalentry ({', '.join(_COPIED)}, payload) from stdin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A journal entry as other rooms see it."""

    id: UUID
    number: int | None
    kind: str
    subject: str
    region: str
    incident_id: UUID | None
    actor_name: str
    happened_at: datetime
    is_exercise: bool
    payload: dict[str, Any]


def announce(event: DomainEvent, *, actor: Actor, now: datetime) -> UUID:
    """Write ``event`` to the journal in the running transaction and queue its workflows; return the entry's id."""
    return announce_all([event], actor=actor, now=now)[0]


def announce_all(events: Sequence[DomainEvent], *, actor: Actor, now: datetime) -> list[UUID]:
    """Write events to the journal in their order, in one COPY; return the entries' ids."""
    if not connection.in_atomic_block:
        raise RuntimeError("announce belongs in the transaction of the change it tells of")
    entries = [_entry(event, actor, now) for event in events]
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for entry in entries:
            copy.write_row([getattr(entry, name) for name in _COPIED] + [msgspec.json.encode(entry.payload).decode()])
    wanted = [
        {"entry_id": str(entry.id), "workflow": workflow.name}
        for entry in entries
        for workflow in workflows_of(entry.kind)
    ]
    jobs.defer_all("anlan.run_workflow", wanted)
    return [entry.id for entry in entries]


def _entry(event: DomainEvent, actor: Actor, now: datetime) -> JournalEntry:
    payload = {each.name: getattr(event, each.name) for each in fields(event) if each.name not in _HEAD}
    return JournalEntry(
        kind=event.kind,
        subject=event.subject,
        region=event.region,
        incident_id=event.incident_id,
        actor_id=actor.id,
        actor_name=actor.name,
        cause_id=actor.cause,
        is_exercise=event.exercise,
        payload=msgspec.to_builtins(payload),
        happened_at=now,
        recorded_at=clock.real_now(),
    )


def event_of(entry: JournalEntry, event_class: type[DomainEvent]) -> DomainEvent:
    """Return the event that ``entry`` keeps."""
    head = {
        "subject": entry.subject,
        "region": entry.region,
        "incident_id": entry.incident_id and str(entry.incident_id),
        "exercise": entry.is_exercise,
    }
    return msgspec.convert({**entry.payload, **head}, event_class)


def who_did(entry_id: UUID) -> Actor:
    """Return who acted in an entry, by id and name and without any right: for what is done on that one's behalf."""
    entry = JournalEntry.objects.only("actor_id", "actor_name").get(id=entry_id)
    return Actor(id=entry.actor_id, name=entry.actor_name)


def _row(entry: JournalEntry) -> Entry:
    return Entry(
        id=entry.id,
        number=entry.number,
        kind=entry.kind,
        subject=entry.subject,
        region=entry.region,
        incident_id=entry.incident_id,
        actor_name=entry.actor_name,
        happened_at=entry.happened_at,
        is_exercise=entry.is_exercise,
        payload=entry.payload,
    )


def entries_about(subject: str, *, limit: int = 200) -> tuple[Entry, ...]:
    """Return the latest entries about one thing, oldest first; the caller has checked that the reader may see it."""
    rows = JournalEntry.objects.filter(subject=subject).order_by("-happened_at", "-id")[:limit]
    return tuple(_row(row) for row in reversed(rows))


def entries_of(subjects: Sequence[str], *, kinds: Sequence[str]) -> Iterator[Entry]:
    """Yield all entries of some kinds about many things, in the order in which they happened."""
    rows = JournalEntry.objects.filter(subject__in=subjects, kind__in=kinds)
    yield from map(_row, rows.order_by("happened_at", "recorded_at", "id").iterator())


def events_about(subject: str, event_class: type[DomainEvent], *, limit: int = 20) -> tuple[DomainEvent, ...]:
    """Return the latest events of one kind about one thing, newest first."""
    rows = JournalEntry.objects.filter(subject=subject, kind=event_class.kind).order_by("-happened_at", "-id")
    return tuple(event_of(row, event_class) for row in rows[:limit])


def timeline(incident_id: UUID, *, subjects: tuple[str, ...] = (), limit: int = 500) -> tuple[Entry, ...]:
    """Return the latest entries of an incident and about the things linked to it, newest first.

    The caller has checked that the reader may see the incident.
    """
    rows = JournalEntry.objects.filter(Q(incident_id=incident_id) | Q(subject__in=subjects))
    return tuple(_row(row) for row in rows.order_by("-happened_at", "-id")[:limit])


def is_exercise(incident_id: UUID) -> bool:
    """Tell whether an incident is an exercise, for rooms below it; an unknown one is none."""
    return JournalEntry.objects.filter(incident_id=incident_id, is_exercise=True).exists()


def exercise_entries(incident_id: UUID, region: str, since: datetime, until: datetime) -> Iterator[Entry]:
    """Yield what was done in an exercise: on its incident, and in its region without one; in order.

    The caller has checked that the reader may see the incident.
    """
    belongs = Q(incident_id=incident_id) | Q(incident_id=None, region__startswith=region)
    rows = JournalEntry.objects.filter(belongs, is_exercise=True, happened_at__gte=since, happened_at__lte=until)
    yield from map(_row, rows.order_by("happened_at", "recorded_at", "id").iterator())


def latest(actor: Actor, *, kinds: tuple[str, ...] = (), limit: int = 50) -> tuple[Entry, ...]:
    """Return the newest entries in the actor's regions, newest first."""
    rows = JournalEntry.objects.filter(within(actor, "support.read_journal"))
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return tuple(_row(row) for row in rows.order_by("-happened_at", "-id")[:limit])


def entries_in(
    region: str, kinds: Sequence[str], span: tuple[datetime, datetime], *, text: str = "", limit: int = 1000
) -> tuple[Entry, ...]:
    """Return the latest entries of some kinds of a region and all below it in a time, oldest first.

    ``text`` is looked for in what they tell and in who acted. The caller has checked the reader's right.
    """
    rows = JournalEntry.objects.filter(
        kind__in=kinds, region__startswith=region, happened_at__gte=span[0], happened_at__lt=span[1]
    )
    if text:
        rows = rows.annotate(told=Cast("payload", TextField()))
        rows = rows.filter(Q(told__icontains=text) | Q(actor_name__icontains=text))
    return tuple(_row(row) for row in reversed(rows.order_by("-happened_at", "-id")[:limit]))


def entries_between(kind: str, region: str, since: datetime, until: datetime) -> Iterator[dict[str, Any]]:
    """Yield what the entries of one kind told of a region in a time; the caller has checked the reader's right."""
    rows = JournalEntry.objects.filter(
        kind=kind, region__startswith=region, happened_at__gt=since, happened_at__lte=until, is_exercise=False
    )
    yield from rows.order_by("happened_at", "id").values_list("payload", flat=True).iterator()
