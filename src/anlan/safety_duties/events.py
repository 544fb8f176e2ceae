"""What this room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEvent(DomainEvent):
    """Something happened to a holder's duty list of a year."""

    list_id: UUID
    holder: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMade(ListEvent):
    """A list was drafted, from a template or a table."""

    kind: ClassVar[str] = "safety_duties.list_made"
    duties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDecided(ListEvent):
    """A list was handed in, returned, filed or closed."""

    kind: ClassVar[str] = "safety_duties.list_decided"
    state: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsNamed(ListEvent):
    """Who is told where the list falls behind: the holder's person and the one above; empty: nobody."""

    kind: ClassVar[str] = "safety_duties.persons_named"
    holder_name: str
    leader_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDone(ListEvent):
    """Something owed was done and entered with its proof."""

    kind: ClassVar[str] = "safety_duties.duty_done"
    duty: str
    day: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithdrawn(ListEvent):
    """An entry no longer counts."""

    kind: ClassVar[str] = "safety_duties.entry_withdrawn"
    duty: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FellBehind(ListEvent):
    """A part of the year ended with less done than owed; the holder and the leader are told."""

    kind: ClassVar[str] = "safety_duties.fell_behind"
    notice_id: UUID
    duty: str
    until: str
    done: int
    owed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnswered(ListEvent):
    """The holder said why, and what follows."""

    kind: ClassVar[str] = "safety_duties.notice_answered"
    notice_id: UUID
    duty: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListScored(ListEvent):
    """A half year or a year was scored; the reckoning is kept as it was."""

    kind: ClassVar[str] = "safety_duties.list_scored"
    period: str
    score: str
    grade: str
