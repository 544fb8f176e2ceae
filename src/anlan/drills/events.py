"""What happens to drills, as the journal keeps it; all of it is an exercise."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillEvent(DomainEvent):
    """What every event of a drill says; a sealed drill tells neither region nor title."""

    drill_id: UUID
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillPlanned(DrillEvent):
    """A drill was planned."""

    kind: ClassVar[str] = "drills.drill_planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillEdited(DrillEvent):
    """A drill, or an inject of its script, was changed before the approval; the note says what."""

    kind: ClassVar[str] = "drills.drill_edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillApproved(DrillEvent):
    """The person named for it approved a drill."""

    kind: ClassVar[str] = "drills.drill_approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillCancelled(DrillEvent):
    """A drill was called off before it began; the note says why."""

    kind: ClassVar[str] = "drills.drill_cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillStarted(DrillEvent):
    """A drill began: its exercise incident is opened."""

    kind: ClassVar[str] = "drills.drill_started"
    form: str
    plan_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillPaused(DrillEvent):
    """The drill's clock stands still; the note says why."""

    kind: ClassVar[str] = "drills.drill_paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillResumed(DrillEvent):
    """The drill's clock runs again."""

    kind: ClassVar[str] = "drills.drill_resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillEnded(DrillEvent):
    """A drill is over; what it had left open was called off."""

    kind: ClassVar[str] = "drills.drill_ended"
    orders_cancelled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectReleased(DrillEvent):
    """An inject reached its seat. What is read aloud on the telephone is not told here."""

    kind: ClassVar[str] = "drills.inject_released"
    inject_id: UUID
    sort: str
    to: str
    inject: str
    text: str
    is_by_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectSkipped(DrillEvent):
    """A controller left an inject out and said why."""

    kind: ClassVar[str] = "drills.inject_skipped"
    inject_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectFailed(DrillEvent):
    """The platform refused what an inject was to do; the controllers decide on it."""

    kind: ClassVar[str] = "drills.inject_failed"
    inject_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationNoted(DrillEvent):
    """An observer noted something; what it was stays with the insiders until the drill is over."""

    kind: ClassVar[str] = "drills.observation_noted"
    observation_id: UUID
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillScored(DrillEvent):
    """A drill was scored; ``total`` is empty where nothing was measured."""

    kind: ClassVar[str] = "drills.drill_scored"
    total: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillReported(DrillEvent):
    """The report of a drill was signed; ``met_clock`` where the plan's drill clock began anew by it."""

    kind: ClassVar[str] = "drills.drill_reported"
    met_clock: bool
