"""The papers that every library begins with, and the invented cases of the demonstration."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.knowledge.domain.papers import parts_of
from anlan.knowledge.domain.states import DocumentState
from anlan.knowledge.events import DocumentAdded
from anlan.knowledge.models import Document, Passage
from anlan.knowledge.selectors.chemicals import chemical_cards
from anlan.knowledge.selectors.tables import spelled
from anlan.knowledge.services.library import NewDocument
from anlan.knowledge.services.steps import event_of, passages_of
from anlan.support import journal, rights
from anlan.support.tables import load_table


@transaction.atomic
def put_shipped_papers(*, actor: Actor, now: datetime) -> int:
    """Put the shipped papers into the library, published for everybody, as far as it lacks them; return how many."""
    rights.require_platform(actor, "knowledge.write")
    papers = list(_papers())
    known = set(Document.objects.filter(key__in=[new.key for new in papers]).values_list("key", flat=True))
    missing = [(_row(new, actor, now), new.parts) for new in papers if new.key not in known]
    rows = [row for row, _ in missing]
    Document.objects.bulk_create(rows)
    Passage.objects.bulk_create(passage for row, parts in missing for passage in passages_of(row, parts))
    told = [event_of(DocumentAdded, row, origin=row.origin, state=row.state) for row in rows]
    journal.announce_all(told, actor=actor, now=now)
    return len(missing)


def _row(new: NewDocument, actor: Actor, now: datetime) -> Document:
    same = {name: getattr(new, name) for name in ("key", "kind", "title", "edition", "origin", "mark", "in_force_from")}
    return Document(
        **same,
        state=DocumentState.PUBLISHED.value,
        spelling=" ".join(spelled(new.title)),
        added_by=actor.name,
        added_at=now,
        changed_by=actor.name,
        changed_at=now,
    )


def _papers() -> Iterator[NewDocument]:
    for row in load_table("anlan.knowledge", "shipped")["paper"]:
        given = {name: row[name] for name in ("key", "kind", "title", "edition", "origin", "mark")}
        parts = parts_of(row["text"].splitlines())
        yield NewDocument(**given, parts=parts, in_force_from=row.get("in_force_from"))
    table = load_table("anlan.knowledge", "chemical")
    for cas, title, parts in chemical_cards():
        same = {name: table[name] for name in ("edition", "origin", "mark")}
        yield NewDocument(key=f"shipped:chemical:{cas}", kind="chemical", title=title, parts=parts, **same)


def mark_demonstration(*, document_id: UUID, actor: Actor) -> None:
    """Mark a document as invented."""
    rights.require_platform(actor, "knowledge.write")
    Document.objects.filter(id=document_id).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the invented documents out."""
    rights.require_platform(actor, "knowledge.write")
    Document.objects.filter(is_demo=True).delete()
