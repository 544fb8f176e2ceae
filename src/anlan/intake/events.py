"""What happens to matters, as the journal keeps it. No event carries a teller's name or phone."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterEvent(DomainEvent):
    """What every event of a matter says: its number, by which way it came, its first words, how urgent it is."""

    number: str
    way: str
    headline: str
    urgency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterReceived(MatterEvent):
    """Somebody told something; ``digest`` is of all that was told."""

    kind: ClassVar[str] = "intake.matter_received"
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRepeated(MatterEvent):
    """The same seems to be told again by ``repeat_number``; the urgency was counted anew."""

    kind: ClassVar[str] = "intake.matter_repeated"
    repeats: int
    repeat_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterTaken(MatterEvent):
    """Someone on duty took it."""

    kind: ClassVar[str] = "intake.matter_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterMerged(MatterEvent):
    """A person found that it tells of the same thing as ``other_number``."""

    kind: ClassVar[str] = "intake.matter_merged"
    other_id: UUID
    other_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterParted(MatterEvent):
    """The merging was taken back."""

    kind: ClassVar[str] = "intake.matter_parted"
    other_id: UUID
    other_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLinked(MatterEvent):
    """It was linked to an incident."""

    kind: ClassVar[str] = "intake.matter_linked"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterUnlinked(MatterEvent):
    """The link to the incident was taken back."""

    kind: ClassVar[str] = "intake.matter_unlinked"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterDeclared(MatterEvent):
    """An incident was declared from it."""

    kind: ClassVar[str] = "intake.matter_declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingEvent(MatterEvent):
    """Something happened to a matter at a department."""

    forwarding_id: UUID
    organisation: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterForwarded(ForwardingEvent):
    """It went to a department, which answers by ``due_at``."""

    kind: ClassVar[str] = "intake.matter_forwarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterReturned(ForwardingEvent):
    """The department returned it for a reason."""

    kind: ClassVar[str] = "intake.matter_returned"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterAnswered(ForwardingEvent):
    """The department answered."""

    kind: ClassVar[str] = "intake.matter_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterSentBack(ForwardingEvent):
    """The answer was not enough and the department has to go on."""

    kind: ClassVar[str] = "intake.matter_sent_back"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterOverdue(ForwardingEvent):
    """The department did not answer in time."""

    kind: ClassVar[str] = "intake.matter_overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRated(ForwardingEvent):
    """The answer was rated, which closes the matter."""

    kind: ClassVar[str] = "intake.matter_rated"
    rating: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterClosed(MatterEvent):
    """It was closed for a reason, without an incident and without a department."""

    kind: ClassVar[str] = "intake.matter_closed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterReopened(MatterEvent):
    """A closed matter was taken up again."""

    kind: ClassVar[str] = "intake.matter_reopened"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellerRevealed(MatterEvent):
    """Somebody looked up who told it."""

    kind: ClassVar[str] = "intake.teller_revealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardStepped(MatterEvent):
    """A reward was proposed, approved, refused, told, paid, lapsed or revived: ``act``; the teller is not named."""

    kind: ClassVar[str] = "intake.reward_stepped"
    reward_id: UUID
    act: str
    state: str
    amount: str
    text: str
