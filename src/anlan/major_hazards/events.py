"""What the room tells the house."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRegistered(DomainEvent):
    """A unit of an enterprise was registered."""

    kind: ClassVar[str] = "major_hazards.unit_registered"

    unit_id: UUID
    name: str
    enterprise_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChanged(DomainEvent):
    """Something of a unit was changed by hand: ``change`` names what, ``text`` says how."""

    kind: ClassVar[str] = "major_hazards.unit_changed"

    unit_id: UUID
    name: str
    change: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassChanged(DomainEvent):
    """A unit's class changed. ``before`` and ``after``: 1 to 4, 9 no major hazard, 0 major but people not known."""

    kind: ClassVar[str] = "major_hazards.class_changed"

    unit_id: UUID
    enterprise_id: UUID
    name: str
    before: int
    after: int
    s: str
    r: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTold(DomainEvent):
    """An identification has run out, or a filing was not made in time."""

    kind: ClassVar[str] = "major_hazards.due_told"

    unit_id: UUID
    name: str
    what: str
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRegistered(DomainEvent):
    """A site of a special trade was registered."""

    kind: ClassVar[str] = "major_hazards.site_registered"

    site_id: UUID
    name: str
    trade: str
    enterprise_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanged(DomainEvent):
    """Something of a site was changed by hand: ``change`` names what, ``text`` says how."""

    kind: ClassVar[str] = "major_hazards.site_changed"

    site_id: UUID
    name: str
    change: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourChanged(DomainEvent):
    """A site's colour changed; ``before`` and ``after`` are numbers of ``kernel.levels.Level``."""

    kind: ClassVar[str] = "major_hazards.colour_changed"

    site_id: UUID
    enterprise_id: UUID
    name: str
    before: int
    after: int
    score: int
