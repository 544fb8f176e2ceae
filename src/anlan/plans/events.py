"""What happens to plans."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


def plan_subject(plan_id: UUID) -> str:
    """Return the subject under which an edition's entries stand."""
    return f"plan:{plan_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted(DomainEvent):
    """A new edition of a plan was drafted."""

    kind: ClassVar[str] = "plans.plan_drafted"

    name: str
    edition: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanApproved(DomainEvent):
    """An edition came into force; the one before, if any, is superseded."""

    kind: ClassVar[str] = "plans.plan_approved"

    name: str
    edition: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDiscarded(DomainEvent):
    """A draft was thrown away."""

    kind: ClassVar[str] = "plans.plan_discarded"

    name: str
    edition: str
    version: int
