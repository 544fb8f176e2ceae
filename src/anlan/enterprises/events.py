"""What happens to enterprises and their files."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseEvent(DomainEvent):
    """Something happened to an enterprise."""

    enterprise_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseRegistered(EnterpriseEvent):
    """An enterprise came into the register."""

    kind: ClassVar[str] = "enterprises.enterprise_registered"
    code: str
    industry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseChanged(EnterpriseEvent):
    """What the register says of an enterprise was changed: the changed columns before and after."""

    kind: ClassVar[str] = "enterprises.enterprise_changed"
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged(EnterpriseEvent):
    """An enterprise stopped, works again or closed."""

    kind: ClassVar[str] = "enterprises.state_changed"
    state: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent(EnterpriseEvent):
    """Something happened to a row of an enterprise's file."""

    record_id: UUID
    section: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKept(RecordEvent):
    """A row was added to a file (``before`` is empty) or changed."""

    kind: ClassVar[str] = "enterprises.record_kept"
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRemoved(RecordEvent):
    """A row was taken out of a file."""

    kind: ClassVar[str] = "enterprises.record_removed"
    before: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateExpiring(RecordEvent):
    """A licence, certificate, inspection or policy ends in ``days`` days or has ended (0)."""

    kind: ClassVar[str] = "enterprises.certificate_expiring"
    ends_on: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FellShort(EnterpriseEvent):
    """More of the staff are ``untrained`` or ``lapsed`` (``count``) than before, or ``insurance`` lacks (``state``)."""

    kind: ClassVar[str] = "enterprises.fell_short"
    what: str
    count: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPointEvent(EnterpriseEvent):
    """Something happened to a risk point: ``level`` is 4 red ... 1 blue."""

    point_id: UUID
    title: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPointKept(RiskPointEvent):
    """A risk point was judged for the first time (``before`` is empty) or anew, or its measures were changed."""

    kind: ClassVar[str] = "enterprises.risk_point_kept"
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPlanReplaced(EnterpriseEvent):
    """A floor plan got another picture; its ``marks`` stayed where they were, or were taken off."""

    kind: ClassVar[str] = "enterprises.floor_plan_replaced"
    plan_id: UUID
    title: str
    marks: int
    are_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPointRemoved(RiskPointEvent):
    """A risk point was taken out."""

    kind: ClassVar[str] = "enterprises.risk_point_removed"
    before: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPointPlaced(RiskPointEvent):
    """A risk point was put on a floor plan."""

    kind: ClassVar[str] = "enterprises.risk_point_placed"
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPlanPut(EnterpriseEvent):
    """A floor plan of an enterprise was uploaded."""

    kind: ClassVar[str] = "enterprises.floor_plan_put"
    plan_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheckEvent(EnterpriseEvent):
    """Something came of an enterprise's own check: ``cycle`` is day, week or month."""

    check_id: UUID
    cycle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheckDone(SelfCheckEvent):
    """An enterprise went through its list."""

    kind: ClassVar[str] = "enterprises.self_check_done"
    items: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheckFailed(SelfCheckEvent):
    """An item of a list was found failing: ``text`` says what should be, ``note`` what is wrong."""

    kind: ClassVar[str] = "enterprises.self_check_failed"
    item: str
    text: str
    place: str
    level: int
    note: str
    longitude: float
    latitude: float
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeKept(EnterpriseEvent):
    """A person came into an enterprise's staff, or left it."""

    kind: ClassVar[str] = "enterprises.trainee_kept"
    trainee_id: UUID
    post: str
    has_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseHeld(EnterpriseEvent):
    """A safety training was entered for some of an enterprise's staff."""

    kind: ClassVar[str] = "enterprises.course_held"
    course: str
    held_on: str
    persons: int
    passed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRemoved(EnterpriseEvent):
    """A person's training was taken out, with the reason."""

    kind: ClassVar[str] = "enterprises.training_removed"
    trainee_id: UUID
    before: dict[str, Any]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffImported(EnterpriseEvent):
    """Staff and trainings were entered out of a table."""

    kind: ClassVar[str] = "enterprises.staff_imported"
    persons: int
    trainings: int
