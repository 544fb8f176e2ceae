"""Telling named persons, and noting that one has read it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.events import DomainEvent
from anlan.notices.domain.texts import PATIENCE, Note, written
from anlan.notices.events import NoticeRead, PersonsTold
from anlan.notices.models import Notice
from anlan.people import api as people
from anlan.support import jobs, journal, rights
from anlan.support.tables import load_table


@transaction.atomic
def tell_persons(*, notes: Sequence[Note], actor: Actor, now: datetime) -> int:
    """Keep each note for its persons and queue it to be sent; who was told of the same thing is not told again."""
    rights.require_platform(actor, "notices.tell")
    known = people.persons_by_id({person for note in notes for person in note.persons})
    events: list[DomainEvent] = []
    made: list[Notice] = []
    for note in notes:
        new = _new(note, [known[person] for person in dict.fromkeys(note.persons) if person in known], now)
        if new:
            names = tuple(row.person_name for row in new)
            events.append(PersonsTold(**_head(note), title=new[0].title, names=names, url=note.url))
        made += new
    if events:
        journal.announce_all(events, actor=actor, now=now)
    jobs.defer_all("notices.send", [{"notice_id": str(row.id)} for row in made if row.next_try_at])
    return len(made)


@transaction.atomic
def read_notice(*, notice_id: UUID, actor: Actor, now: datetime) -> str:
    """Note that the actor has read an own notice, once; return the address of what it is about."""
    row = Notice.objects.select_for_update().filter(id=notice_id).first()
    if row is None or actor.person_id is None or row.person_id != actor.person_id:
        raise NotFound(what="notice")
    if row.read_at is None:
        row.read_at = now
        row.save(update_fields=["read_at"])
        told = {"notice_id": row.id, "title": row.title, "name": row.person_name, "url": row.url}
        event = NoticeRead(subject=row.subject, region=row.region, exercise=row.is_exercise, **told)
        journal.announce(event, actor=actor, now=now)
    return row.url


def _new(note: Note, persons: Sequence[people.Person], now: datetime) -> list[Notice]:
    title, text = written(load_table("anlan.notices", "kinds"), note)
    told = set(Notice.objects.filter(about=note.about).values_list("person_id", flat=True))
    same = {name: getattr(note, name) for name in ("kind", "about", "subject", "region", "url", "is_exercise")}
    rows = [
        Notice(
            person_id=person.id,
            person_name=person.name,
            title=title,
            text=text,
            at=now,
            next_try_at=now + PATIENCE if person.phone_masked and not note.is_exercise else None,
            **same,
        )
        for person in persons
        if person.id not in told
    ]
    return Notice.objects.bulk_create(rows)


def _head(note: Note) -> dict[str, Any]:
    return {"subject": note.subject, "region": note.region, "exercise": note.is_exercise}
