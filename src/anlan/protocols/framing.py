"""What every gauge protocol here shares: why a frame is refused, what it tells, and how a stream is cut.

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

from anlan.kernel.levels import Level

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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FrameError) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)

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
class Occurrence:
    """A state a device reports of itself or a ``part``: ``kind`` (fire, fault, overspeed...) ``began`` or is over.

    A frame that carries a whole state tells every kind of it each time, so the reader compares with what it knew.
    ``level_hint`` is how grave the kind is; what becomes of it is for the rules to say.
    """

    device: str
    kind: str
    part: str
    time: datetime
    began: bool
    level_hint: Level


@dataclass(frozen=True, slots=True)
class Garbage:
    """Bytes of a stream that belong to no frame, with the reason; they go to quarantine."""

    raw: bytes
    error: FrameError


class Cut(IntEnum):
    """What a protocol says when it cannot tell a frame's length: wait for more bytes, or no frame begins here."""

    WAIT = 0
    NONE = -1


@dataclass(frozen=True, slots=True)
class Cutter:
    """How a protocol's stream is cut.

    ``starts`` are the bytes a frame may begin with. ``length(buffer, at)`` tells the size of the frame that begins at
    ``at``, ``Cut.WAIT`` only while fewer than ``most`` bytes lie there, or ``Cut.NONE``. ``check(frame)`` says why the
    bytes are no frame (end, check sum; not what they mean), so that a false start swallows no good frame behind it.
    """

    starts: tuple[bytes, ...]
    length: Callable[[bytes, int], int]
    check: Callable[[bytes], FrameError | None]
    most: int


class Splitter:
    """Cut a byte stream into frames: finds the next frame after rubbish and holds no more than the largest frame."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self._held = b""
        self._rubbish = bytearray()
        self._reason: FrameError | None = None

    def feed(self, data: bytes) -> list[bytes | Garbage]:
        """Return the frames and the rubbish that ``data`` completes, in the order of the stream."""
        return self._cut(self._held + data, is_last=False)

    def close(self) -> list[bytes | Garbage]:
        """Return what can still be told when nothing more comes (end of the stream, or a long silence)."""
        found = self._cut(self._held, is_last=True)
        self._flush(found)
        return found

    @property
    def waiting(self) -> int:
        """Return how many bytes of a frame begun are held back."""
        return len(self._held)

    def _cut(self, buffer: bytes, *, is_last: bool) -> list[bytes | Garbage]:
        found: list[bytes | Garbage] = []
        at = 0
        while at < len(buffer):
            begin = _next_start(buffer, at, self._cutter.starts)
            self._throw(buffer[at:begin], None, found)
            at = begin
            size = self._cutter.length(buffer, at) if at < len(buffer) else Cut.WAIT
            if size == Cut.WAIT or at + size > len(buffer):
                if not is_last or at == len(buffer):
                    break
                size = Cut.NONE
            at += self._take(buffer, at, size, found)
        self._held = buffer[at:]
        return found

    def _take(self, buffer: bytes, at: int, size: int, found: list[bytes | Garbage]) -> int:
        """Put the frame at ``at`` or one byte of rubbish into ``found``; return how many bytes that used."""
        if size < 0 or size > self._cutter.most:
            self._throw(buffer[at : at + 1], None, found)
            return 1
        frame = buffer[at : at + size]
        error = self._cutter.check(frame)
        if error:
            self._throw(frame[:1], error, found)
            return 1
        self._flush(found)
        found.append(frame)
        return size

    def _throw(self, rubbish: bytes, reason: FrameError | None, found: list[bytes | Garbage]) -> None:
        if reason and not self._reason:
            self._reason = FrameError(reason.code, len(self._rubbish) + reason.offset, reason.detail)
        self._rubbish += rubbish
        while len(self._rubbish) >= self._cutter.most:
            self._flush(found)

    def _flush(self, found: list[bytes | Garbage]) -> None:
        if self._rubbish:
            raw = bytes(self._rubbish[: self._cutter.most])
            reason = self._reason or FrameError("garbage", 0, f"{len(raw)} bytes that belong to no frame")
            found.append(Garbage(raw, reason))
            del self._rubbish[: len(raw)]
            self._reason = None


def _next_start(buffer: bytes, at: int, starts: tuple[bytes, ...]) -> int:
    """Return where one of ``starts`` next stands, or where the buffer ends in a first part of one, or its end."""
    if buffer.startswith(starts, at):
        return at
    whole = [begin for start in starts if (begin := buffer.find(start, at)) >= 0]
    parts = (
        len(buffer) - kept
        for start in starts
        for kept in range(1, len(start))
        if len(buffer) - kept >= at and buffer.endswith(start[:kept])
    )
    return min(whole, default=min(parts, default=len(buffer)))
