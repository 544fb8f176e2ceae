"""The parts of a data packet as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class PacketError(Exception):
    """A packet or package cannot be what it says; ``str`` names the element or file and what is wrong with it."""


class MessageKind(IntEnum):
    """What the message asks for."""

    REQUEST = 1
    CANCEL = 2


class BroadcastState(IntEnum):
    """How far a platform is with a message."""

    UNTOUCHED = 0
    WAITING = 1
    PLAYING = 2
    PLAYED = 3
    FAILED = 4
    CANCELLED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Whose packet it is and for whom; ``related`` is the packet that it answers."""

    id: str
    source: str
    sent: datetime
    destination: str = ""
    related: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Auxiliary:
    """A file beside the packet: ``kind`` by the table, ``name`` in the package, size, hexadecimal digest."""

    kind: int
    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """A message to be broadcast, or to be broadcast no longer. ``severity``: 1 red ... 4 blue, 15 test only."""

    id: str
    kind: MessageKind
    sender_name: str
    sender_code: str
    sent: datetime
    event_type: str
    severity: int
    start: datetime
    end: datetime
    language: str
    title: str
    text: str
    areas: tuple[str, ...]
    related: str = ""
    auxiliary: tuple[Auxiliary, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRequest:
    """The question how far a platform is with a message."""

    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a platform is with a message, and where it has been heard; ``coverage`` as the platform wrote it."""

    message_id: str
    state: BroadcastState
    description: str
    reported: datetime
    coverage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Whether a packet was taken: 1 is yes."""

    code: int
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionCheck:
    """The question whether a platform is there."""

    reported: datetime


Body = Broadcast | StateRequest | State | Receipt | ConnectionCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A header with what it carries."""

    header: Header
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A packet's signature: SM2 over SM3 of the packet's bytes; ``value`` is r and s, 32 bytes each."""

    packet_id: str
    issuer: str
    serial: str
    signed: datetime
    value: bytes
    digest_algorithm: str = "SM3"
    algorithm: str = "SM2"
