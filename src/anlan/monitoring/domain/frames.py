"""What the gateways and the intake know of a message that a device sent, whatever its protocol."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from anlan.protocols.framing import Garbage, Observation, Occurrence

_MOST_PARTS: Final = 512
_MOST_OPEN: Final = 8

Options = Mapping[str, Any]


class Stream(Protocol):
    """Cuts what a device sends into frames."""

    def feed(self, data: bytes) -> list[bytes | Garbage]:
        """Return what ``data`` completes."""

    def close(self) -> list[bytes | Garbage]:
        """Return what is left when nothing more comes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a vehicle was: degrees (WGS 84 as the terminal gives it), km/h, degrees from north."""

    time: datetime
    longitude: float
    latitude: float
    speed: float | None
    course: float | None


@dataclass(frozen=True, slots=True)
class OpenedFrame:
    """One message of a device: who speaks, and what it tells."""

    frame: Any
    address: str
    observations: tuple[Observation, ...]
    occurrences: tuple[Occurrence, ...] = ()
    position: Place | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Which of how many parts of which message a frame is."""

    message: Hashable
    number: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """One protocol.

    ``open`` reads the bytes of one message, which may be several packets in a row, or raises ``FrameError``; ``reply``
    says what the device is to hear, by the device's options or None where it is not registered; ``part`` says which
    part of a longer message a frame is, or nothing.
    """

    protocol: str
    splitter: Callable[[], Stream]
    open: Callable[[bytes], OpenedFrame]
    reply: Callable[[OpenedFrame, datetime, Options | None], bytes | None]
    part: Callable[[bytes], Part | None] = lambda _: None


@dataclass(slots=True)
class Gathering:
    """Holds the parts of longer messages of one connection until they are all there."""

    part: Callable[[bytes], Part | None]
    _open: dict[Hashable, dict[int, bytes]] = field(default_factory=dict)

    def add(self, frame: bytes) -> list[bytes]:
        """Return the messages that a frame completes, in bytes; nothing while parts are missing.

        Where too many are open the oldest goes on as it is: it is refused then, and the device sends it again.
        """
        part = self.part(frame)
        if part is None or part.total <= 1 or part.total > _MOST_PARTS:
            return [frame]
        held = self._open.setdefault(part.message, {})
        held[part.number] = frame
        if len(held) == part.total:
            return [_joined(self._open.pop(part.message))]
        return [_joined(self._open.pop(next(iter(self._open))))] if len(self._open) > _MOST_OPEN else []

    def close(self) -> list[bytes]:
        """Return what was begun and not completed."""
        left = [_joined(parts) for parts in self._open.values()]
        self._open.clear()
        return left


def _joined(parts: Mapping[int, bytes]) -> bytes:
    return b"".join(parts[number] for number in sorted(parts))
