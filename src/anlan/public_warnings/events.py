"""What happens to warnings, their deliveries and calls, as the journal keeps it."""

from dataclasses import dataclass
from datetime import datetime
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
class ByDelegation(WarningEvent):
    """What a signature says of the person for whom it was given, by whose delegation and why; empty where none."""

    for_name: str = ""
    delegation_reason: str = ""
    delegation_given_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSigned(ByDelegation):
    """A first person vouches for exactly this text and area."""

    kind: ClassVar[str] = "public_warnings.warning_signed"
    seal: str


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
class WarningIssued(ByDelegation):
    """The warning was signed and issued: its transmission is frozen and on its way."""

    kind: ClassVar[str] = "public_warnings.warning_issued"
    transmission_id: UUID
    identifier: str
    message_type: str
    population: int
    source_alarm_id: UUID | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningIssuedAtOnce(WarningEvent):
    """One signer issued by the fast channel; another person owes a look by ``due_at``."""

    kind: ClassVar[str] = "public_warnings.warning_issued_at_once"
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterReviewOverdue(WarningEvent):
    """Nobody looked in time at what the fast channel sent."""

    kind: ClassVar[str] = "public_warnings.after_review_overdue"
    due_at: datetime
    issuer_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningReviewedAfter(ByDelegation):
    """Another person looked at what the fast channel sent: it stands, or a follower is drafted."""

    kind: ClassVar[str] = "public_warnings.warning_reviewed_after"
    verdict: str
    note: str
    follower_id: UUID | None
    was_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureDelegated(DomainEvent):
    """A person lets another sign in his place."""

    kind: ClassVar[str] = "public_warnings.signature_delegated"
    delegation_id: UUID
    from_name: str
    to_name: str
    levels: tuple[int, ...]
    groups: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    hours: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationTakenBack(DomainEvent):
    """A delegation was revoked; it holds no more from that moment."""

    kind: ClassVar[str] = "public_warnings.delegation_taken_back"
    delegation_id: UUID
    from_name: str
    to_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFinished(DomainEvent):
    """A message reached its gateway's receiver, or was given up to a person."""

    kind: ClassVar[str] = "public_warnings.delivery_finished"
    warning_id: UUID
    delivery_id: UUID
    channel: str
    receiver: str
    outcome: str
    attempts: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MassSendingFinished(DomainEvent):
    """The last of many messages by one channel was handed over or given up; each receiver keeps a row of his own."""

    kind: ClassVar[str] = "public_warnings.mass_sending_finished"
    warning_id: UUID
    channel: str
    total: int
    sent: int
    given_up: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRetried(DomainEvent):
    """A person put a message that had been given up back on its way."""

    kind: ClassVar[str] = "public_warnings.delivery_retried"
    warning_id: UUID
    delivery_id: UUID
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveriesRetried(DomainEvent):
    """A person put many messages of a warning and channel back on their way, all that had one reason."""

    kind: ClassVar[str] = "public_warnings.deliveries_retried"
    warning_id: UUID
    channel: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredByHand(DomainEvent):
    """A person reached a receiver whom no channel had reached."""

    kind: ClassVar[str] = "public_warnings.delivered_by_hand"
    warning_id: UUID
    delivery_id: UUID
    channel: str
    receiver: str
    reached_name: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLost(DomainEvent):
    """The test of a channel's link failed where the last had succeeded."""

    kind: ClassVar[str] = "public_warnings.channel_lost"
    channel: str
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelBack(DomainEvent):
    """The test of a channel's link succeeded after failing."""

    kind: ClassVar[str] = "public_warnings.channel_back"
    channel: str
    lost_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTestWanted(DomainEvent):
    """A person had a channel's link tested at once."""

    kind: ClassVar[str] = "public_warnings.link_test_wanted"
    channel: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerChanged(DomainEvent):
    """A partner whose messages come in was added, paused, resumed or given another key."""

    kind: ClassVar[str] = "public_warnings.partner_changed"
    partner_id: UUID
    partner_name: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerMessageReceived(DomainEvent):
    """A partner's valid message came in and waits for a person."""

    kind: ClassVar[str] = "public_warnings.partner_message_received"
    message_id: UUID
    partner_name: str
    headline: str
    level: int
    message_type: str
    earlier_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerMessageDecided(DomainEvent):
    """A person made a draft of a partner's message, or set it aside with a reason."""

    kind: ClassVar[str] = "public_warnings.partner_message_decided"
    message_id: UUID
    headline: str
    warning_id: UUID | None
    reason: str
