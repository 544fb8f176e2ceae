"""What happens to messages, channels and the lists of those whom a transmission is for."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFinished(DomainEvent):
    """A message reached its gateway's receiver, or was given up to a person."""

    kind: ClassVar[str] = "public_warnings.delivery_finished"
    warning_id: UUID
    delivery_id: UUID
    channel: str
    receiver: str
    outcome: str
    attempts: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MassSendingFinished(DomainEvent):
    """The last of many messages by one channel was handed over or given up; each receiver keeps a row of his own."""

    kind: ClassVar[str] = "public_warnings.mass_sending_finished"
    warning_id: UUID
    channel: str
    total: int
    sent: int
    given_up: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRetried(DomainEvent):
    """A person put a message that had been given up back on its way."""

    kind: ClassVar[str] = "public_warnings.delivery_retried"
    warning_id: UUID
    delivery_id: UUID
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveriesRetried(DomainEvent):
    """A person put many messages of a warning and channel back on their way, all that had one reason."""

    kind: ClassVar[str] = "public_warnings.deliveries_retried"
    warning_id: UUID
    channel: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredByHand(DomainEvent):
    """A person reached a receiver whom no channel had reached."""

    kind: ClassVar[str] = "public_warnings.delivered_by_hand"
    warning_id: UUID
    delivery_id: UUID
    channel: str
    receiver: str
    reached_name: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLost(DomainEvent):
    """The test of a channel's link failed where the last had succeeded."""

    kind: ClassVar[str] = "public_warnings.channel_lost"
    channel: str
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelBack(DomainEvent):
    """The test of a channel's link succeeded after failing."""

    kind: ClassVar[str] = "public_warnings.channel_back"
    channel: str
    lost_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTestWanted(DomainEvent):
    """A person had a channel's link tested at once."""

    kind: ClassVar[str] = "public_warnings.link_test_wanted"
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsFrozen(DomainEvent):
    """The list of those whom a transmission is for was frozen: how many, who is called, whom no channel reaches."""

    kind: ClassVar[str] = "public_warnings.targets_frozen"

    warning_id: UUID
    total: int
    called: int
    without_way: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsMovedOn(DomainEvent):
    """Where a channel did not reach people on the list, their next one is tried; ``exhausted`` have none left."""

    kind: ClassVar[str] = "public_warnings.targets_moved_on"

    warning_id: UUID
    moved_on: int
    exhausted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsExported(DomainEvent):
    """Somebody took a frozen list out as a file, addresses masked, for a reason."""

    kind: ClassVar[str] = "public_warnings.targets_exported"

    warning_id: UUID
    reason: str
