"""Finding passages: every answer is a passage with the document and the label by which it is cited."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet, Value

from anlan.kernel.actors import Actor
from anlan.knowledge.domain.asking import Word, query_of, words_of
from anlan.knowledge.domain.snippets import Piece, quoted
from anlan.knowledge.domain.states import DocumentState
from anlan.knowledge.models import Passage
from anlan.knowledge.selectors.library import DocumentRow, row_of, seen_by
from anlan.knowledge.selectors.tables import vocabulary

LONGEST: Final = 100
_MOST: Final = 200


class _WrittenQuery(SearchQuery):
    """A question that is written out already: the database's own cutting of words does not know Chinese."""

    template = "%(expressions)s::tsquery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage that answers: where it stands, and its words with those asked for marked."""

    document: DocumentRow
    number: int
    label: str
    heading: str
    text: str
    pieces: tuple[Piece, ...]

    @property
    def url(self) -> str:
        """Return the passage's own address."""
        return f"/knowledge/{self.document.id}/#p{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was asked, as it was understood, and the passages; ``has_all`` tells whether they hold every word."""

    words: tuple[Word, ...]
    found: tuple[Found, ...]
    has_all: bool
    is_cut: bool


def search(actor: Actor, text: str, *, kind: str = "", most: int = _MOST) -> Answer:
    """Return the passages in force that say what is asked for: all words where any passage has them, else some."""
    words = words_of(text[:LONGEST], vocabulary())
    if not words:
        return Answer(words=(), found=(), has_all=True, is_cut=False)
    for wants_all in (True, False):
        rows = _matching(actor, words, kind, wants_all=wants_all)[: most + 1]
        found = tuple(_found(row, words) for row in rows)
        if found or len(words) == 1:
            break
    return Answer(words=words, found=found[:most], has_all=wants_all, is_cut=len(found) > most)


def _matching(actor: Actor, words: tuple[Word, ...], kind: str, *, wants_all: bool) -> QuerySet[Passage]:
    query = _WrittenQuery(Value(query_of(words, wants_all=wants_all)))
    rows = Passage.objects.filter(seen_by(actor, "document__"), document__state=DocumentState.PUBLISHED.value)
    if kind:
        rows = rows.filter(document__kind=kind)
    condition = Q(words=query)
    if len(words) == 1 and words[0].typed.isascii() and words[0].typed.isalpha():
        condition |= Q(number=1, document__spelling__contains=words[0].typed)
    # The first bits of the normalisation let short passages weigh more than long ones, and keep the rank below one.
    rank = SearchRank(F("words"), query, normalization=Value(1 | 32), cover_density=False)
    return rows.filter(condition).annotate(rank=rank).select_related("document").defer("words").order_by("-rank", "id")


def _found(row: Passage, words: tuple[Word, ...]) -> Found:
    ways = [way for word in words for way in word.ways]
    return Found(
        document=row_of(row.document),
        number=row.number,
        label=row.label,
        heading=row.heading,
        text=row.text,
        pieces=quoted(row.text, ways),
    )


def passage(actor: Actor, document_id: UUID, number: int) -> Found | None:
    """Return one passage of a document that the actor may know of."""
    row = Passage.objects.filter(seen_by(actor, "document__"), document_id=document_id, number=number).first()
    return _found(row, ()) if row else None
