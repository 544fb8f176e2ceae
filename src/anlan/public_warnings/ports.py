"""What a channel must be able to do; the adapters behind it are the only code that touches the outside."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class ChannelDown(Exception):
    """The channel or its gateway cannot be reached now; it may heal, so the message is tried again."""


class MessageRefused(Exception):
    """The gateway refuses this message for good; trying again would change nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to one receiver. ``id`` is the client message id by which a gateway knows a repetition."""

    id: UUID
    channel: str
    receiver: str
    address: str
    title: str
    text: str
    document: bytes
    identifier: str
    is_exercise: bool


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the gateway said: its own ``reference``, and whether the message is already with the receiver."""

    reference: str
    is_delivered: bool


class Sender(Protocol):
    """One channel. ``is_shared``: one gateway serves every receiver, so when one attempt finds it down all wait."""

    is_shared: bool

    def send(self, message: Outgoing) -> Accepted:
        """Hand the message over; the same id twice is one message. Raise ``ChannelDown`` or ``MessageRefused``."""
        ...

    def find(self, message: Outgoing) -> Accepted | None:
        """Return what the gateway knows of a message that may or may not have been handed over; nothing if unknown."""
        ...

    def receipts(self, ids: frozenset[UUID]) -> frozenset[UUID]:
        """Return which messages have reached their receivers; it may name others than ``ids``, and nothing twice."""
        ...
