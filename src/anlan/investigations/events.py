"""What this room announces. No event carries the name of a natural person who is held responsible."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationEvent(DomainEvent):
    """Something happened in an investigation; ``object_id`` is the enterprise where one is known."""

    investigation_id: UUID
    title: str
    object_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationOpened(InvestigationEvent):
    """An accident was taken up; ``office`` is the region whose government investigates."""

    kind: ClassVar[str] = "investigations.opened"
    level: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationMoved(InvestigationEvent):
    """An investigation went on: ``act`` led to ``state``."""

    kind: ClassVar[str] = "investigations.moved"
    act: str
    state: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationNoted(InvestigationEvent):
    """Something was entered: ``what`` names it."""

    kind: ClassVar[str] = "investigations.noted"
    what: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmRestated(InvestigationEvent):
    """The figures of the accident changed, and with them perhaps its level."""

    kind: ClassVar[str] = "investigations.harm_restated"
    level_before: str
    level: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyHandedOver(InvestigationEvent):
    """A proposal against a responsible party went to those who carry it out: ``treatment`` names them."""

    kind: ClassVar[str] = "investigations.party_handed_over"
    party_id: UUID
    treatment: str
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCarriedOut(InvestigationEvent):
    """A proposal against a responsible party was carried out."""

    kind: ClassVar[str] = "investigations.party_carried_out"
    party_id: UUID
    treatment: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEvent(InvestigationEvent):
    """Something happened to a measure."""

    measure_id: UUID
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStepped(MeasureEvent):
    """A measure was reported as done, confirmed, returned, or found not carried out: ``act``."""

    kind: ClassVar[str] = "investigations.measure_stepped"
    act: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLate(MeasureEvent):
    """The last day of a measure passed without proof."""

    kind: ClassVar[str] = "investigations.measure_late"
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitEvent(InvestigationEvent):
    """A limit of an investigation: its key and last day."""

    limit: str
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitWarned(LimitEvent):
    """A limit ends soon."""

    kind: ClassVar[str] = "investigations.limit_warned"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitMissed(LimitEvent):
    """A limit was missed."""

    kind: ClassVar[str] = "investigations.limit_missed"
