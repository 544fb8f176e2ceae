"""The frame of GB/T 26875.3 and its information objects. Each class lists its fields in the order of the wire."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Annotated, Any, Final, get_type_hints


class Command(IntEnum):
    """What a frame is for (table 2)."""

    CONTROL = 1
    SEND = 2
    CONFIRM = 3
    REQUEST = 4
    ANSWER = 5
    DENY = 6


class Wire(IntEnum):
    """How a field stands on the wire; numbers have their low byte first."""

    BYTE = 1
    WORD = 2
    SIGNED_WORD = 3
    ADDRESS = 4
    TIME = 5
    DESCRIPTION = 6
    TEXT = 7


DESCRIPTION_BYTES: Final = 31
SIZES: Final = {
    Wire.BYTE: 1,
    Wire.WORD: 2,
    Wire.SIGNED_WORD: 2,
    Wire.ADDRESS: 4,
    Wire.TIME: 6,
    Wire.DESCRIPTION: DESCRIPTION_BYTES,
    Wire.TEXT: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemState:
    """State of a fire-protection system (type 1)."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    state: Annotated[int, Wire.WORD]
    time: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """State of one part (type 2); ``description`` holds its 31 bytes as sent."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    part_type: Annotated[int, Wire.BYTE]
    part_address: Annotated[int, Wire.ADDRESS]
    state: Annotated[int, Wire.WORD]
    description: Annotated[bytes, Wire.DESCRIPTION]
    time: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAnalog:
    """Analog value of one part (type 3): ``counts`` of the quantity's step."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    part_type: Annotated[int, Wire.BYTE]
    part_address: Annotated[int, Wire.ADDRESS]
    quantity: Annotated[int, Wire.BYTE]
    counts: Annotated[int, Wire.SIGNED_WORD]
    time: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemOperation:
    """What a person did at a system (type 4)."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    operation: Annotated[int, Wire.BYTE]
    operator: Annotated[int, Wire.BYTE]
    time: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemVersion:
    """Software version of a system (type 5)."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    major: Annotated[int, Wire.BYTE]
    minor: Annotated[int, Wire.BYTE]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemConfiguration:
    """Configuration of a system, in words (type 6)."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    text: Annotated[bytes, Wire.TEXT]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartConfiguration:
    """Configuration of one part, in words (type 7)."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    part_type: Annotated[int, Wire.BYTE]
    part_address: Annotated[int, Wire.ADDRESS]
    description: Annotated[bytes, Wire.DESCRIPTION]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemTime:
    """The clock of a system (type 8)."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    time: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceState:
    """State of the user information device itself (type 21)."""

    state: Annotated[int, Wire.BYTE]
    time: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceOperation:
    """What a person did at the user information device (type 24)."""

    operation: Annotated[int, Wire.BYTE]
    operator: Annotated[int, Wire.BYTE]
    time: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceVersion:
    """Software version of the user information device (type 25)."""

    major: Annotated[int, Wire.BYTE]
    minor: Annotated[int, Wire.BYTE]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceConfiguration:
    """Configuration of the user information device, in words (type 26)."""

    text: Annotated[bytes, Wire.TEXT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time alone: the device's clock (type 28) or the centre's for it."""

    time: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichSystem:
    """The system that the centre asks about."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichPart:
    """The part that the centre asks about."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    part_address: Annotated[int, Wire.ADDRESS]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichSystemOperations:
    """How many records of a system's operations the centre asks for, and since when."""

    system_type: Annotated[int, Wire.BYTE]
    system_address: Annotated[int, Wire.BYTE]
    records: Annotated[int, Wire.BYTE]
    since: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichDeviceOperations:
    """How many records of the device's operations the centre asks for, and since when."""

    records: Annotated[int, Wire.BYTE]
    since: Annotated[datetime, Wire.TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """One byte that means nothing yet: what the centre sends when it asks about the device itself."""

    reserved: Annotated[int, Wire.BYTE]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall:
    """Within how many minutes somebody at the device must answer."""

    minutes: Annotated[int, Wire.BYTE]


OBJECTS: Final[dict[int, type[Any]]] = {
    1: SystemState,
    2: PartState,
    3: PartAnalog,
    4: SystemOperation,
    5: SystemVersion,
    6: SystemConfiguration,
    7: PartConfiguration,
    8: SystemTime,
    21: DeviceState,
    24: DeviceOperation,
    25: DeviceVersion,
    26: DeviceConfiguration,
    28: Clock,
    61: WhichSystem,
    62: WhichPart,
    63: WhichPart,
    64: WhichSystemOperations,
    65: WhichSystem,
    66: WhichSystem,
    67: WhichPart,
    68: WhichSystem,
    81: Reserved,
    84: WhichDeviceOperations,
    85: Reserved,
    86: Reserved,
    88: Reserved,
    89: Reserved,
    90: Clock,
    91: RollCall,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The application data unit: objects of one type, or the ``rest`` of a type that the standard leaves open."""

    type_flag: int
    objects: tuple[Any, ...] = ()
    rest: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame; addresses are 48-bit numbers, ``version`` is the main and the user's own number."""

    serial: int
    time: datetime
    source: int
    target: int
    command: int
    version: tuple[int, int] = (1, 1)
    unit: Unit | None = None


def layout(kind: type[Any]) -> tuple[tuple[str, Wire], ...]:
    """Return the names of a class's fields and how each stands on the wire, in order."""
    return _LAYOUTS[kind]


_LAYOUTS: Final = {
    kind: tuple((name, hint.__metadata__[0]) for name, hint in get_type_hints(kind, include_extras=True).items())
    for kind in set(OBJECTS.values())
}
