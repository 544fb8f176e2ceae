"""What is announced of orders, of their reminders and of proposals for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent(DomainEvent):
    """Something happened to an order."""

    order_id: UUID
    number: int
    to_label: str
    text: str
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderIssued(OrderEvent):
    """An order went out."""

    kind: ClassVar[str] = "command.order_issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReceived(OrderEvent):
    """The receiver has the order."""

    kind: ClassVar[str] = "command.order_received"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFedBack(OrderEvent):
    """The receiver told how it goes."""

    kind: ClassVar[str] = "command.order_fed_back"
    feedback: str
    photos: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCompleted(OrderEvent):
    """The receiver says it is done."""

    kind: ClassVar[str] = "command.order_completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderVerified(OrderEvent):
    """The command found the order done."""

    kind: ClassVar[str] = "command.order_verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReturned(OrderEvent):
    """The command found the order not done and sent it back."""

    kind: ClassVar[str] = "command.order_returned"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(OrderEvent):
    """The order no longer holds."""

    kind: ClassVar[str] = "command.order_cancelled"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOverdue(OrderEvent):
    """The deadline passed and the order is not done."""

    kind: ClassVar[str] = "command.order_overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExtended(OrderEvent):
    """An undone order was given more time."""

    kind: ClassVar[str] = "command.order_extended"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(DomainEvent):
    """People were told that an order or a team stays without an answer; ``trouble`` says what is wrong."""

    kind: ClassVar[str] = "command.escalated"
    escalation_id: UUID
    label: str
    trouble: str
    since: datetime
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationAnswered(DomainEvent):
    """Somebody took on what the ladder had told."""

    kind: ClassVar[str] = "command.escalation_answered"
    escalation_id: UUID
    label: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchProposed(DomainEvent):
    """It was reckoned which teams and loads should go to an incident.

    ``missing`` teams cannot be brought by any plan; ``short`` demands for goods cannot be wholly filled.
    """

    kind: ClassVar[str] = "command.dispatch_proposed"
    plan_id: UUID
    teams: int
    missing: int
    loads: int = 0
    short: int = 0
