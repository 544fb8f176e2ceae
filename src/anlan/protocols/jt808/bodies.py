"""The bodies of JT/T 808 messages, bytes to dataclasses. Offsets are those of the unescaped message."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final

from anlan.kernel.clock import CHINA
from anlan.protocols.framing import FrameError
from anlan.protocols.jt808 import table
from anlan.protocols.jt808.message import (
    Authentication,
    Body,
    GeneralReply,
    Id,
    Item,
    Parameters,
    Position,
    PositionAnswer,
    PositionBatch,
    Raw,
    Registration,
    RegistrationReply,
    ServerTime,
)

POSITION: Final = struct.Struct(">IIIIHHH6s")
MOST_LATITUDE: Final = 90_000_000
MOST_LONGITUDE: Final = 180_000_000
MOST_DIRECTION: Final = 359
WIDTHS: Final = {2011: (5, 8, 7), 2013: (5, 20, 7), 2019: (11, 30, 30)}
IMEI: Final = 15
SOFTWARE: Final = 20
_TIME_PARTS: Final = ("year", "month", "day", "hour", "minute", "second")


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes ``at`` to ``end`` of an unescaped message, and whether its head is that of 2019."""

    plain: bytes
    at: int
    end: int
    is_2019: bool

    @property
    def size(self) -> int:
        """Return how many bytes the span has."""
        return self.end - self.at

    def word(self, index: int) -> int:
        """Return the number of two bytes, the high one first, at ``index`` of the span."""
        here = self.at + index
        return self.plain[here] << 8 | self.plain[here + 1]

    def cut(self, begin: int, end: int | None = None) -> bytes:
        """Return the bytes ``begin`` to ``end`` of the span."""
        return self.plain[self.at + begin : self.end if end is None else self.at + end]

    def part(self, begin: int, size: int | None = None) -> "Span":
        """Return the span of ``size`` bytes from ``begin`` on, or of all that follow."""
        at = self.at + begin
        return Span(self.plain, at, self.end if size is None else at + size, self.is_2019)

    def require(self, size: int, what: str) -> None:
        """Refuse a span of fewer than ``size`` bytes."""
        if size > self.size:
            raise FrameError("structure", self.end, f"{what} needs {size} bytes, {max(self.size, 0)} are left")

    def require_exactly(self, size: int, what: str) -> None:
        """Refuse a span of fewer or more than ``size`` bytes."""
        self.require(size, what)
        if size < self.size:
            raise FrameError("structure", self.at + size, f"{self.size - size} bytes are left after {what}")


Reader = Callable[[Span], Body]


def read_body(message_id: int, span: Span) -> Body:
    """Return the body in ``span`` as its message lays it out, or as it is where that is not read."""
    reader = _READERS.get(message_id)
    return reader(span) if reader else Raw(span.cut(0))


def read_time(data: bytes, at: int, zone: tzinfo = CHINA) -> datetime:
    """Return the BCD time YYMMDDhhmmss at ``at``."""
    digits = data[at : at + 6].hex()
    try:
        year, month, day, hour, minute, second = (int(digits[index : index + 2]) for index in range(0, 12, 2))
        return datetime(2000 + year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError as error:
        raise _bad_time(digits, at, str(error)) from None


def _bad_time(digits: str, at: int, reason: str) -> FrameError:
    limits = ((0, 99), (1, 12), (1, 31), (0, 23), (0, 59), (0, 59))
    for index, (least, most) in enumerate(limits):
        pair = digits[2 * index : 2 * index + 2]
        if not pair.isdecimal() or not least <= int(pair) <= most:
            return FrameError("value", at + index, f"{_TIME_PARTS[index]} {pair} of the time {digits} cannot be")
    return FrameError("value", at + 2, f"the time {digits} cannot be: {reason}")


def read_position(span: Span) -> Position:
    """Return the position in ``span`` with its additional items."""
    span.require(POSITION.size, "a position")
    plain, at = span.plain, span.at
    alarm, status, latitude, longitude, altitude, speed, direction, _ = POSITION.unpack_from(plain, at)
    if latitude > MOST_LATITUDE:
        raise FrameError("value", at + 8, f"latitude {latitude / 1e6} is beyond 90 degrees")
    if longitude > MOST_LONGITUDE:
        raise FrameError("value", at + 12, f"longitude {longitude / 1e6} is beyond 180 degrees")
    if direction > MOST_DIRECTION:
        raise FrameError("value", at + 20, f"direction {direction} is beyond {MOST_DIRECTION} degrees")
    return Position(
        alarm=alarm,
        status=status,
        latitude=latitude,
        longitude=longitude,
        altitude=altitude,
        speed=speed,
        direction=direction,
        time=read_time(plain, at + 22),
        items=read_items(span.part(POSITION.size)),
    )


def read_items(span: Span) -> tuple[Item, ...]:
    """Return the additional items in ``span``; items of makers are kept whatever their size."""
    plain, at, end, items = span.plain, span.at, span.end, []
    while at < end:
        item_id = plain[at]
        size = plain[at + 1] if at + 1 < end else 0
        if at + 2 + size > end:
            raise FrameError("structure", at, f"item {item_id:02x} of {size} bytes goes beyond the message")
        kind = table.item(item_id)
        if kind and size not in kind.sizes and (span.is_2019 or not kind.since):
            raise FrameError("structure", at + 1, f"item {item_id:02x} has {size} bytes, not {_either(kind.sizes)}")
        items.append(Item(item_id, plain[at + 2 : at + 2 + size]))
        at += 2 + size
    return tuple(items)


def _either(sizes: tuple[int, ...]) -> str:
    return " or ".join(str(each) for each in sizes)


def _position_answer(span: Span) -> Body:
    span.require(2, "the answered serial number")
    return PositionAnswer(serial=span.word(0), position=read_position(span.part(2)))


def _batch(span: Span) -> Body:
    span.require(3, "number and kind of positions")
    count, rest = span.word(0), span.part(3)
    positions = []
    for number in range(1, count + 1):
        rest.require(2, f"the length of position {number} of {count}")
        size = rest.word(0)
        rest.require(2 + size, f"position {number} of {count} with its length")
        positions.append(read_position(rest.part(2, size)))
        rest = rest.part(2 + size)
    rest.require_exactly(0, f"{count} positions")
    return PositionBatch(kind=span.plain[span.at + 2], positions=tuple(positions))


def _reply(span: Span) -> Body:
    span.require_exactly(5, "a general reply")
    return GeneralReply(serial=span.word(0), message_id=span.word(2), result=span.cut(4)[0])


def _registration(span: Span) -> Body:
    edition = 2019 if span.is_2019 else 2013 if span.size >= 5 + sum(WIDTHS[2013]) else 2011
    span.require(5 + sum(WIDTHS[edition]), f"a registration of {edition}")
    manufacturer, model, terminal = WIDTHS[edition]
    model_at = 4 + manufacturer
    terminal_at = model_at + model
    colour_at = terminal_at + terminal
    return Registration(
        province=span.word(0),
        city=span.word(2),
        manufacturer=span.cut(4, model_at),
        model=span.cut(model_at, terminal_at),
        terminal=span.cut(terminal_at, colour_at),
        colour=span.cut(colour_at)[0],
        plate=span.cut(colour_at + 1),
        edition=edition,
    )


def _registration_reply(span: Span) -> Body:
    span.require(3, "a registration reply")
    return RegistrationReply(serial=span.word(0), result=span.cut(2)[0], code=span.cut(3))


def _authentication(span: Span) -> Body:
    if not span.is_2019:
        return Authentication(code=span.cut(0))
    span.require(1, "the length of the authentication code")
    code_end = 1 + span.plain[span.at]
    span.require_exactly(code_end + IMEI + SOFTWARE, "an authentication of 2019")
    return Authentication(
        code=span.cut(1, code_end), imei=span.cut(code_end, code_end + IMEI), software=span.cut(code_end + IMEI)
    )


def _server_time(span: Span) -> Body:
    span.require_exactly(6, "a time")
    return ServerTime(time=read_time(span.plain, span.at, UTC))


def _parameters_answer(span: Span) -> Body:
    span.require(2, "the answered serial number")
    return _parameter_list(span.part(2), span.word(0))


def _parameter_list(span: Span, serial: int | None = None) -> Parameters:
    span.require(1, "the number of parameters")
    count, rest, values = span.plain[span.at], span.part(1), []
    for number in range(1, count + 1):
        rest.require(5, f"parameter {number} of {count}")
        size = 5 + rest.cut(4, 5)[0]
        rest.require(size, f"parameter {number} of {count} with its value")
        values.append((int.from_bytes(rest.cut(0, 4), "big"), rest.cut(5, size)))
        rest = rest.part(size)
    rest.require_exactly(0, f"{count} parameters")
    return Parameters(serial=serial, values=tuple(values))


_READERS: Final[dict[int, Reader]] = {
    Id.TERMINAL_REPLY: _reply,
    Id.CENTRE_REPLY: _reply,
    Id.REGISTRATION: _registration,
    Id.REGISTRATION_REPLY: _registration_reply,
    Id.AUTHENTICATION: _authentication,
    Id.PARAMETERS_ANSWER: _parameters_answer,
    Id.SET_PARAMETERS: _parameter_list,
    Id.POSITION: read_position,
    Id.POSITION_ANSWER: _position_answer,
    Id.VEHICLE_CONTROL_ANSWER: _position_answer,
    Id.POSITION_BATCH: _batch,
    Id.SERVER_TIME_ANSWER: _server_time,
}
