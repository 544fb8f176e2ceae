"""What this room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationEvent(DomainEvent):
    """Something happened to a judgement report."""

    report_id: UUID
    report_kind: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationDrafted(SituationEvent):
    """A report was drafted from the records."""

    kind: ClassVar[str] = "situation.report_drafted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationMoved(SituationEvent):
    """A report was written on, read anew, handed in, given back or put aside: ``act``; ``text`` says why."""

    kind: ClassVar[str] = "situation.report_moved"
    act: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationSigned(SituationEvent):
    """A report was signed: it has its number and changes no more."""

    kind: ClassVar[str] = "situation.report_signed"
    number: str
    digest: str
