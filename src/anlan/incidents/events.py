"""What happens to incidents, as the journal keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEvent(DomainEvent):
    """What every event of an incident says: which one, of which kind (12379 code), how grave (0 ungraded to 4)."""

    number: str
    event_kind: str
    title: str
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOpened(IncidentEvent):
    """Someone on duty opened an incident."""

    kind: ClassVar[str] = "incidents.incident_opened"
    happened_at: datetime
    learned_at: datetime
    longitude: float | None
    latitude: float | None
    alarm_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeChanged(IncidentEvent):
    """A person decided on another grade and said why."""

    kind: ClassVar[str] = "incidents.grade_changed"
    previous_grade: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureStated:
    """One figure of a report, as a decimal in text, and the region's figure before it."""

    indicator: str
    value: str
    previous: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationRecorded(IncidentEvent):
    """A region reported figures. ``totals`` are the incident's after it; ``proposed_grade`` is 0 where none fits."""

    kind: ClassVar[str] = "incidents.situation_recorded"
    reporting_region: str
    site: str = ""
    as_of: datetime
    source: str
    note: str
    figures: tuple[FigureStated, ...]
    totals: dict[str, str]
    is_direct_report_due: bool
    became_direct_report_due: bool
    proposed_grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClosed(IncidentEvent):
    """The danger is over and the incident was closed."""

    kind: ClassVar[str] = "incidents.incident_closed"
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEvent(IncidentEvent):
    """Something happened to the link of two incidents; told once on the timeline of each, ``part`` is which it is."""

    relation: str
    part: str
    other_id: UUID
    other_title: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsLinked(RelationEvent):
    """Two incidents were linked: cause and effect, or side by side."""

    kind: ClassVar[str] = "incidents.incidents_linked"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsUnlinked(RelationEvent):
    """The link of two incidents was taken back for a reason."""

    kind: ClassVar[str] = "incidents.incidents_unlinked"
