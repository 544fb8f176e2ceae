"""What happens to hazard sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


def site_subject(site_id: UUID) -> str:
    """Return what the journal calls a site."""
    return f"site:{site_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRegistered(DomainEvent):
    """A site was entered."""

    kind: ClassVar[str] = "risks.site_registered"

    name: str
    code: str
    site_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanged(DomainEvent):
    """What is kept of a site was changed; ``changes``: field, before, after; ``told``: the same in one line.

    ``graver``: its class became graver; the names of the classes before and after.
    """

    kind: ClassVar[str] = "risks.site_changed"

    name: str
    changes: tuple[tuple[str, str, str], ...]
    told: str
    graver: tuple[str, ...] = ()


def told(changes: Iterable[tuple[str, str, str]]) -> str:
    """Return changes in one line, as the timeline shows them."""
    return "; ".join(
        f"{field}: {before or '-'} \N{RIGHTWARDS ARROW} {after or '-'}" for field, before, after in changes
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePatrolled(DomainEvent):
    """Somebody walked to a site and found it in a state."""

    kind: ClassVar[str] = "risks.site_patrolled"

    name: str
    finding: str
    state: str
    note: str
    before: str = ""
    photos: int = 0
    metres: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolsThickened(DomainEvent):
    """A warning made the patrols of ``count`` sites denser: one every ``hours`` until a time."""

    kind: ClassVar[str] = "risks.patrols_thickened"

    level: int
    count: int
    hours: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyImported(DomainEvent):
    """A survey's file was stored: ``what`` list, how many entries are new and how many changed."""

    kind: ClassVar[str] = "risks.survey_imported"

    what: str
    file: str
    entered: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEliminated(DomainEvent):
    """A site was written off: it threatens nobody any more."""

    kind: ClassVar[str] = "risks.site_eliminated"

    name: str
    reason: str
