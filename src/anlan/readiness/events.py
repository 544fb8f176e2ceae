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
class ReserveCalledUp(DomainEvent):
    """A reserve was called up, has delivered to a store, or was called off."""

    kind: ClassVar[str] = "readiness.reserve_called_up"

    number: int
    reserve: str
    store: str
    act: str
    goods: str
    said: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceEntered(DomainEvent):
    """A force stands in a register for the first time."""

    kind: ClassVar[str] = "readiness.force_entered"

    register: str
    register_name: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceChanged(DomainEvent):
    """What is registered of a force is other than before: ``fields`` are the words of what changed."""

    kind: ClassVar[str] = "readiness.force_changed"

    register: str
    register_name: str
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceRetired(DomainEvent):
    """A force stands in no list any more."""

    kind: ClassVar[str] = "readiness.force_retired"

    register: str
    register_name: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceReported(DomainEvent):
    """A force can be used, is in use, or cannot be used."""

    kind: ClassVar[str] = "readiness.force_reported"

    register: str
    register_name: str
    name: str
    state: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcesImported(DomainEvent):
    """A table of forces was stored."""

    kind: ClassVar[str] = "readiness.forces_imported"

    register: str
    register_name: str
    file: str
    entered: int
    changed: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcesConfirmed(DomainEvent):
    """Owners said that entries hold as they stand."""

    kind: ClassVar[str] = "readiness.forces_confirmed"

    register: str
    register_name: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersAsked(DomainEvent):
    """Entries of a county were not confirmed in time and took a step of the ladder."""

    kind: ClassVar[str] = "readiness.owners_asked"

    register: str
    register_name: str
    trust: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceChangeProposed(DomainEvent):
    """An owner wants an entry changed or taken out."""

    kind: ClassVar[str] = "readiness.force_change_proposed"

    register: str
    register_name: str
    name: str
    is_removal: bool
    fields: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceChangeJudged(DomainEvent):
    """A proposed change was accepted or returned."""

    kind: ClassVar[str] = "readiness.force_change_judged"

    register: str
    register_name: str
    name: str
    is_accepted: bool
    answer: str
