"""The messages of JT/T 808 as dataclasses. Texts are kept as sent (bytes), so that a frame comes back as it was."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final

POSITIONED: Final = 1 << 1
SOUTH: Final = 1 << 2
WEST: Final = 1 << 3
ENCRYPTED: Final = 1 << 5


class Id(IntEnum):
    """The messages whose bodies are read; every other body stays as it is."""

    TERMINAL_REPLY = 0x0001
    REGISTRATION = 0x0100
    AUTHENTICATION = 0x0102
    PARAMETERS_ANSWER = 0x0104
    POSITION = 0x0200
    POSITION_ANSWER = 0x0201
    VEHICLE_CONTROL_ANSWER = 0x0500
    POSITION_BATCH = 0x0704
    MULTIMEDIA_DATA = 0x0801
    CENTRE_REPLY = 0x8001
    SERVER_TIME_ANSWER = 0x8004
    REGISTRATION_REPLY = 0x8100
    SET_PARAMETERS = 0x8103
    MULTIMEDIA_REPLY = 0x8800


class Result(IntEnum):
    """What a general reply says."""

    SUCCESS = 0
    FAILURE = 1
    WRONG_MESSAGE = 2
    NOT_SUPPORTED = 3
    ALARM_CONFIRMED = 4


@dataclass(frozen=True, slots=True)
class Raw:
    """A body that is not read: empty, of another message, part of a longer message, or encrypted."""

    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralReply:
    """0001 and 8001: what became of the message ``message_id`` numbered ``serial``."""

    serial: int
    message_id: int
    result: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """0100: a terminal makes itself known; ``edition`` (2011, 2013, 2019) tells how wide its fields are."""

    province: int
    city: int
    manufacturer: bytes
    model: bytes
    terminal: bytes
    colour: int
    plate: bytes
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationReply:
    """8100: the centre's answer to a registration, with the authentication code when it succeeded."""

    serial: int
    result: int
    code: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """0102: a terminal shows its authentication code; since 2019 with IMEI and software version."""

    code: bytes
    imei: bytes = b""
    software: bytes = b""


@dataclass(frozen=True, slots=True)
class Item:
    """An additional item of a position."""

    item_id: int
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a vehicle is; coordinates in millionths of a degree without sign, speed in tenths of km/h."""

    alarm: int
    status: int
    latitude: int
    longitude: int
    altitude: int
    speed: int
    direction: int
    time: datetime
    items: tuple[Item, ...] = ()

    @property
    def degrees(self) -> tuple[float, float]:
        """Return longitude and latitude in degrees, west and south negative."""
        east = -self.longitude if self.status & WEST else self.longitude
        north = -self.latitude if self.status & SOUTH else self.latitude
        return east / 1e6, north / 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionAnswer:
    """0201 and 0500: a position as the answer to the message numbered ``serial``."""

    serial: int
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionBatch:
    """0704: several positions, ordinary (0) or told after a blind spot (1)."""

    kind: int
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerTime:
    """8004: the centre's clock, in UTC on the wire."""

    time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """0104 (with the ``serial`` of the question) and 8103: parameters by number, values as sent."""

    serial: int | None
    values: tuple[tuple[int, bytes], ...]


Body = (
    Raw
    | GeneralReply
    | Registration
    | RegistrationReply
    | Authentication
    | Position
    | PositionAnswer
    | PositionBatch
    | ServerTime
    | Parameters
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame; ``version`` is set since 2019, ``part`` is (how many, which) of a message sent in parts.

    ``phone`` holds the digits as sent: 12 up to 2013, 20 since 2019. Some makers put other identifiers there, whose
    digits go beyond 9.
    """

    message_id: int
    phone: str
    serial: int
    body: Body = Raw()
    version: int | None = None
    encryption: int = 0
    part: tuple[int, int] | None = None
    reserved: bool = False
