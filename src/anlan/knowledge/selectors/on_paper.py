"""Documents of the library on paper: one as a Word file, or many handling cards in one file, each on its own page."""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.knowledge.domain.errors import NothingToPrint
from anlan.knowledge.selectors.library import DocumentRow, LibraryFilter, PassageRow, document, documents, passages
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, docx_of_several
from anlan.support.tables import load_table

MOST_PRINTED: Final = 300


def document_paper(actor: Actor, document_id: UUID) -> tuple[bytes, str]:
    """Return one document as a Word file, with the file's name."""
    row = document(actor, document_id)
    words = _words()
    return docx_of_several([_paper(actor, row, words)]), words["file"].format(title=row.title[:80])


def cards_paper(actor: Actor, wanted: LibraryFilter) -> tuple[bytes, str]:
    """Return the documents that match in one Word file, each from a new page; refuse where none does."""
    words = _words()
    found = [_paper(actor, row, words) for row in documents(actor, wanted)[:MOST_PRINTED]]
    if not found:
        raise NothingToPrint
    return docx_of_several(found), words["file"].format(title=words["many"])


def _words() -> dict[str, Any]:
    return load_table("anlan.knowledge", "paper")


def _paper(actor: Actor, row: DocumentRow, words: dict[str, Any]) -> OfficialDocument:
    blocks = [*_blocks(passages(actor, row.id)), *(Paragraph(line) for line in _foot(row, words))]
    return OfficialDocument(head=Head(mark=""), title=row.title, blocks=tuple(blocks), made_at=row.changed_at)


def _blocks(rows: Iterable[PassageRow]) -> Iterator[Block]:
    """Yield a document's headings once each, and its passages, an article with its number before its words."""
    heading = ""
    for row in rows:
        if row.heading and row.heading != heading:
            yield Paragraph(row.heading, Style.HEADING1)
        heading = row.heading
        is_article = row.label and row.label != row.heading[:40]
        first, *more = row.text.splitlines() or [""]
        yield Paragraph(f"{row.label}\u3000{first}" if is_article else first)
        yield from (Paragraph(line) for line in more)


def _foot(row: DocumentRow, words: dict[str, Any]) -> Iterator[str]:
    """Yield what must be known of a paper that left the library: source, edition, days in force, doubt."""
    said = words["foot"]
    for name in ("origin", "edition", "in_force_from", "repealed_from"):
        if value := getattr(row, name):
            yield said[name].format(value=value)
    if row.mark == "doubtful":
        yield said["doubtful"]
    if row.state != "published":
        yield said[row.state]
