"""What happens to places."""

from dataclasses import dataclass
from typing import ClassVar

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionsLoaded(DomainEvent):
    """An edition of a list of divisions has come into force."""

    kind: ClassVar[str] = "places.divisions_loaded"

    source: str
    edition: str
    rows: int
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadsLoaded(DomainEvent):
    """An extract of roads has come into force."""

    kind: ClassVar[str] = "places.roads_loaded"

    source: str
    as_of: str
    stretches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevationLoaded(DomainEvent):
    """A grid of elevations was loaded."""

    kind: ClassVar[str] = "places.elevation_loaded"

    name: str
    source: str
    cell_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadsClosed(DomainEvent):
    """Roads have been closed in a circle."""

    kind: ClassVar[str] = "places.roads_closed"

    place: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadsOpened(DomainEvent):
    """Closed roads may be driven again."""

    kind: ClassVar[str] = "places.roads_opened"

    place: str
    reason: str
