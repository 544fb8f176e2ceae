"""What the room asks of the outside: a mailbox that is read and never changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


class MailboxDown(Exception):
    """The mailbox cannot be read now; the text says why, without a password."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a mailbox was read: the number of its numbering, and the highest letter in it."""

    validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it lies in the mailbox; ``raw`` is nothing where it is larger than what is taken."""

    seen: Seen
    raw: bytes | None


class Mailbox(Protocol):
    """One mailbox whose letters come in for one region."""

    name: str
    region: str

    def letters(self, after: Seen | None, most: int) -> Iterator[Letter]:
        """Yield what came after, the oldest first; without ``after`` what nobody has read yet. Raises MailboxDown."""
        ...
