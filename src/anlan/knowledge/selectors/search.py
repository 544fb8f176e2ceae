"""Finding passages: every answer is a passage with the document and the label by which it is cited."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet, Value

from anlan.kernel.actors import Actor
from anlan.knowledge.domain.asking import Word, query_of, words_of
from anlan.knowledge.domain.citing import Article, cited
from anlan.knowledge.domain.snippets import Piece, quoted
from anlan.knowledge.domain.states import DocumentState
from anlan.knowledge.models import Passage
from anlan.knowledge.selectors.library import DocumentRow, in_force, row_of, seen_by
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


def search(actor: Actor, text: str, *, kind: str = "", most: int = _MOST, on: date | None = None) -> Answer:
    """Return the passages that say what is asked for: all words where any passage has them, else some.

    A cited article ("article 17") is sought by its number, the other words in its law. ``on``: only what is in force
    on that day.
    """
    rest, article = cited(text[:LONGEST])
    known = Passage.objects.filter(seen_by(actor, "document__"), document__state=DocumentState.PUBLISHED.value)
    known = known.filter(in_force(on, "document__")) if on else known
    known = known.filter(document__kind=kind) if kind else known
    if article is not None and (answer := _by_article(known, rest, article, most)).found:
        return answer
    words = words_of(text[:LONGEST], vocabulary())
    if not words:
        return Answer(words=(), found=(), has_all=True, is_cut=False)
    for wants_all in (True, False):
        rows = _matching(known, words, wants_all=wants_all)[: most + 1]
        found = tuple(_found(row, words) for row in rows)
        if found or len(words) == 1:
            break
    return Answer(words=words, found=found[:most], has_all=wants_all, is_cut=len(found) > most)


def _by_article(known: QuerySet[Passage], rest: str, article: Article, most: int) -> Answer:
    """Return the passages of an article of the laws that hold the other words, all of them."""
    words = words_of(rest, vocabulary())
    rows = known.filter(label__in=article.labels)
    if words:
        query = _WrittenQuery(Value(query_of(words, wants_all=True)))
        rows = rows.filter(words=query)
    found = tuple(
        _found(row, words)
        for row in rows.select_related("document").defer("words").order_by("document__title", "number")[: most + 1]
    )
    asked = (*words, Word(article.labels[0], article.labels))
    return Answer(words=asked, found=found[:most], has_all=True, is_cut=len(found) > most)


def _matching(known: QuerySet[Passage], words: tuple[Word, ...], *, wants_all: bool) -> QuerySet[Passage]:
    query = _WrittenQuery(Value(query_of(words, wants_all=wants_all)))
    condition = Q(words=query)
    if len(words) == 1 and words[0].typed.isascii() and words[0].typed.isalpha():
        condition |= Q(number=1, document__spelling__contains=words[0].typed)
    # The first bits of the normalisation let short passages weigh more than long ones, and keep the rank below one.
    rank = SearchRank(F("words"), query, normalization=Value(1 | 32), cover_density=False)
    rows = known.filter(condition).annotate(rank=rank).select_related("document")
    return rows.defer("words").order_by("-rank", "id")


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
