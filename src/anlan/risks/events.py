"""What happens to hazard sites."""

from dataclasses import dataclass
from typing import ClassVar

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePatrolled(DomainEvent):
    """Somebody walked to a site and found it in a state."""

    kind: ClassVar[str] = "risks.site_patrolled"

    name: str
    finding: str
    state: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEliminated(DomainEvent):
    """A site was written off: it threatens nobody any more."""

    kind: ClassVar[str] = "risks.site_eliminated"

    name: str
    reason: str
