"""What happens on duty."""

from dataclasses import dataclass
from typing import ClassVar

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterMade(DomainEvent):
    """A month's roster was laid out, its places empty."""

    kind: ClassVar[str] = "duty.roster_made"

    organisation: str
    month: str
    turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFilled(DomainEvent):
    """A rotation or a table filled places of a draft."""

    kind: ClassVar[str] = "duty.roster_filled"

    organisation: str
    month: str
    filled: int
    empty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDropped(DomainEvent):
    """A draft was thrown away."""

    kind: ClassVar[str] = "duty.roster_dropped"

    organisation: str
    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPublished(DomainEvent):
    """A roster is in force; its text is frozen under ``digest``."""

    kind: ClassVar[str] = "duty.roster_published"

    organisation: str
    month: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnChanged(DomainEvent):
    """After publication a turn went to somebody else."""

    kind: ClassVar[str] = "duty.turn_changed"

    day: str
    part: str
    post: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapMoved(DomainEvent):
    """A swap was asked for, agreed, declined, approved, refused or withdrawn: ``act``."""

    kind: ClassVar[str] = "duty.swap_moved"

    act: str
    asker: str
    other: str
    first_day: str
    second_day: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceKept(DomainEvent):
    """It was written down, or taken back, that a person is away."""

    kind: ClassVar[str] = "duty.absence_kept"

    person: str
    first: str
    last: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternKept(DomainEvent):
    """An office cut its duty day in another way."""

    kind: ClassVar[str] = "duty.pattern_kept"

    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionKept(DomainEvent):
    """The calendar got an entry, or it was taken back; ``seats`` places were added to rosters for it."""

    kind: ClassVar[str] = "duty.occasion_kept"

    name: str
    first: str
    last: str
    is_double: bool
    is_withdrawn: bool
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSigned(DomainEvent):
    """The leaving shift signed a hand-over with so many open matters."""

    kind: ClassVar[str] = "duty.handover_signed"

    organisation: str
    changeover: str
    matters: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverTaken(DomainEvent):
    """The arriving shift signed; the text is frozen under ``digest``."""

    kind: ClassVar[str] = "duty.handover_taken"

    organisation: str
    changeover: str
    left_by: str
    is_late: bool
    digest: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverReturned(DomainEvent):
    """The arriving shift sent a hand-over back."""

    kind: ClassVar[str] = "duty.handover_returned"

    organisation: str
    changeover: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverLate(DomainEvent):
    """A change of shifts went by and nobody had taken over."""

    kind: ClassVar[str] = "duty.handover_late"

    organisation: str
    changeover: str
    leaving: str
    arriving: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(DomainEvent):
    """A note came into the log, or corrected another one."""

    kind: ClassVar[str] = "duty.note_written"

    text: str
    corrects: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCalled(DomainEvent):
    """Lower duty rooms were called to say who is there."""

    kind: ClassVar[str] = "duty.roll_called"

    title: str
    rooms: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollAnswered(DomainEvent):
    """A duty room answered a roll-call, in so many seconds; ``how``: on the page or by telephone."""

    kind: ClassVar[str] = "duty.roll_answered"

    title: str
    by: str
    how: str
    seconds: int
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RollMissed(DomainEvent):
    """A duty room did not answer a roll-call in time."""

    kind: ClassVar[str] = "duty.roll_missed"

    title: str
    on_duty: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionGiven(DomainEvent):
    """A leader's instruction went out."""

    kind: ClassVar[str] = "duty.instruction_given"

    leader: str
    text: str
    to: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionMoved(DomainEvent):
    """An instruction was received, reported on, finished, confirmed or sent back: ``act``."""

    kind: ClassVar[str] = "duty.instruction_moved"

    act: str
    leader: str
    to: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionOverdue(DomainEvent):
    """An instruction's end passed and it was not done."""

    kind: ClassVar[str] = "duty.instruction_overdue"

    leader: str
    text: str
    to: str
