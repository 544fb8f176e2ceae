"""What happens to alarms, as the journal keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmEvent(DomainEvent):
    """What every event of an alarm says: which one, by which family of rules, how bad, measured where."""

    alarm_id: UUID
    number: str
    rule_family: str
    level: int
    station_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(AlarmEvent):
    """An event that a measurement caused: what was measured, against which threshold of which edition."""

    rule: str
    edition: str
    quantity: str
    window_hours: float | None
    value: float
    threshold: float
    unit: str
    observed_at: datetime
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRaised(Measured):
    """A signal raised a new alarm."""

    kind: ClassVar[str] = "alarms.alarm_raised"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRepeated(Measured):
    """A further signal was merged into an open alarm without making it worse."""

    kind: ClassVar[str] = "alarms.alarm_repeated"
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRose(Measured):
    """A further signal was merged into an open alarm and raised its level."""

    kind: ClassVar[str] = "alarms.alarm_rose"
    times: int
    previous_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmTaken(AlarmEvent):
    """Someone on duty took the alarm in hand."""

    kind: ClassVar[str] = "alarms.alarm_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmVerified(Measured):
    """Someone on duty found the alarm true."""

    kind: ClassVar[str] = "alarms.alarm_verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmDismissed(AlarmEvent):
    """Someone on duty found the alarm untrue and said why."""

    kind: ClassVar[str] = "alarms.alarm_dismissed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmClosed(AlarmEvent):
    """The danger that the alarm told of is over."""

    kind: ClassVar[str] = "alarms.alarm_closed"
