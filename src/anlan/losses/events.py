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


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecorded(DomainEvent):
    """A person who died or is missing was entered into the ledger; the name stays in the ledger."""

    kind: ClassVar[str] = "losses.person_recorded"
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged(DomainEvent):
    """More became known of a person of the ledger."""

    kind: ClassVar[str] = "losses.person_changed"
    before: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRevealed(DomainEvent):
    """Somebody was shown the full name of a person of the ledger."""

    kind: ClassVar[str] = "losses.name_revealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRecorded(DomainEvent):
    """A damaged house was entered into the ledger."""

    kind: ClassVar[str] = "losses.house_recorded"
    grade: str
    rooms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseChanged(DomainEvent):
    """A house of the ledger was corrected, or taken out (0 rooms)."""

    kind: ClassVar[str] = "losses.house_changed"
    grade: str
    rooms: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceExplained(SurveyEvent):
    """Somebody said why a figure and its ledger differ."""

    kind: ClassVar[str] = "losses.difference_explained"
    indicator: str
    figure: str
    ledger: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentFigureGiven(SurveyEvent):
    """A department told its own figure."""

    kind: ClassVar[str] = "losses.department_figure_given"
    department: str
    indicator: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAgreed(SurveyEvent):
    """The departments agreed on a figure."""

    kind: ClassVar[str] = "losses.figure_agreed"
    indicator: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSigned(SurveyEvent):
    """A department signed the agreed figures."""

    kind: ClassVar[str] = "losses.agreement_signed"
    department: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDrafted(SurveyEvent):
    """Figures for the public were drafted."""

    kind: ClassVar[str] = "losses.release_drafted"
    release_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseApproved(SurveyEvent):
    """Figures were released to the public; text, figures and document are frozen."""

    kind: ClassVar[str] = "losses.release_approved"
    release_id: UUID
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRefused(SurveyEvent):
    """A draft for the public was refused."""

    kind: ClassVar[str] = "losses.release_refused"
    release_id: UUID
    reason: str
