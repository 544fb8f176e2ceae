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


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionMade(DomainEvent):
    """Supplies were asked for; each of ``items`` names an item with its quantity."""

    kind: ClassVar[str] = "readiness.requisition_made"

    number: int
    store: str
    items: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionDecided(DomainEvent):
    """A request was approved from a store, passed up, refused, withdrawn or closed; ``said`` says what or why."""

    kind: ClassVar[str] = "readiness.requisition_decided"

    number: int
    store: str
    act: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentMoved(DomainEvent):
    """A load left, was seen on its way, was received or cancelled; ``said`` says with what, where or why."""

    kind: ClassVar[str] = "readiness.shipment_moved"

    number: int
    source: str
    target: str
    act: str
    said: str
    vehicle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsDistributed(DomainEvent):
    """A household received goods; its name stays in the registry."""

    kind: ClassVar[str] = "readiness.goods_distributed"

    store: str
    household: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCounted(DomainEvent):
    """Two persons counted batches of a store; ``differing`` of them were not what the books say."""

    kind: ClassVar[str] = "readiness.stock_counted"

    store: str
    batches: int
    differing: int
    witness: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NormSet(DomainEvent):
    """It was set how much of an item a store should hold; quantities are decimal numbers as text."""

    kind: ClassVar[str] = "readiness.norm_set"

    store: str
    item_name: str
    unit: str
    floor: str
    ceiling: str
