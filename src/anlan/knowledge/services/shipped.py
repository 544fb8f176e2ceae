"""The papers that every library begins with, and the invented cases of the demonstration."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed
from anlan.knowledge.domain.papers import parts_of
from anlan.knowledge.models import Document
from anlan.knowledge.selectors.chemicals import chemical_cards
from anlan.knowledge.services.library import NewDocument, add_document, publish_document
from anlan.support.tables import load_table


@transaction.atomic
def put_shipped_papers(*, actor: Actor, now: datetime) -> int:
    """Put the shipped papers into the library, published for everybody, as far as it lacks them; return how many."""
    _only_the_platform(actor)
    papers = list(_papers())
    known = set(Document.objects.filter(key__in=[new.key for new in papers]).values_list("key", flat=True))
    missing = [new for new in papers if new.key not in known]
    for new in missing:
        publish_document(document_id=add_document(new=new, actor=actor, now=now), actor=actor, now=now)
    return len(missing)


def _papers() -> Iterator[NewDocument]:
    for row in load_table("anlan.knowledge", "shipped")["paper"]:
        given = {name: row[name] for name in ("key", "kind", "title", "edition", "origin", "mark")}
        yield NewDocument(**given, parts=parts_of(row["text"].splitlines()))
    table = load_table("anlan.knowledge", "chemical")
    for cas, title, parts in chemical_cards():
        same = {name: table[name] for name in ("edition", "origin", "mark")}
        yield NewDocument(key=f"shipped:chemical:{cas}", kind="chemical", title=title, parts=parts, **same)


def mark_demonstration(*, document_id: UUID, actor: Actor) -> None:
    """Mark a document as invented."""
    _only_the_platform(actor)
    Document.objects.filter(id=document_id).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the invented documents out."""
    _only_the_platform(actor)
    Document.objects.filter(is_demo=True).delete()


def _only_the_platform(actor: Actor) -> None:
    if not actor.is_system:
        raise NotAllowed(right="knowledge.write", region="")
