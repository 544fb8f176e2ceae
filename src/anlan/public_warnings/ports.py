"""What a channel must be able to do; the adapters behind it are the only code that touches the outside.

Messages and what came of them come by the million: named tuples, which are made in a quarter of a dataclass's time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable
from uuid import UUID


class ChannelDown(Exception):
    """The channel or its gateway cannot be reached now; it may heal, so the message is tried again."""


class MessageRefused(Exception):
    """The gateway refuses this message for good; trying again would change nothing."""


class FetchFailed(Exception):
    """A partner's address could not be fetched; its text is a word of ``FETCH_WORDS`` and perhaps a detail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: its bytes, and the marks by which it can be asked for changes only."""

    body: bytes = b""
    is_unchanged: bool = False
    etag: str = ""
    last_modified: str = ""


class Fetcher(Protocol):
    """Fetches from the outside in bounded time and size, and never from where the platform must not go."""

    def get(self, address: str, *, limit: int, etag: str = "", last_modified: str = "") -> Fetched:
        """Return what the address gives; raise ``FetchFailed`` or ``AddressNotAllowed``."""
        ...


class Outgoing(NamedTuple):
    """One message to one receiver. ``id`` is the client message id by which a gateway knows a repetition.

    ``is_exercise`` is what the message's own row says, ``is_frozen_exercise`` what the frozen transmission says: an
    adapter refuses a message of which the two differ. ``language`` is that of ``text`` as RFC 5646 writes it.
    """

    id: UUID
    channel: str
    receiver: str
    address: str
    title: str
    text: str
    document: bytes
    identifier: str
    is_exercise: bool
    is_frozen_exercise: bool
    language: str = "zh-CN"


class Accepted(NamedTuple):
    """What the gateway said: its own ``reference``, and whether the message is already with the receiver.

    ``is_found_by_reference``: it will tell of the message by that reference alone.
    """

    reference: str
    is_delivered: bool
    is_found_by_reference: bool = False


class Receipt(NamedTuple):
    """What became of a message that a gateway had taken: ``outcome`` is ``delivered`` or ``failed``."""

    id: UUID
    outcome: str = "delivered"
    detail: str = ""


class Sent(NamedTuple):
    """What came of one attempt, with the gateway's word.

    Outcome: accepted, down (may heal), refused (for good), or untried since the gateway was just found down.
    """

    id: UUID
    outcome: str
    accepted: Accepted | None = None
    fault: str = ""


class Sender(Protocol):
    """One channel. ``is_shared``: one gateway serves every receiver, so when one attempt finds it down all wait."""

    is_shared: bool

    def send(self, message: Outgoing) -> Accepted:
        """Hand the message over; the same id twice is one message. Raise ``ChannelDown`` or ``MessageRefused``."""
        ...

    def find(self, message: Outgoing) -> Accepted | None:
        """Return what the gateway knows of a message that may or may not have been handed over; nothing if unknown."""
        ...

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """Return what became of messages; it may name others than ``ids``, and what is still on its way not at all."""
        ...

    def probe(self) -> None:
        """Test the link as far as that goes without reaching anybody; raise ``ChannelDown`` with the fault."""
        ...


class Heard(NamedTuple):
    """A receipt as a gateway tells it by itself: with our message id where it knows that, else by its own reference."""

    reference: str
    outcome: str
    detail: str = ""
    id: UUID | None = None


class Listener(Protocol):
    """Who writes down what a gateway tells by itself; when a call returns, it is stored."""

    def take_heard(self, heard: Sequence[Heard]) -> frozenset[str]:
        """Write receipts down; return the references that no message has, or has not yet."""
        ...

    def take_reply(self, address: str, text: str, reference: str) -> None:
        """Keep a text that a phone sent."""
        ...


@runtime_checkable
class ListeningSender(Sender, Protocol):
    """A sender whose gateway tells of receipts and answers by itself."""

    def listen(self, listener: Listener) -> None:
        """Pass everything on from now; the gateway forgets only what the listener has stored."""
        ...


@runtime_checkable
class BulkSender(Sender, Protocol):
    """A sender that hands over many messages at a time faster than one by one."""

    def send_all(self, messages: Sequence[Outgoing], in_doubt: frozenset[UUID]) -> Iterator[Sent]:
        """Hand all over and say of each what came of it; ask for those ``in_doubt`` before sending them again."""
        ...
