"""Putting documents into the library, publishing and withdrawing them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.knowledge.domain.errors import TitleTaken
from anlan.knowledge.domain.papers import Part, parts_of
from anlan.knowledge.domain.states import DocumentAct, DocumentState, document_after
from anlan.knowledge.events import DocumentAdded
from anlan.knowledge.models import Document
from anlan.knowledge.services.steps import (
    PUBLISH,
    WRITE,
    announce,
    checked_text,
    locked_document,
    move,
    put_passages,
)
from anlan.support import locks, rights

KINDS: Final = ("law", "plan", "card", "chemical", "case")
WRITTEN_KINDS: Final = ("law", "plan", "card", "chemical")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document as it comes into the library; ``key`` names what it is made from and lets it in once."""

    kind: str
    title: str
    parts: tuple[Part, ...]
    region: str = ""
    edition: str = ""
    origin: str = ""
    address: str = ""
    mark: str = ""
    key: str | None = None


@transaction.atomic
def add_document(*, new: NewDocument, actor: Actor, now: datetime) -> UUID:
    """Put a document into the library as a draft; one title of a kind and edition stands once in a region."""
    region = normalise(new.region)
    rights.require(actor, WRITE, region)
    if new.kind not in KINDS:
        raise InvalidValue(field="kind", value=new.kind[:20], rule="chosen_from_the_list")
    title = checked_text("title", new.title, most=200)
    row = Document(
        key=new.key,
        kind=new.kind,
        region=region,
        title=title,
        edition=checked_text("edition", new.edition, most=80, least=0),
        origin=checked_text("origin", new.origin, most=300, least=0),
        address=new.address,
        mark=new.mark,
        added_by=actor.name,
        added_at=now,
        changed_by=actor.name,
        changed_at=now,
    )
    locks.hold(f"knowledge:title:{row.kind}:{row.title}")
    if Document.objects.filter(kind=row.kind, title=title, edition=row.edition, region=region).exists():
        raise TitleTaken(title=title)
    row.save()
    put_passages(row, new.parts)
    row.save(update_fields=["spelling"])
    announce(DocumentAdded, row, actor, now, origin=row.origin, state=row.state)
    return row.id


@transaction.atomic
def edit_paper(*, document_id: UUID, text: str, actor: Actor, now: datetime) -> None:
    """Write a draft's words anew; a case is written by its parts."""
    row = locked_document(document_id, actor, WRITE)
    if row.kind not in WRITTEN_KINDS:
        raise InvalidValue(field="kind", value=row.kind, rule="chosen_from_the_list")
    document_after(DocumentState(row.state), DocumentAct.EDIT)
    put_passages(row, parts_of(text.splitlines()))
    move(row, DocumentAct.EDIT, text="", actor=actor, now=now)


@transaction.atomic
def publish_document(*, document_id: UUID, actor: Actor, now: datetime) -> None:
    """Let a document be found by everybody who reads the library."""
    row = locked_document(document_id, actor, PUBLISH)
    move(row, DocumentAct.PUBLISH, text="", actor=actor, now=now)


@transaction.atomic
def withdraw_document(*, document_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take a document out of what is found; it stays to be read by who knows of it."""
    row = locked_document(document_id, actor, PUBLISH)
    move(row, DocumentAct.WITHDRAW, text=checked_text("reason", reason), actor=actor, now=now)


@transaction.atomic
def reopen_document(*, document_id: UUID, actor: Actor, now: datetime) -> None:
    """Make a withdrawn document a draft again."""
    row = locked_document(document_id, actor, WRITE)
    move(row, DocumentAct.REOPEN, text="", actor=actor, now=now)
