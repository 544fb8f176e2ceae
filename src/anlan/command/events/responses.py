"""What is announced of responses."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseEvent(DomainEvent):
    """Something happened to a response; ``level`` is a ``kernel.levels.Level`` as a number."""

    response_id: UUID
    level: int
    plan_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseProposed(ResponseEvent):
    """A response, or a change of one, was proposed for signature."""

    kind: ClassVar[str] = "command.response_proposed"
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseStarted(ResponseEvent):
    """A response was signed and runs."""

    kind: ClassVar[str] = "command.response_started"
    proposed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRaised(ResponseEvent):
    """A running response was raised to a worse level."""

    kind: ClassVar[str] = "command.response_raised"
    previous_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseLowered(ResponseEvent):
    """A running response was lowered."""

    kind: ClassVar[str] = "command.response_lowered"
    previous_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseEnded(ResponseEvent):
    """A response was ended."""

    kind: ClassVar[str] = "command.response_ended"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDeclined(ResponseEvent):
    """A proposed response, or a proposed change, was declined."""

    kind: ClassVar[str] = "command.proposal_declined"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperResponseRecorded(DomainEvent):
    """A higher level's response to the same incident was recorded."""

    kind: ClassVar[str] = "command.upper_response_recorded"
    upper_response_id: UUID
    upper_region: str
    issuer: str
    level: int
    started_at: datetime
