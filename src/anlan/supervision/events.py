"""What this room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionEvent(DomainEvent):
    """Something happened to an inspection of an object."""

    inspection_id: UUID
    inspection_kind: str
    object_kind: str
    object_id: UUID
    object_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPlanned(InspectionEvent):
    """Somebody will go there on a day."""

    kind: ClassVar[str] = "supervision.inspection_planned"
    planned_for: str
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionCalledOff(InspectionEvent):
    """Nobody goes there after all."""

    kind: ClassVar[str] = "supervision.inspection_called_off"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRecorded(InspectionEvent):
    """Two officers wrote down what they found; ``findings`` became hidden dangers."""

    kind: ClassVar[str] = "supervision.inspection_recorded"
    findings: int
    signature_refused: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationOrdered(InspectionEvent):
    """The firm must put the findings right until a day."""

    kind: ClassVar[str] = "supervision.rectification_ordered"
    number: str
    rectify_by: str
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckApplied(InspectionEvent):
    """The firm says that it has put the findings right."""

    kind: ClassVar[str] = "supervision.recheck_applied"
    recheck_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinspected(InspectionEvent):
    """Officers looked again; where not all is fixed, a case may follow."""

    kind: ClassVar[str] = "supervision.reinspected"
    number: str
    is_all_fixed: bool
    open_findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPublished(InspectionEvent):
    """The result stands on the public page."""

    kind: ClassVar[str] = "supervision.result_published"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvent(DomainEvent):
    """Something happened to a department's plan of a year."""

    plan_id: UUID
    department: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMade(PlanEvent):
    """A plan was made from the registry."""

    kind: ClassVar[str] = "supervision.plan_made"
    objects: int
    inspections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDecided(PlanEvent):
    """A plan was submitted, approved or returned."""

    kind: ClassVar[str] = "supervision.plan_decided"
    state: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawEvent(DomainEvent):
    """Something happened to a draw."""

    draw_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolsFrozen(DrawEvent):
    """The pools of a draw were frozen before its public number was known."""

    kind: ClassVar[str] = "supervision.pools_frozen"
    pool_digest: str
    commitment: str
    objects: int
    officers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionsDrawn(DrawEvent):
    """Objects and officers were drawn."""

    kind: ClassVar[str] = "supervision.drawn"
    seed: str
    objects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSetAside(DrawEvent):
    """A draw was set aside."""

    kind: ClassVar[str] = "supervision.draw_set_aside"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerKept(DomainEvent):
    """An officer was entered or changed."""

    kind: ClassVar[str] = "supervision.officer_kept"
    name: str
    valid_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictTold(DomainEvent):
    """An officer keeps away from an object."""

    kind: ClassVar[str] = "supervision.conflict_told"
    name: str
    object_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEditionMade(DomainEvent):
    """A region's own edition of a check list was made."""

    kind: ClassVar[str] = "supervision.list_edition_made"
    trade: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEditionApproved(DomainEvent):
    """An edition of a check list is in force."""

    kind: ClassVar[str] = "supervision.list_edition_approved"
    trade: str
    number: int
