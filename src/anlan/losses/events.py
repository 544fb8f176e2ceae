"""What this room announces."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyEvent(DomainEvent):
    """Something happened to a count of losses."""

    survey_id: UUID
    table: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyOpened(SurveyEvent):
    """A table is counted from now on."""

    kind: ClassVar[str] = "losses.survey_opened"
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyClosed(SurveyEvent):
    """A count was closed: it takes no more figures."""

    kind: ClassVar[str] = "losses.survey_closed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryEvent(SurveyEvent):
    """Something happened to a unit's figures; ``figures`` as plain numbers by indicator."""

    entry_id: UUID
    sort: str
    version: int
    to_region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresSent(EntryEvent):
    """A unit told figures; ``state`` is ``overtaken`` where newer ones had come before."""

    kind: ClassVar[str] = "losses.figures_sent"
    state: str
    as_of: datetime
    is_zero: bool
    reason: str
    figures: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresAccepted(EntryEvent):
    """The level above accepted a unit's figures: they count from now on."""

    kind: ClassVar[str] = "losses.figures_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresReturned(EntryEvent):
    """The level above returned a unit's figures: they count no longer."""

    kind: ClassVar[str] = "losses.figures_returned"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationAsked(EntryEvent):
    """The level above asks what figures mean."""

    kind: ClassVar[str] = "losses.explanation_asked"
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresExplained(EntryEvent):
    """A unit explained its figures."""

    kind: ClassVar[str] = "losses.figures_explained"
    explanation: str
