"""What happens to stock, shelters and teams."""

from dataclasses import dataclass
from typing import ClassVar

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMoved(DomainEvent):
    """Stock came into a store or went out of it; quantities are decimal numbers as text."""

    kind: ClassVar[str] = "readiness.stock_moved"

    store: str
    item: str
    item_name: str
    unit: str
    move: str
    quantity: str
    balance: str
    reason: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelterOpened(DomainEvent):
    """A shelter takes people."""

    kind: ClassVar[str] = "readiness.shelter_opened"

    name: str
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelterCounted(DomainEvent):
    """The people in a shelter were counted."""

    kind: ClassVar[str] = "readiness.shelter_counted"

    name: str
    occupants: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelterClosed(DomainEvent):
    """A shelter takes nobody any more."""

    kind: ClassVar[str] = "readiness.shelter_closed"

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamReported(DomainEvent):
    """A team's readiness is another than before."""

    kind: ClassVar[str] = "readiness.team_reported"

    name: str
    state: str
    readiness_minutes: int
    note: str
