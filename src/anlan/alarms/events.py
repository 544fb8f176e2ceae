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
    """Someone on duty found the alarm true; ``evidence`` pieces had been brought by then."""

    kind: ClassVar[str] = "alarms.alarm_verified"
    evidence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmDismissed(AlarmEvent):
    """Someone on duty found the alarm untrue or of no need and said why, by ``code`` and in words.

    ``is_false`` says whether it counts as a false alarm, ``hints_fault`` whether its stations want looking after.
    """

    kind: ClassVar[str] = "alarms.alarm_dismissed"
    reason: str
    code: str = "other"
    is_false: bool = False
    hints_fault: bool = False
    station_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmReopened(AlarmEvent):
    """A dismissal was taken back: the alarm waits again."""

    kind: ClassVar[str] = "alarms.alarm_reopened"
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmEased(AlarmEvent):
    """The sensors of an alarm came down; at ``current_level`` 0 all of them are. ``level`` stays the highest.

    ``is_withdrawn``: the level never came about, late readings contradict those that told of it.
    """

    kind: ClassVar[str] = "alarms.alarm_eased"
    previous_level: int
    current_level: int
    observed_at: datetime
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmFlapping(AlarmEvent):
    """A sensor of the alarm comes and goes: its returns are counted, and told no more until it is steady or worse."""

    kind: ClassVar[str] = "alarms.alarm_flapping"
    rises: int
    within_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmSteadied(AlarmEvent):
    """A flapping sensor has been still for long enough: its returns are news again."""

    kind: ClassVar[str] = "alarms.alarm_steadied"
    current_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(AlarmEvent):
    """A person brought a piece of evidence; ``sort`` is camera, call, photo or remark."""

    kind: ClassVar[str] = "alarms.evidence_added"
    evidence_id: UUID
    sort: str
    person: str
    text: str
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmClosed(AlarmEvent):
    """The danger that the alarm told of is over."""

    kind: ClassVar[str] = "alarms.alarm_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissRecorded(DomainEvent):
    """Somebody recorded an event that no alarm had told of."""

    kind: ClassVar[str] = "alarms.miss_recorded"
    rule_family: str
    happened_at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissWithdrawn(DomainEvent):
    """A record of a missed event was withdrawn."""

    kind: ClassVar[str] = "alarms.miss_withdrawn"
    rule_family: str
    happened_at: datetime
