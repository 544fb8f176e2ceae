"""Cutting a JT/T 808 stream at its flags, and joining messages that were sent in parts."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Final

from anlan.protocols.framing import FrameError, Garbage
from anlan.protocols.jt808.bodies import Span, read_body
from anlan.protocols.jt808.message import Frame, Raw
from anlan.protocols.jt808.reading import FLAG, HEAD, MOST_FRAME, check

MOST_OPEN_MESSAGES: Final = 64
MOST_JOINED_BYTES: Final = 4 * 1024 * 1024


class Splitter:
    """Cut a byte stream into frames; what stands between two flags and is no message comes out as garbage.

    One flag may end a message and begin the next, so a lost flag costs no more than the message it belonged to.
    """

    def __init__(self) -> None:
        self._held = b""
        self._is_begun = False

    def feed(self, data: bytes) -> list[bytes | Garbage]:
        """Return the frames and the rubbish that ``data`` completes, in the order of the stream."""
        pieces = (self._held + data).split(FLAG)
        self._held = pieces.pop()
        found = [told for piece in pieces if (told := self._told(piece))]
        if len(self._held) > MOST_FRAME:
            found.append(_garbage(self._held))
            self._held, self._is_begun = b"", False
        return found

    def close(self) -> list[bytes | Garbage]:
        """Return what is left when nothing more comes: a message without its end is rubbish."""
        left = FLAG + self._held if self._is_begun and self._held else self._held
        self._held, self._is_begun = b"", False
        return [_garbage(left)] if left else []

    @property
    def waiting(self) -> int:
        """Return how many bytes of a frame begun are held back."""
        return len(self._held)

    def _told(self, piece: bytes) -> bytes | Garbage | None:
        """Return what a piece before a flag is; the flag begins the next piece."""
        was_begun, self._is_begun = self._is_begun, True
        if not piece:
            return None
        if not was_begun:
            return _garbage(piece)
        frame = FLAG + piece + FLAG
        error = check(frame)
        if error is None:
            return frame
        return Garbage(frame, error) if len(piece) > HEAD else _garbage(frame)


def _garbage(raw: bytes) -> Garbage:
    return Garbage(raw, FrameError("garbage", 0, f"{len(raw)} bytes that belong to no frame"))


@dataclass(slots=True)
class _Open:
    total: int
    bodies: dict[int, bytes] = field(default_factory=dict)


class Joiner:
    """Join messages sent in parts; whole ones pass. Holds at most 64 messages and 4 MiB, the oldest go first."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[str, int, int], _Open] = OrderedDict()
        self._bytes = 0

    def add(self, frame: Frame) -> Frame | None:
        """Return ``frame`` if it is whole, the whole message if it was its last missing part, otherwise nothing.

        A joined message has the serial number of its first part. Raises ``FrameError`` (offsets of the joined body)
        where the whole body is not what it must be.
        """
        if frame.part is None or not isinstance(frame.body, Raw):
            return frame
        total, number = frame.part
        first = frame.serial - (number - 1) & 0xFFFF
        key = (frame.phone, frame.message_id, first)
        open_message = self._open.setdefault(key, _Open(total))
        if open_message.total != total:
            self._drop(key)
            open_message = self._open.setdefault(key, _Open(total))
        self._bytes += len(frame.body.data) - len(open_message.bodies.get(number, b""))
        open_message.bodies[number] = frame.body.data
        if len(open_message.bodies) < total:
            self._make_room()
            return None
        self._drop(key)
        body = b"".join(open_message.bodies[each] for each in range(1, total + 1))
        return _whole(frame, first, body)

    def missing(self, frame: Frame) -> tuple[int, ...]:
        """Return the numbers of the parts still missing of the message that ``frame`` is a part of."""
        if frame.part is None:
            return ()
        total, number = frame.part
        found = self._open.get((frame.phone, frame.message_id, frame.serial - (number - 1) & 0xFFFF))
        return tuple(each for each in range(1, total + 1) if found and each not in found.bodies)

    def _make_room(self) -> None:
        while len(self._open) > MOST_OPEN_MESSAGES or self._bytes > MOST_JOINED_BYTES:
            self._drop(next(iter(self._open)))

    def _drop(self, key: tuple[str, int, int]) -> None:
        self._bytes -= sum(len(each) for each in self._open.pop(key).bodies.values())


def _whole(part: Frame, serial: int, body: bytes) -> Frame:
    if part.encryption:
        return replace(part, serial=serial, part=None, body=Raw(body))
    span = Span(body, 0, len(body), part.version is not None)
    return replace(part, serial=serial, part=None, body=read_body(part.message_id, span))
