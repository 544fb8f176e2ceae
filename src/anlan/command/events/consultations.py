"""What is announced of consultations."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationEvent(DomainEvent):
    """Something happened to a consultation."""

    consultation_id: UUID
    title: str
    chair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCalled(ConsultationEvent):
    """A consultation was called."""

    kind: ClassVar[str] = "command.consultation_called"
    held_at: datetime
    participants: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationClosed(ConsultationEvent):
    """The minutes of a consultation were closed; some conclusions became orders."""

    kind: ClassVar[str] = "command.consultation_closed"
    conclusions: int
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCancelled(ConsultationEvent):
    """A consultation was called off."""

    kind: ClassVar[str] = "command.consultation_cancelled"
    reason: str
