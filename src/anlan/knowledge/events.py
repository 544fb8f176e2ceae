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
