"""What this room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent(DomainEvent):
    """Something happened to a case; ``object_id`` is the enterprise where one is known."""

    case_id: UUID
    title: str
    object_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(CaseEvent):
    """A clue was taken as a case."""

    kind: ClassVar[str] = "enforcement.case_opened"
    source: str
    source_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved(CaseEvent):
    """A case went on: ``act`` led to ``state``."""

    kind: ClassVar[str] = "enforcement.case_moved"
    act: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNoted(CaseEvent):
    """Something was written into a case: ``what`` names it (a hearing asked, a pause, a payment, evidence)."""

    kind: ClassVar[str] = "enforcement.case_noted"
    what: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvent(CaseEvent):
    """Something happened to a document of a case."""

    document_id: UUID
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStepped(DocumentEvent):
    """A document was drafted, edited, signed, submitted, returned or discarded: ``act``."""

    kind: ClassVar[str] = "enforcement.document_stepped"
    act: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentApproved(DocumentEvent):
    """A document took effect, with its number where it has one, and was frozen."""

    kind: ClassVar[str] = "enforcement.document_approved"
    number: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentServed(DocumentEvent):
    """A document was served; ``reason`` says why it was late."""

    kind: ClassVar[str] = "enforcement.document_served"
    way: str
    received_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyFixed(CaseEvent):
    """The penalty of a case was fixed by the discretion table's ``edition``."""

    kind: ClassVar[str] = "enforcement.penalty_fixed"
    violation: str
    edition: str
    amount: str
    is_outside: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitEvent(CaseEvent):
    """A running limit of a case: its key and last day."""

    limit: str
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitWarned(LimitEvent):
    """A limit of a case ends soon."""

    kind: ClassVar[str] = "enforcement.limit_warned"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitMissed(LimitEvent):
    """A limit of a case was missed."""

    kind: ClassVar[str] = "enforcement.limit_missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyPublished(CaseEvent):
    """A penalty was made public."""

    kind: ClassVar[str] = "enforcement.penalty_published"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationWithdrawn(CaseEvent):
    """A public penalty was withdrawn."""

    kind: ClassVar[str] = "enforcement.publication_withdrawn"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyListed(CaseEvent):
    """A party came into the list of seriously dishonest parties."""

    kind: ClassVar[str] = "enforcement.party_listed"
    party: str
    until: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRepaired(CaseEvent):
    """A party's credit was repaired: it left the list."""

    kind: ClassVar[str] = "enforcement.party_repaired"
    party: str
    reason: str
