"""What happens to a warning from draft to end, as the journal keeps it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningEvent(DomainEvent):
    """What every event of a warning says: which one, of what, how bad, where."""

    warning_id: UUID
    event_code: str
    level: int
    headline: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningDrafted(WarningEvent):
    """A warning was drafted, by a person or by the machine on a person's behalf."""

    kind: ClassVar[str] = "public_warnings.warning_drafted"
    source_alarm_id: UUID | None
    follows_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningEdited(WarningEvent):
    """A draft was changed; a signature on it is void from here."""

    kind: ClassVar[str] = "public_warnings.warning_edited"
    version: int
    voided_signature_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundKept(WarningEvent):
    """A recording was brought as a draft's sound in one language."""

    kind: ClassVar[str] = "public_warnings.sound_kept"
    language: str
    seconds: float
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundDropped(WarningEvent):
    """A draft's sound was taken away again."""

    kind: ClassVar[str] = "public_warnings.sound_dropped"
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSubmitted(WarningEvent):
    """A draft was put before those who sign."""

    kind: ClassVar[str] = "public_warnings.warning_submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningReturned(WarningEvent):
    """A warning was sent back to its author with a reason."""

    kind: ClassVar[str] = "public_warnings.warning_returned"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningWithdrawn(WarningEvent):
    """A draft was given up."""

    kind: ClassVar[str] = "public_warnings.warning_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningUpdated(WarningEvent):
    """A warning was replaced by a follower."""

    kind: ClassVar[str] = "public_warnings.warning_updated"
    follower_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningLifted(WarningEvent):
    """A warning was lifted by a follower: the danger is over."""

    kind: ClassVar[str] = "public_warnings.warning_lifted"
    follower_id: UUID
