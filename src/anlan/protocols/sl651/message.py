"""An SL 651 message in its parts: the head of the frame, and the body as a row of entries in the order sent."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import IntEnum, StrEnum


class Encoding(StrEnum):
    """How the frame is written (6.1.1)."""

    HEX = "hex"
    ASCII = "ascii"


class End(IntEnum):
    """The control character that ends the body (table 10)."""

    ETX = 0x03
    EOT = 0x04
    ENQ = 0x05
    ACK = 0x06
    NAK = 0x15
    ETB = 0x17
    ESC = 0x1B


@dataclass(frozen=True, slots=True)
class Packet:
    """Which of how many packets a body came in (tables 18 and 22)."""

    total: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a frame; ``station`` is its address as ten hexadecimal digits, ``password`` two bytes."""

    encoding: Encoding
    is_down: bool
    center: int
    station: str
    password: int
    function: int
    packet: Packet | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """An identifier with what its definition byte says: ``size`` in bytes (0 in ASCII) and ``decimals``."""

    element: str
    size: int = 0
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Station:
    """From here on the values are this station's; ``kind`` is its class letter where the function sends one."""

    address: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Observed:
    """From here on the values were observed at this time, Beijing time (6.6.2.8)."""

    time: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """Time between the rows of a uniform report (table C.2, C.3); all zero: five-minute groups of an hour follow."""

    days: int = 0
    hours: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """One element's value; ``number`` is None where the gauge sends that it has none."""

    definition: Definition
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class Group:
    """Twelve five-minute values of one hour, of an element F4 to FC."""

    element: str
    numbers: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Values at equal steps: each row holds one number for each of ``definitions`` (6.6.4.4)."""

    definitions: tuple[Definition, ...]
    rows: tuple[tuple[Decimal | None, ...], ...]


@dataclass(frozen=True, slots=True)
class State:
    """State and alarms of the station, 32 bits (table 58)."""

    bits: int


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes or text of an element that is no number: typed text, a picture, a batch, a user's own identifier."""

    definition: Definition
    raw: bytes


@dataclass(frozen=True, slots=True)
class Setting:
    """One parameter of the station (annex D) as it was sent."""

    definition: Definition
    raw: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """Identifiers without data: what a query or a command names."""

    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """First and last hour that a query asks for (table 44)."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """Name of the station's software (table 57)."""

    text: str


@dataclass(frozen=True, slots=True)
class Events:
    """Counters of the event record in the order of table 82."""

    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Switches:
    """Open or running (true) of pumps or valves 1, 2, ... in eights (tables 71 and 74)."""

    states: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Gates:
    """Open (true) or shut of sluice gates 1, 2, ... and their openings in centimetres (table 77)."""

    states: tuple[bool, ...]
    openings: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """Whether the control of a fixed amount of water is on (table 80)."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class Rest:
    """Bytes that are not interpreted: a later packet, or a function the users defined."""

    raw: bytes


Entry = (
    Station
    | Observed
    | Step
    | Value
    | Group
    | Rows
    | State
    | Blob
    | Setting
    | Asked
    | Period
    | Version
    | Events
    | Switches
    | Gates
    | Quota
    | Rest
)


@dataclass(frozen=True, slots=True)
class Body:
    """The body: ``serial`` and ``sent`` are absent only in the second and later packets."""

    serial: int | None
    sent: datetime | None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A whole frame: ``content`` is what ``body`` was read from, ``deviations`` where it leaves the standard."""

    head: Head
    content: bytes
    end: End
    body: Body
    checksum: int
    deviations: tuple[str, ...] = ()
