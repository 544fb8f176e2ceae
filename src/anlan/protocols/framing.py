"""What every gauge protocol here shares: why a frame is refused, what it observed, and how a stream is cut.

Codes of ``FrameError``, the same for every protocol:

- ``start``: the frame does not begin as it must; ``end``: it does not end as it must;
- ``truncated``: bytes are missing; ``length``: the length field does not agree with the bytes, or is too large;
- ``checksum``: the check sum or CRC is another one;
- ``escape``: an escape sequence that the protocol does not know;
- ``header``: a field of the head holds what it may not; ``structure``: the body is not built as it must be;
- ``value``: a value cannot be (BCD digit above 9, 13th month, out of range);
- ``unknown_function``: function, command or message code unknown; ``unknown_element``: its length cannot be known;
- ``not_supported``: well formed by its head, but of a kind that is not decoded here (encrypted, say);
- ``garbage``: bytes between two frames that belong to none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final

CODES: Final = frozenset(
    {
        "start",
        "end",
        "truncated",
        "length",
        "checksum",
        "escape",
        "header",
        "structure",
        "value",
        "unknown_function",
        "unknown_element",
        "not_supported",
        "garbage",
    }
)


class FrameError(Exception):
    """A frame is refused: ``code`` of those above, ``offset`` of the first wrong byte, ``detail`` in English."""

    def __init__(self, code: str, offset: int, detail: str) -> None:
        super().__init__(code, offset, detail)
        self.code = code
        self.offset = offset
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code} at byte {self.offset}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Observation:
    """One value a device reports: ``flag`` is empty when the device says nothing against it."""

    device: str
    element: str
    time: datetime
    value: float
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Garbage:
    """Bytes of a stream that belong to no frame, with the reason; they go to quarantine."""

    raw: bytes
    error: FrameError


class Cut(IntEnum):
    """What a protocol's cutter says when it cannot tell a frame's length: wait for more, or drop one byte."""

    WAIT = 0
    NONE = -1


@dataclass(frozen=True, slots=True)
class Cutter:
    """How a protocol is cut: ``start`` bytes, ``length(buffer, at)`` of a frame there or a ``Cut``, ``most`` bytes.

    ``length`` answers ``Cut.WAIT`` only while fewer than ``most`` bytes lie at ``at``, so memory stays bounded.
    """

    start: bytes
    length: Callable[[bytes, int], int]
    most: int


class Splitter:
    """Cut a byte stream into frames: finds the next start after rubbish, and never holds more than one frame."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self._held = b""
        self._rubbish = bytearray()

    def feed(self, data: bytes) -> list[bytes | Garbage]:
        """Return the frames and the rubbish that ``data`` completes, in the order of the stream."""
        buffer, found, at = self._held + data, list[bytes | Garbage](), 0
        while at < len(buffer):
            begin = _next_start(buffer, at, self._cutter.start)
            self._throw(buffer[at:begin], found)
            at = begin
            if at + len(self._cutter.start) > len(buffer):
                break
            size = self._cutter.length(buffer, at)
            if size == Cut.WAIT:
                break
            if size < 0 or size > self._cutter.most:
                self._throw(buffer[at : at + 1], found)
                at += 1
                continue
            self._flush(found)
            found.append(buffer[at : at + size])
            at += size
        self._held = buffer[at:]
        return found

    def close(self) -> list[bytes | Garbage]:
        """Return what is left when the stream ends: an unfinished frame is rubbish too."""
        found: list[bytes | Garbage] = []
        self._throw(self._held, found)
        self._flush(found)
        self._held = b""
        return found

    @property
    def waiting(self) -> int:
        """Return how many bytes are held back; at most the largest frame."""
        return len(self._held)

    def _throw(self, rubbish: bytes, found: list[bytes | Garbage]) -> None:
        self._rubbish += rubbish
        if len(self._rubbish) >= self._cutter.most:
            self._flush(found)

    def _flush(self, found: list[bytes | Garbage]) -> None:
        if self._rubbish:
            raw = bytes(self._rubbish)
            found.append(Garbage(raw, FrameError("garbage", 0, f"{len(raw)} bytes that belong to no frame")))
            self._rubbish.clear()


def _next_start(buffer: bytes, at: int, start: bytes) -> int:
    """Return where ``start`` next stands, or where a first part of it ends the buffer, or the buffer's end."""
    begin = buffer.find(start, at)
    if begin >= 0:
        return begin
    for kept in range(min(len(start) - 1, len(buffer) - at), 0, -1):
        if buffer.endswith(start[:kept]):
            return len(buffer) - kept
    return len(buffer)
