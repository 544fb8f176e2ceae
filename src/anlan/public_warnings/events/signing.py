"""Signatures on warnings, reviews after the fast channel, and who may sign for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent
from anlan.public_warnings.events.warnings import WarningEvent


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
class WarningIssued(ByDelegation):
    """The warning was signed and issued: its transmission is frozen and on its way."""

    kind: ClassVar[str] = "public_warnings.warning_issued"
    transmission_id: UUID
    identifier: str
    message_type: str
    population: int
    source_alarm_id: UUID | None


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
