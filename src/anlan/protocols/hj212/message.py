"""An HJ 212 message in its parts: the head of the data segment and its parameters in groups."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head: ``number`` QN, ``system`` ST, ``command`` CN, ``device`` MN; empty or None where it was not sent."""

    number: str = ""
    system: str
    command: str
    password: str
    device: str
    flag: int | None = None
    packets: int | None = None
    packet: int | None = None

    @property
    def wants_answer(self) -> bool:
        """Tell whether the sender asks for an answer (bit A of the flag)."""
        return bool((self.flag or 0) & 1)

    @property
    def version(self) -> int:
        """Return the version of the standard: 0 for 2005, 1 for 2017 (bits V of the flag)."""
        return (self.flag or 0) >> 2


@dataclass(frozen=True, slots=True)
class Item:
    """``factor-field=value``, or ``field=value`` with an empty factor."""

    factor: str
    field: str
    value: str

    @property
    def name(self) -> str:
        """Return the name as it is sent."""
        return f"{self.factor}-{self.field}" if self.factor else self.field


Group = tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A whole frame: ``segment`` is what the rest was read from, ``deviations`` where it leaves the standard."""

    head: Head
    groups: tuple[Group, ...]
    segment: bytes
    checksum: int
    deviations: tuple[str, ...] = ()
