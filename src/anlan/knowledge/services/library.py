"""Putting documents into the library, publishing and withdrawing them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.knowledge.domain.errors import TitleTaken
from anlan.knowledge.domain.papers import Part, parts_of
from anlan.knowledge.domain.states import DocumentAct, DocumentState, document_after
from anlan.knowledge.domain.versions import root_of
from anlan.knowledge.events import DocumentAdded
from anlan.knowledge.models import Document
from anlan.knowledge.services.steps import (
    PUBLISH,
    WRITE,
    announce,
    checked_end,
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
    """A document as it comes into the library; ``key`` names what it is made from and lets it in once.

    It is in force from ``in_force_from`` to before ``repealed_from``, as far as they are known.
    """

    kind: str
    title: str
    parts: tuple[Part, ...]
    region: str = ""
    edition: str = ""
    origin: str = ""
    address: str = ""
    mark: str = ""
    key: str | None = None
    in_force_from: date | None = None
    repealed_from: date | None = None


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
        in_force_from=new.in_force_from,
        repealed_from=checked_end(new.in_force_from, new.repealed_from),
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
def edit_paper(
    *,
    document_id: UUID,
    text: str,
    actor: Actor,
    now: datetime,
    days: tuple[date | None, date | None] | None = None,
) -> None:
    """Write a draft's words anew, and between which ``days`` it is in force; a case is written by its parts."""
    row = locked_document(document_id, actor, WRITE)
    if row.kind not in WRITTEN_KINDS:
        raise InvalidValue(field="kind", value=row.kind, rule="chosen_from_the_list")
    document_after(DocumentState(row.state), DocumentAct.EDIT)
    if days is not None:
        row.in_force_from, row.repealed_from = days[0], checked_end(*days)
    put_passages(row, parts_of(text.splitlines()))
    move(row, DocumentAct.EDIT, text="", actor=actor, now=now)


@transaction.atomic
def publish_document(*, document_id: UUID, actor: Actor, now: datetime) -> None:
    """Let a document be found by everybody who reads the library; a law puts its older editions out of force."""
    row = locked_document(document_id, actor, PUBLISH)
    move(row, DocumentAct.PUBLISH, text="", actor=actor, now=now)
    if row.kind == "law" and row.in_force_from is not None:
        _repeal_older(row, row.in_force_from, actor, now)


@transaction.atomic
def repeal_document(*, document_id: UUID, day: date, reason: str, actor: Actor, now: datetime) -> None:
    """Write down from which day a document is out of force; it is still found for the days before."""
    row = locked_document(document_id, actor, PUBLISH)
    text = checked_text("reason", reason)
    row.repealed_from = checked_end(row.in_force_from, day)
    move(row, DocumentAct.REPEAL, text=f"{day.isoformat()} {text}", actor=actor, now=now)


def _repeal_older(row: Document, since: date, actor: Actor, now: datetime) -> None:
    """Put the published editions that were in force before out of force from the day of the new one."""
    root = root_of(row.title)
    older = Document.objects.select_for_update().filter(
        kind=row.kind,
        region=row.region,
        state=DocumentState.PUBLISHED.value,
        title__startswith=root,
        in_force_from__lt=since,
        repealed_from=None,
    )
    for each in older.order_by("id"):
        if root_of(each.title) == root:
            each.repealed_from = since
            text = f"{since.isoformat()} {row.title} {row.edition}".strip()
            move(each, DocumentAct.REPEAL, text=text, actor=actor, now=now)


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
