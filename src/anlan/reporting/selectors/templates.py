"""The templates of official documents: kinds, placeholders, and the editions that offices keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.reporting.models import TemplateEdition
from anlan.support import rights
from anlan.support.tables import load_table

FIELDS: Final = ("mark", "number", "title", "addressee", "body", "copies", "urgency", "has_seal")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContent:
    """What a document says, or a template with placeholders for it."""

    mark: str
    number: str
    title: str
    addressee: str
    body: str
    copies: str
    urgency: str
    has_seal: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every text in which placeholders may stand."""
        return (self.mark, self.number, self.title, self.addressee, self.body, self.copies, self.urgency)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """An edition of a template; number 0 is the one that came with the platform."""

    kind: str
    name: str
    number: int
    content: PaperContent
    note: str
    made_by: str
    made_at: datetime | None


def paper_words() -> Mapping[str, Any]:
    """Return the table of official documents."""
    return load_table("anlan.reporting", "papers")


def paper_kinds() -> dict[str, str]:
    """Return the kinds of official documents with their names."""
    return {row["kind"]: row["name"] for row in paper_words()["paper"]}


def placeholders() -> dict[str, str]:
    """Return the placeholders: what is filled in, by the word that stands in the braces."""
    return {row["word"]: row["key"] for row in paper_words()["placeholder"]}


def template_in_use(region: str, kind: str) -> TemplateRow:
    """Return the edition that a region's office writes by: its newest, or the one that came with the platform."""
    row = TemplateEdition.objects.filter(region=region, kind=kind).order_by("-number").first()
    return _edition(row) if row else _first(kind)


def templates(actor: Actor, region: str) -> tuple[TemplateRow, ...]:
    """Return the edition in use of every kind, for a region where the actor reads reports."""
    rights.require_visible(actor, "reporting.see", region, what="template")
    newest = TemplateEdition.objects.filter(region=region).order_by("kind", "-number").distinct("kind")
    own = {row.kind: row for row in newest}
    return tuple(_edition(own[kind]) if kind in own else _first(kind) for kind in paper_kinds())


def template_editions(actor: Actor, region: str, kind: str) -> tuple[TemplateRow, ...]:
    """Return every edition of a template, the newest first, the platform's own last."""
    rights.require_visible(actor, "reporting.see", region, what="template")
    rows = TemplateEdition.objects.filter(region=region, kind=kind).order_by("-number")
    return (*(_edition(row) for row in rows), _first(kind))


def _first(kind: str) -> TemplateRow:
    row = next((row for row in paper_words()["paper"] if row["kind"] == kind), None)
    if row is None:
        raise NotFound(what="template")
    content = content_of({**row, "body": row["body"].strip()})
    return TemplateRow(kind=kind, name=row["name"], number=0, content=content, note="", made_by="", made_at=None)


def _edition(row: TemplateEdition) -> TemplateRow:
    same = {name: getattr(row, name) for name in ("kind", "number", "note", "made_by", "made_at")}
    return TemplateRow(name=paper_kinds()[row.kind], content=content_of(row.content), **same)


def content_of(stored: Mapping[str, Any]) -> PaperContent:
    """Return the content as it is kept."""
    return PaperContent(**{name: stored[name] for name in FIELDS})
