"""Writing a frame of GB/T 26875.3, and the centre's replies."""

from datetime import datetime
from typing import Any, Final

from anlan.kernel.clock import in_china
from anlan.protocols.gbt26875.message import (
    DESCRIPTION_BYTES,
    OBJECTS,
    SIZES,
    Clock,
    Command,
    Frame,
    Unit,
    Wire,
    layout,
)
from anlan.protocols.gbt26875.reading import END, MOST_DATA, START, check_sum

SYNCHRONISE_CLOCK: Final = 90
_ASKS_FOR_TIME: Final = frozenset({88, SYNCHRONISE_CLOCK})


def encode(frame: Frame) -> bytes:
    """Return the bytes of ``frame``; a value that its field cannot hold raises ``ValueError``."""
    data = _unit(frame.unit) if frame.unit else b""
    if len(data) > MOST_DATA:
        raise ValueError(f"{len(data)} bytes of data; at most {MOST_DATA} may be")
    try:
        content = b"".join(
            (
                frame.serial.to_bytes(2, "little"),
                bytes(frame.version),
                write_time(frame.time),
                frame.source.to_bytes(6, "little"),
                frame.target.to_bytes(6, "little"),
                len(data).to_bytes(2, "little"),
                bytes((frame.command,)),
                data,
            )
        )
    except OverflowError as error:
        raise ValueError(str(error)) from error
    return START + content + bytes((check_sum(content),)) + END


def write_time(time: datetime) -> bytes:
    """Return the time label of an aware instant, in China Standard Time; years 2000-2099."""
    local = in_china(time)
    if not 2000 <= local.year <= 2099:
        raise ValueError(f"year {local.year} is not within 2000-2099")
    return bytes((local.second, local.minute, local.hour, local.day, local.month, local.year - 2000))


def _unit(unit: Unit) -> bytes:
    kind = OBJECTS.get(unit.type_flag)
    if not unit.objects:
        return bytes((unit.type_flag,)) + unit.rest
    if kind is None or len(unit.objects) > 255 or any(type(each) is not kind for each in unit.objects):
        raise ValueError(f"type {unit.type_flag} does not carry these objects")
    try:
        written = [_field(wire, getattr(each, name)) for each in unit.objects for name, wire in layout(kind)]
    except OverflowError as error:
        raise ValueError(str(error)) from error
    return bytes((unit.type_flag, len(unit.objects))) + b"".join(written)


def _field(wire: Wire, value: Any) -> bytes:
    if wire is Wire.TIME:
        return write_time(value)
    if wire is Wire.TEXT:
        return bytes((len(value),)) + bytes(value)
    if wire is Wire.DESCRIPTION:
        if len(value) > DESCRIPTION_BYTES:
            raise ValueError(f"a description of {len(value)} bytes; at most {DESCRIPTION_BYTES} may be")
        return bytes(value).ljust(DESCRIPTION_BYTES, b"\0")
    return int(value).to_bytes(SIZES[wire], "little", signed=wire is Wire.SIGNED_WORD)


def reply_to(frame: Frame, now: datetime) -> bytes | None:
    """Return what the standard asks of the centre: data sent is confirmed, a request is answered or denied.

    The only request that a centre can answer is one for the time; it gets the centre's clock. Confirmations, answers
    and denials get no reply.
    """
    if frame.command == Command.SEND:
        return encode(_back(frame, Command.CONFIRM, now, None))
    if frame.command != Command.REQUEST:
        return None
    if frame.unit and frame.unit.type_flag in _ASKS_FOR_TIME:
        return encode(_back(frame, Command.ANSWER, now, _clock(now)))
    return encode(_back(frame, Command.DENY, now, None))


def clock_command(*, serial: int, source: int, target: int, now: datetime) -> bytes:
    """Return the centre's order (``source``) to a device (``target``) to set its clock."""
    frame = Frame(serial=serial, time=now, source=source, target=target, command=Command.CONTROL, unit=_clock(now))
    return encode(frame)


def _clock(now: datetime) -> Unit:
    return Unit(type_flag=SYNCHRONISE_CLOCK, objects=(Clock(time=now),))


def _back(frame: Frame, command: Command, now: datetime, unit: Unit | None) -> Frame:
    return Frame(
        serial=frame.serial,
        version=frame.version,
        time=now,
        source=frame.target,
        target=frame.source,
        command=command,
        unit=unit,
    )
