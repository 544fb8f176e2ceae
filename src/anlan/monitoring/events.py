"""What monitoring tells the house. Readings themselves are not journalled."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdReached(DomainEvent):
    """Readings reached a rule's value: the level rose here, or was reached again after a time below it.

    ``rule`` is the family (rainstorm_signal, flash_flood, water_level), ``edition`` the one that judged, ``level`` the
    number of ``kernel.levels.Level``; ``evidence`` the readings (time, value) of the window that made it, the newest
    ``len(evidence)`` of ``evidence_total``. ``window_minutes`` is 0 where a single reading decides (older entries have
    only ``window_hours``, the whole hours in it); ``location`` the station's (longitude, latitude). ``quantity``,
    ``unit``, ``value`` and ``threshold`` are those of the condition that decided, ``compare`` how it compares;
    ``quality`` are the doubts about the newest of its readings (see ``domain.quality``), 0 where there are none.
    """

    kind: ClassVar[str] = "monitoring.threshold_reached"

    rule: str
    edition: str
    level: int
    station_id: UUID
    station_code: str
    station_name: str
    location: tuple[float, float]
    quantity: str
    window_hours: int
    value: float
    threshold: float
    unit: str
    evidence: tuple[tuple[datetime, float], ...]
    evidence_total: int
    observed_at: datetime
    window_minutes: int = 0
    aggregate: str = "sum"
    compare: str = "at_least"
    quality: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdLeft(DomainEvent):
    """A rule's level was left: the rule stood at ``previous_level`` and came down to ``level`` (0: none).

    ``value`` is what the condition that had made the level amounts to at ``observed_at``. ``is_withdrawn`` where late
    readings have shown that the level, told in good faith, never was reached or had been left before.
    """

    kind: ClassVar[str] = "monitoring.threshold_left"

    rule: str
    edition: str
    level: int
    previous_level: int
    station_id: UUID
    station_code: str
    station_name: str
    location: tuple[float, float]
    quantity: str
    window_minutes: int
    value: float
    threshold: float
    unit: str
    observed_at: datetime
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRegistered(DomainEvent):
    """A station was registered."""

    kind: ClassVar[str] = "monitoring.station_registered"

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationServiceChanged(DomainEvent):
    """A station was taken out of service or put back; ``status`` is in_service or out_of_service."""

    kind: ClassVar[str] = "monitoring.station_service_changed"

    code: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdsProposed(DomainEvent):
    """Somebody proposed new flash-flood values for a township or village; ``values`` are (hours, level, mm)."""

    kind: ClassVar[str] = "monitoring.thresholds_proposed"

    edition: str
    values: tuple[tuple[int, int, float], ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdsApproved(DomainEvent):
    """A second person approved proposed values; they judge from ``effective_from`` on."""

    kind: ClassVar[str] = "monitoring.thresholds_approved"

    edition: str
    effective_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdsRefused(DomainEvent):
    """A second person refused proposed values, with the reason."""

    kind: ClassVar[str] = "monitoring.thresholds_refused"

    edition: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineReplayed(DomainEvent):
    """Somebody sent refused readings to the intake once more."""

    kind: ClassVar[str] = "monitoring.quarantine_replayed"

    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineDiscarded(DomainEvent):
    """Somebody discarded refused readings, with a note why."""

    kind: ClassVar[str] = "monitoring.quarantine_discarded"

    reason: str
    count: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleProposed(DomainEvent):
    """Somebody proposed a rule; ``change`` is new, changed, switched_on or switched_off."""

    kind: ClassVar[str] = "monitoring.rule_proposed"

    family: str
    title: str
    edition: str
    change: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleApproved(DomainEvent):
    """A second person approved a rule; it judges (or, switched off, ceases to) from ``effective_from`` on."""

    kind: ClassVar[str] = "monitoring.rule_approved"

    family: str
    title: str
    edition: str
    change: str
    effective_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRefused(DomainEvent):
    """A proposed rule was refused, with the reason."""

    kind: ClassVar[str] = "monitoring.rule_refused"

    family: str
    title: str
    edition: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRetired(DomainEvent):
    """A region gave up its own editions of a rule: that of the region above, or the house's, judges again."""

    kind: ClassVar[str] = "monitoring.rule_retired"

    family: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRegistered(DomainEvent):
    """A device was registered for a station: by its ``protocol`` and what it calls itself."""

    kind: ClassVar[str] = "monitoring.device_registered"

    protocol: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChanged(DomainEvent):
    """How a device is read was changed (``change`` is mapping), or it was switched on or off."""

    kind: ClassVar[str] = "monitoring.device_changed"

    protocol: str
    address: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryImported(DomainEvent):
    """A table of history was stored: ``count`` new readings of ``series`` series between two instants."""

    kind: ClassVar[str] = "monitoring.history_imported"

    name: str
    count: int
    series: int
    problems: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryTakenBack(DomainEvent):
    """The readings of an import were deleted again: ``count`` of them."""

    kind: ClassVar[str] = "monitoring.history_taken_back"

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityCreated(DomainEvent):
    """A SensorThings client made an entity other than a station: ``entity`` is its type."""

    kind: ClassVar[str] = "monitoring.entity_created"

    entity: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityChanged(DomainEvent):
    """A SensorThings client changed an entity; ``fields`` are the properties and links that it sent."""

    kind: ClassVar[str] = "monitoring.entity_changed"

    entity: str
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityWithdrawn(DomainEvent):
    """A SensorThings client deleted an entity: clients no longer see it, what was measured stays."""

    kind: ClassVar[str] = "monitoring.entity_withdrawn"

    entity: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsExpired(DomainEvent):
    """What is kept no longer was deleted: ``count`` readings, and whole ``months`` of them, ``years`` of hours."""

    kind: ClassVar[str] = "monitoring.readings_expired"

    count: int
    months: int
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMapped(DomainEvent):
    """How a source's messages are read was set or changed: edition ``number``."""

    kind: ClassVar[str] = "monitoring.source_mapped"

    name: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRetired(DomainEvent):
    """A source's messages are no longer read by a mapping."""

    kind: ClassVar[str] = "monitoring.source_retired"

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceOpened(DomainEvent):
    """Somebody asked for a station to be mended; ``reason`` is a code of the table ``health``."""

    kind: ClassVar[str] = "monitoring.maintenance_opened"

    order_id: UUID
    station_code: str
    station_name: str
    reason: str
    text: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceChanged(DomainEvent):
    """A maintenance order was taken, done or cancelled; ``note`` says what was done or why not."""

    kind: ClassVar[str] = "monitoring.maintenance_changed"

    order_id: UUID
    station_code: str
    station_name: str
    reason: str
    state: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeeperNamed(DomainEvent):
    """Somebody was named to look after a station; empty: nobody does."""

    kind: ClassVar[str] = "monitoring.keeper_named"

    code: str
    keeper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPictured(DomainEvent):
    """A picture of a station was added."""

    kind: ClassVar[str] = "monitoring.station_pictured"

    code: str
    photo_id: UUID
    caption: str
