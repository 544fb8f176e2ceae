"""What this room announces."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEvent(DomainEvent):
    """Something happened to the clock of a report; regions are short-form codes, "" the ministry."""

    clock_id: UUID
    rule: str
    stage: str
    from_region: str
    to_region: str
    started_at: datetime
    due_at: datetime
    from_party: str = ""
    to_party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStarted(ClockEvent):
    """A report became due."""

    kind: ClassVar[str] = "reporting.clock_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWarned(ClockEvent):
    """A clock nears its end and the report has not gone out."""

    kind: ClassVar[str] = "reporting.clock_warned"
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMet(ClockEvent):
    """The report went out; ``is_late`` where the clock had been missed; no report where a party outside told us."""

    kind: ClassVar[str] = "reporting.clock_met"
    report_id: UUID | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMissed(ClockEvent):
    """A clock ended without a report: it goes to the leader on duty, once."""

    kind: ClassVar[str] = "reporting.clock_missed"
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEscalated(ClockEvent):
    """A clock ended some time ago and still wants a report: the level that waits for it is told, once."""

    kind: ClassVar[str] = "reporting.clock_escalated"
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped(ClockEvent):
    """A clock was stopped: the situation is stable."""

    kind: ClassVar[str] = "reporting.clock_stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationStable(DomainEvent):
    """The situation of an incident was found stable: daily reports end, the verified report becomes due."""

    kind: ClassVar[str] = "reporting.situation_stable"
    stable_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitFound(DomainEvent):
    """Somebody found that an incident concerns foreigners, the military or a sensitive place."""

    kind: ClassVar[str] = "reporting.trait_found"
    trait: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEvent(DomainEvent):
    """Something happened to a report."""

    report_id: UUID
    stage: str
    number: int
    version: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDrafted(ReportEvent):
    """A draft was made from the facts, or a sent report was opened for correction."""

    kind: ClassVar[str] = "reporting.report_drafted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSigned(ReportEvent):
    """The leader on duty signed a report."""

    kind: ClassVar[str] = "reporting.report_signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReturned(ReportEvent):
    """A signed report was taken back for editing before it went out."""

    kind: ClassVar[str] = "reporting.report_returned"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSent(ReportEvent):
    """A report went to one receiver; what went is frozen in the transmission."""

    kind: ClassVar[str] = "reporting.report_sent"
    transmission_id: UUID
    to_region: str
    digest: str
    to_party: str = ""
    way: str = "ordinary"
    way_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReceived(ReportEvent):
    """The receiving level confirmed the receipt."""

    kind: ClassVar[str] = "reporting.report_received"
    transmission_id: UUID
    to_region: str
    received_by: str
    to_party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRead(ReportEvent):
    """Somebody at the receiving level opened what was sent to it, for the first time."""

    kind: ClassVar[str] = "reporting.report_read"
    transmission_id: UUID
    to_region: str
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEvent(DomainEvent):
    """Something happened to an official document; ``paper_kind`` is its kind of the table of documents."""

    paper_id: UUID
    paper_kind: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDrafted(PaperEvent):
    """A document was written by the office's template."""

    kind: ClassVar[str] = "reporting.paper_drafted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIssued(PaperEvent):
    """A document was signed, numbered and frozen."""

    kind: ClassVar[str] = "reporting.paper_issued"
    year: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChanged(DomainEvent):
    """An office keeps a new edition of a template."""

    kind: ClassVar[str] = "reporting.template_changed"
    paper_kind: str
    number: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionEvent(DomainEvent):
    """Something happened to a suspicion of omission or delay; ``rule`` is its key in the table."""

    suspicion_id: UUID
    rule: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionRaised(SuspicionEvent):
    """Something should have been reported and was not, or late, or figures jumped in silence."""

    kind: ClassVar[str] = "reporting.suspicion_raised"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionCleared(SuspicionEvent):
    """A person found that nothing was omitted or delayed."""

    kind: ClassVar[str] = "reporting.suspicion_cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryOpened(SuspicionEvent):
    """A person opened an enquiry."""

    kind: ClassVar[str] = "reporting.enquiry_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionProved(SuspicionEvent):
    """An enquiry found that a report was omitted, delayed or held back."""

    kind: ClassVar[str] = "reporting.suspicion_proved"
