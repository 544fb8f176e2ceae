"""What happens to people and to what is known of them; never a phone number."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


def person_subject(person_id: UUID) -> str:
    """Return the subject under which a person's entries stand."""
    return f"person:{person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded(DomainEvent):
    """A person was entered in the directory."""

    kind: ClassVar[str] = "people.person_added"

    name: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged(DomainEvent):
    """A person's name, post or phone was changed; ``fields`` names which."""

    kind: ClassVar[str] = "people.person_changed"

    name: str
    post: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRevealed(DomainEvent):
    """Somebody was shown a person's phone number."""

    kind: ClassVar[str] = "people.phone_revealed"

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityAssigned(DomainEvent):
    """A person took over a duty in a region; the one before, if any, was relieved."""

    kind: ClassVar[str] = "people.responsibility_assigned"

    name: str
    duty: str
    role: str
    rank: str
