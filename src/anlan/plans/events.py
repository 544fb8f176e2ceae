"""What happens to plans."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


def plan_subject(plan_id: UUID) -> str:
    """Return the subject under which an edition's entries stand."""
    return f"plan:{plan_id}"


def paper_subject(paper_id: UUID) -> str:
    """Return the subject under which a paper's entries stand."""
    return f"plan_paper:{paper_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRead(DomainEvent):
    """A plan's Word file was read: its name and how many lines it has."""

    kind: ClassVar[str] = "plans.paper_read"

    name: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvent(DomainEvent):
    """What every event of an edition tells."""

    name: str
    edition: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted(PlanEvent):
    """A new edition of a plan was drafted."""

    kind: ClassVar[str] = "plans.plan_drafted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEdited(PlanEvent):
    """A part of a draft was changed."""

    kind: ClassVar[str] = "plans.plan_edited"

    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSubmitted(PlanEvent):
    """A draft was handed in for review."""

    kind: ClassVar[str] = "plans.plan_submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReviewed(PlanEvent):
    """A reviewer passed a draft."""

    kind: ClassVar[str] = "plans.plan_reviewed"

    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReturned(PlanEvent):
    """A draft was sent back to its author with the reason."""

    kind: ClassVar[str] = "plans.plan_returned"

    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanApproved(PlanEvent):
    """An edition came into force; the one before, if any, is superseded."""

    kind: ClassVar[str] = "plans.plan_approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAbolished(PlanEvent):
    """An edition was put out of force without a follower."""

    kind: ClassVar[str] = "plans.plan_abolished"

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDiscarded(PlanEvent):
    """A draft was thrown away."""

    kind: ClassVar[str] = "plans.plan_discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFiled(PlanEvent):
    """An edition was filed with the government above."""

    kind: ClassVar[str] = "plans.plan_filed"

    receiver: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingAnswered(PlanEvent):
    """The government above accepted a filing or sent it back."""

    kind: ClassVar[str] = "plans.filing_answered"

    is_accepted: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvaluated(PlanEvent):
    """A plan in force was evaluated; ``situations`` name why it must be revised, none: it stays."""

    kind: ClassVar[str] = "plans.plan_evaluated"

    situations: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrilled(PlanEvent):
    """A drill tried a plan."""

    kind: ClassVar[str] = "plans.plan_drilled"

    form: str
    held_on: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanClockWarned(PlanEvent):
    """A clock of a plan is near its end."""

    kind: ClassVar[str] = "plans.clock_warned"

    clock: str
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanClockMissed(PlanEvent):
    """A clock of a plan ran out."""

    kind: ClassVar[str] = "plans.clock_missed"

    clock: str
    due_on: str
