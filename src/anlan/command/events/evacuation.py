"""What is announced of evacuation, by townships and by name."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationTargetSet(DomainEvent):
    """It was said how many are to be moved from a township."""

    kind: ClassVar[str] = "command.evacuation_target_set"
    households: int
    persons: int
    shelter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationReported(DomainEvent):
    """A township's numbers of people moved were reported."""

    kind: ClassVar[str] = "command.evacuation_reported"
    households: int
    persons: int
    planned_households: int
    planned_persons: int
    as_of: datetime
    shelter: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferEvent(DomainEvent):
    """Something happened to a danger zone's transfer card."""

    card_id: UUID
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCardMade(TransferEvent):
    """A danger zone's card names who is to be moved, by which way and where to."""

    kind: ClassVar[str] = "command.transfer_card_made"
    households: int
    persons: int
    shelter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdTicked(TransferEvent):
    """A household of a card was ticked; ``moved`` of ``households`` are moved by now."""

    kind: ClassVar[str] = "command.household_ticked"
    head_name: str
    act: str
    moved: int
    households: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnOrdered(TransferEvent):
    """The return to a danger zone was ordered."""

    kind: ClassVar[str] = "command.return_ordered"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelterEntered(DomainEvent):
    """Somebody came into a shelter; ``inside`` are there now."""

    kind: ClassVar[str] = "command.shelter_entered"
    stay_id: UUID
    shelter: str
    persons: int
    inside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelterLeft(DomainEvent):
    """Somebody left a shelter; ``inside`` are there now."""

    kind: ClassVar[str] = "command.shelter_left"
    stay_id: UUID
    shelter: str
    persons: int
    inside: int
    left_to: str
