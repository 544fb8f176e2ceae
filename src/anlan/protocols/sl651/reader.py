"""Walking over the bytes of a body, so that every refusal knows its place in the frame."""

from collections.abc import Callable

from anlan.protocols.framing import FrameError
from anlan.protocols.sl651.message import Entry, Head, Rest


class Ended(FrameError):
    """The body ends inside something; the first of several packets may."""


class Reader:
    """A place in ``raw``, which begins at byte ``base`` of the frame; ``has_step``: rows at a time step follow."""

    __slots__ = ("at", "base", "has_step", "raw")

    def __init__(self, raw: bytes, base: int) -> None:
        self.raw = raw
        self.base = base
        self.at = 0
        self.has_step = False

    @property
    def offset(self) -> int:
        """Return where it stands in the frame."""
        return self.base + self.at

    @property
    def left(self) -> int:
        """Return how many bytes are left."""
        return len(self.raw) - self.at

    def take(self, size: int, what: str) -> bytes:
        """Return the next ``size`` bytes; refuse if the body ends before."""
        if size > self.left:
            raise Ended("structure", self.offset, f"the body ends inside {what}: {self.left} of {size} bytes")
        taken = self.raw[self.at : self.at + size]
        self.at += size
        return taken

    def rest(self) -> bytes:
        """Return whatever is left."""
        return self.take(self.left, "the rest")


def read_entries(reader: Reader, head: Head, entry: Callable[[Reader], Entry]) -> tuple[Entry, ...]:
    """Return what ``entry`` reads until nothing is left; what the end of a packet cuts in two comes as it is."""
    is_part = head.packet is not None and head.packet.total > 1 and not head.is_down
    entries: list[Entry] = []
    begun = reader.at
    try:
        while reader.left:
            begun = reader.at
            entries.append(entry(reader))
    except Ended:
        if not is_part:
            raise
        reader.at = begun
        entries.append(Rest(reader.rest()))
    return tuple(entries)
