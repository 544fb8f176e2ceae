"""What is announced of teams in danger."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEvent(DomainEvent):
    """Something happened to a team in danger; ``well`` of ``members`` are well by the last word."""

    watch_id: UUID
    team_name: str
    place: str
    members: int
    well: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWatchStarted(TeamEvent):
    """A team went into danger and is accounted for."""

    kind: ClassVar[str] = "command.team_watch_started"
    every_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAnswered(TeamEvent):
    """A team's leader said that all are well."""

    kind: ClassVar[str] = "command.team_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSilent(TeamEvent):
    """A team's word is due and has not come."""

    kind: ClassVar[str] = "command.team_silent"
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCalledForHelp(TeamEvent):
    """A team called for help, or counts fewer than went in."""

    kind: ClassVar[str] = "command.team_called_for_help"
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCameOut(TeamEvent):
    """A team came out whole."""

    kind: ClassVar[str] = "command.team_came_out"
