"""What the acts share: locking a document, writing its passages, moving it, telling the journal."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.knowledge.domain.papers import Part
from anlan.knowledge.domain.states import DocumentAct, DocumentState, document_after
from anlan.knowledge.domain.tokens import vector_of
from anlan.knowledge.events import DocumentEvent, DocumentMoved
from anlan.knowledge.models import Document, Passage
from anlan.knowledge.selectors.library import seen_by
from anlan.knowledge.selectors.tables import spelled
from anlan.support import journal, rights

WRITE = "knowledge.write"
PUBLISH = "knowledge.publish"


def locked_document(document_id: UUID, actor: Actor, right: str) -> Document:
    """Return a document that waits for the transaction, for somebody who holds ``right`` in its region."""
    row = Document.objects.select_for_update().filter(seen_by(actor), id=document_id).first()
    if row is None:
        raise NotFound(what="document")
    rights.require(actor, right, row.region)
    return row


def checked_text(field: str, text: str, *, most: int = 500, least: int = 1) -> str:
    """Return a text without blanks around it, or refuse an empty or overlong one."""
    text = text.replace("\0", "").strip()
    if not least <= len(text) <= most:
        raise InvalidValue(field=field, value=text[:40], rule=f"{least}_to_{most}_characters")
    return text


def checked_end(since: date | None, until: date | None) -> date | None:
    """Return the day from which something is out of force, or refuse one not after the day it came into force."""
    if since is not None and until is not None and until <= since:
        raise InvalidValue(field="repealed_from", value=until.isoformat(), rule="after_in_force_from")
    return until


def put_passages(row: Document, parts: Sequence[Part]) -> None:
    """Write a document's passages anew, each with what it is found by; its title is part of that."""
    Passage.objects.filter(document=row).delete()
    Passage.objects.bulk_create(passages_of(row, parts))
    row.spelling = " ".join(spelled(row.title))


def passages_of(row: Document, parts: Sequence[Part]) -> Iterator[Passage]:
    """Yield a document's passages, not yet stored."""
    for number, part in enumerate(parts, start=1):
        words = Cast(Value(vector_of(f"{row.title} {part.heading}", part.text)), SearchVectorField())
        yield Passage(
            document=row,
            number=number,
            label=part.label[:60],
            heading=part.heading[:120],
            text=part.text,
            words=words,
        )


def move(row: Document, act: DocumentAct, *, text: str, actor: Actor, now: datetime) -> None:
    """Move a document along its table and tell the journal."""
    row.state = document_after(DocumentState(row.state), act).value
    row.changed_by, row.changed_at = actor.name, now
    row.save()
    announce(DocumentMoved, row, actor, now, act=act.value, text=text[:500])


def announce(kind: type[DocumentEvent], row: Document, actor: Actor, now: datetime, **more: object) -> None:
    """Tell the journal of something in the library."""
    journal.announce(event_of(kind, row, **more), actor=actor, now=now)


def event_of(kind: type[DocumentEvent], row: Document, **more: object) -> DocumentEvent:
    """Return what is told of a document."""
    return kind(
        subject=f"document:{row.id}",
        region=row.region,
        document_id=row.id,
        document_kind=row.kind,
        title=row.title,
        **more,
    )
