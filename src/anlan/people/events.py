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


def household_subject(household_id: UUID) -> str:
    """Return the subject under which a household's entries stand, its residents' too."""
    return f"household:{household_id}"


def device_subject(device_id: UUID) -> str:
    """Return the subject under which a device's entries stand."""
    return f"device:{device_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdKept(DomainEvent):
    """A household was entered or changed; ``fields`` names what changed, nothing for a new one."""

    kind: ClassVar[str] = "people.household_kept"

    head_name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentKept(DomainEvent):
    """A resident was entered, changed or moved; ``fields`` names what changed, nothing for a new one."""

    kind: ClassVar[str] = "people.resident_kept"

    resident_id: UUID
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentRemoved(DomainEvent):
    """A resident was taken out of the registry."""

    kind: ClassVar[str] = "people.resident_removed"

    resident_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentRevealed(DomainEvent):
    """Somebody was shown a resident's phone and id number."""

    kind: ClassVar[str] = "people.resident_revealed"

    resident_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentsImported(DomainEvent):
    """Households and residents were imported from a file."""

    kind: ClassVar[str] = "people.residents_imported"

    file: str
    households: int
    residents: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentsExported(DomainEvent):
    """Households were taken out as a file, for a reason."""

    kind: ClassVar[str] = "people.residents_exported"

    reason: str
    households: int
    is_masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKept(DomainEvent):
    """A device was entered or changed; ``fields`` names what changed, nothing for a new one."""

    kind: ClassVar[str] = "people.device_kept"

    name: str
    fields: tuple[str, ...]
