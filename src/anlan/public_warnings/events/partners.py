"""What partners send, and what a person makes of it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerChanged(DomainEvent):
    """A partner whose messages come in was added, paused, resumed or given another key."""

    kind: ClassVar[str] = "public_warnings.partner_changed"
    partner_id: UUID
    partner_name: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerMessageReceived(DomainEvent):
    """A partner's valid message came in and waits for a person."""

    kind: ClassVar[str] = "public_warnings.partner_message_received"
    message_id: UUID
    partner_name: str
    headline: str
    level: int
    message_type: str
    earlier_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerMessageDecided(DomainEvent):
    """A person made a draft of a partner's message, or set it aside with a reason."""

    kind: ClassVar[str] = "public_warnings.partner_message_decided"
    message_id: UUID
    headline: str
    warning_id: UUID | None
    reason: str
