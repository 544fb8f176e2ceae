"""What happens to calls, their audit, households that are moved, and ladders."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsBegun(DomainEvent):
    """The responsible persons of a warning's regions are being called."""

    kind: ClassVar[str] = "public_warnings.calls_begun"
    warning_id: UUID
    regions_called: int
    regions_without_person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent(DomainEvent):
    """What every event of a call says: which warning, which region's call, whom."""

    warning_id: UUID
    task_id: UUID
    person_name: str
    post: str
    rank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade(CallEvent):
    """A responsible person was called."""

    kind: ClassVar[str] = "public_warnings.call_made"
    channel: str
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallConfirmed(CallEvent):
    """Someone answered for a region."""

    kind: ClassVar[str] = "public_warnings.call_confirmed"
    via: str
    seconds: int
    note: str
    still_needed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEscalated(CallEvent):
    """Nobody answered within the limit, so the next in order is called, or the duty room above has it."""

    kind: ClassVar[str] = "public_warnings.call_escalated"
    silent_name: str
    to_region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRefused(CallEvent):
    """Somebody called said that the place is not his to answer for, and perhaps whom to call."""

    kind: ClassVar[str] = "public_warnings.call_refused"
    via: str
    named_name: str
    named_phone_masked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAskedAgain(CallEvent):
    """Somebody who confirmed is asked once more."""

    kind: ClassVar[str] = "public_warnings.call_asked_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLapsed(CallEvent):
    """A place counts as confirmed no longer: who had confirmed was asked again and stayed silent, or took it back."""

    kind: ClassVar[str] = "public_warnings.call_lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWanted(CallEvent):
    """Somebody answered that help is wanted in a place."""

    kind: ClassVar[str] = "public_warnings.help_wanted"
    via: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAuditFailed(DomainEvent):
    """The auditor of calls found that a ladder did not go as it must: ``flaw``, who it is ``about``, since when."""

    kind: ClassVar[str] = "public_warnings.call_audit_failed"
    warning_id: UUID
    flaw: str
    about: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAuditSettled(DomainEvent):
    """What the auditor of calls had found wrong is so no more."""

    kind: ClassVar[str] = "public_warnings.call_audit_settled"
    warning_id: UUID
    flaw: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageCallsBegun(DomainEvent):
    """A township began the calls of its villages."""

    kind: ClassVar[str] = "public_warnings.village_calls_begun"
    warning_id: UUID
    villages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipSilent(DomainEvent):
    """Nothing has been confirmed from a whole township when its limit was over."""

    kind: ClassVar[str] = "public_warnings.township_silent"
    warning_id: UUID
    places: int
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdsTicked(DomainEvent):
    """Households of a place were ticked; the counts are those of the place after it."""

    kind: ClassVar[str] = "public_warnings.households_ticked"
    warning_id: UUID
    task_id: UUID
    ticked: int
    by_name: str
    households_moved: int
    households_to_move: int
    persons_moved: int
    persons_to_move: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongNumberSettled(DomainEvent):
    """The keeper of the directory has set right what somebody called had reported."""

    kind: ClassVar[str] = "public_warnings.wrong_number_settled"
    person_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderEvent(DomainEvent):
    """What every event of a region's own ladder says: for which kinds and colour, which edition."""

    group: str
    colour: str
    edition: str
    is_return_to_table: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderProposed(LadderEvent):
    """Somebody proposed a ladder of calls for a region."""

    kind: ClassVar[str] = "public_warnings.ladder_proposed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderDecided(LadderEvent):
    """Another person approved or refused a ladder of calls."""

    kind: ClassVar[str] = "public_warnings.ladder_decided"
    is_approved: bool
    reason: str
