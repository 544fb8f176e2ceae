"""What happens to hidden dangers, as the journal keeps it. No event carries a person's phone."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerEvent(DomainEvent):
    """What every event of a hidden danger says."""

    danger_id: UUID
    number: str
    title: str
    object_id: UUID | None
    object_name: str
    source: str
    source_id: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerFound(DangerEvent):
    """Somebody or something found it."""

    kind: ClassVar[str] = "dangers.found"
    pictures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerRegistered(DangerEvent):
    """It stands in the register."""

    kind: ClassVar[str] = "dangers.registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerDismissed(DangerEvent):
    """It turned out to be none, for a reason."""

    kind: ClassVar[str] = "dangers.dismissed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerTakenUp(DangerEvent):
    """A dismissed one is looked at again."""

    kind: ClassVar[str] = "dangers.taken_up"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerGraded(DangerEvent):
    """A person graded it, by a clause where one fits; ``proposed`` is what the criteria proposed."""

    kind: ClassVar[str] = "dangers.graded"
    clause: str
    proposed: str
    danger_class: int | None
    note: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerRecurred(DangerEvent):
    """The same was found at the same object before, ``times`` times, last under ``earlier_number``."""

    kind: ClassVar[str] = "dangers.recurred"
    earlier_id: UUID
    earlier_number: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerReported(DangerEvent):
    """It was reported to the department or the workers' congress; ``is_whole`` once both have it."""

    kind: ClassVar[str] = "dangers.reported"
    receiver: str
    evidence: str
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerControlled(DangerEvent):
    """Measures keep it under control until it is gone."""

    kind: ClassVar[str] = "dangers.controlled"
    measures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationStarted(DangerEvent):
    """It is being rectified, with who answers and until when."""

    kind: ClassVar[str] = "dangers.rectification_started"
    responsible: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationToldOf(DangerEvent):
    """The unit told how far it is."""

    kind: ClassVar[str] = "dangers.rectification_told_of"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerRectified(DangerEvent):
    """The unit says that it is gone and applies for acceptance."""

    kind: ClassVar[str] = "dangers.rectified"
    text: str
    recheck_due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn(DangerEvent):
    """The application for acceptance was taken back."""

    kind: ClassVar[str] = "dangers.application_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerAccepted(DangerEvent):
    """Someone other than who rectified re-checked it: it is gone."""

    kind: ClassVar[str] = "dangers.accepted"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerReturned(DangerEvent):
    """The re-check found that it is not gone."""

    kind: ClassVar[str] = "dangers.returned"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerClosed(DangerEvent):
    """It is written off."""

    kind: ClassVar[str] = "dangers.closed"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerReopened(DangerEvent):
    """It turned out not to be gone; it is rectified again."""

    kind: ClassVar[str] = "dangers.reopened"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerReminded(DangerEvent):
    """Its deadline is near."""

    kind: ClassVar[str] = "dangers.reminded"
    due_at: datetime
    tells: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerOverdue(DangerEvent):
    """Its deadline has passed; ``tells`` is who has to know, a step higher the longer it lasts."""

    kind: ClassVar[str] = "dangers.overdue"
    due_at: datetime
    days: int
    tells: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingEvent(DangerEvent):
    """Something happened to a listing for supervision."""

    listing_id: UUID
    notice: str
    level: str
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerListed(ListingEvent):
    """It was put under listed supervision, until ``due_at``; published by ``publish_due_on``."""

    kind: ClassVar[str] = "dangers.listed"
    due_at: datetime
    publish_due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPublished(ListingEvent):
    """The notice stands on the public page."""

    kind: ClassVar[str] = "dangers.listing_published"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingUnpublished(ListingEvent):
    """The working days for publishing have passed without it."""

    kind: ClassVar[str] = "dangers.listing_unpublished"
    publish_due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingOverdue(ListingEvent):
    """Its deadline and the days before an upgrade have passed: the level above may take it over."""

    kind: ClassVar[str] = "dangers.listing_overdue"
    due_at: datetime
    level_above: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsked(ListingEvent):
    """More time was asked for; decided by ``decide_by``."""

    kind: ClassVar[str] = "dangers.extension_asked"
    until: datetime
    reason: str
    decide_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDecided(ListingEvent):
    """More time was granted or refused."""

    kind: ClassVar[str] = "dangers.extension_decided"
    is_granted: bool
    until: datetime
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingUpgraded(ListingEvent):
    """It was late, and the higher level lists it now."""

    kind: ClassVar[str] = "dangers.listing_upgraded"
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingLifted(ListingEvent):
    """Experts accepted it and the listing was lifted."""

    kind: ClassVar[str] = "dangers.listing_lifted"
    experts: tuple[str, ...]
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerStopOrdered(DangerEvent):
    """The supplier was told to stop the power from ``cut_at`` on."""

    kind: ClassVar[str] = "dangers.power_stop_ordered"
    supplier: str
    cut_at: datetime
    is_emergency: bool
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerStopEnded(DangerEvent):
    """The supplier was told to give the power back."""

    kind: ClassVar[str] = "dangers.power_stop_ended"
    supplier: str
    reason: str
