"""What this room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvent(DomainEvent):
    """Something happened to a document of the library."""

    document_id: UUID
    document_kind: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAdded(DocumentEvent):
    """A document was put into the library: ``origin`` says where it comes from, ``state`` how it stands."""

    kind: ClassVar[str] = "knowledge.document_added"
    origin: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMoved(DocumentEvent):
    """A document was edited, published, withdrawn or opened again: ``act``; ``text`` says why."""

    kind: ClassVar[str] = "knowledge.document_moved"
    act: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEvent(DomainEvent):
    """A machine's draft of an answer: what was asked, without personal numbers, and of which model."""

    question: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAsked(DraftEvent):
    """The passages at these addresses were given to the language model."""

    kind: ClassVar[str] = "knowledge.draft_asked"
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDrafted(DraftEvent):
    """What came of it: ``outcome`` is drafted, refused or away, ``why`` the reason, ``text`` what was shown."""

    kind: ClassVar[str] = "knowledge.answer_drafted"
    outcome: str
    why: str
    text: str
