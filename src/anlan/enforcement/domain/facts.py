"""What is known of a case when it is judged whether something may be done in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from anlan.enforcement.domain.states import CaseState
from anlan.kernel.clock import in_china

DECISIONS: Final = ("23", "24", "25", "26")


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that a limit leaves out: a hearing, a test, a publication, a review by another body; open without end."""

    sort: str
    first: date
    last: date | None

    def days_until(self, day: date) -> int:
        """Return how many of its days lie up to ``day``."""
        last = min(self.last or day, day)
        return max((last - self.first).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """A case as its limits and prerequisites see it; ``at`` are its dated facts by name."""

    state: CaseState
    procedure: str = "ordinary"
    party: str = "unit"
    living: frozenset[str] = frozenset()
    approved: frozenset[str] = frozenset()
    served: frozenset[str] = frozenset()
    waiting: tuple[str, ...] = ()
    at: Mapping[str, datetime] = field(default_factory=dict)
    has_harm: bool = False
    officers: int = 2
    fine: Decimal | None = None
    is_grave: bool = False
    is_outside: bool = False
    notified_fine: Decimal | None = None
    pauses: tuple[Pause, ...] = ()
    extended_days: int = 0

    def day_of(self, name: str) -> date | None:
        """Return the day of a fact in China, or nothing."""
        at = self.at.get(name)
        return in_china(at).date() if at else None

    def knows(self, name: str) -> bool:
        """Tell whether a fact has come about."""
        return name in self.at

    def paused_days(self, sorts: tuple[str, ...], until: date) -> int:
        """Return how many days up to ``until`` were paused by these sorts, each day once."""
        days: set[date] = set()
        for pause in self.pauses:
            if pause.sort in sorts:
                first, count = pause.first.toordinal(), pause.days_until(until)
                days.update(date.fromordinal(first + number) for number in range(1, count + 1))
        return len(days)

    def with_facts(self, more: Mapping[str, datetime]) -> "CaseFacts":
        """Return the same case with more dated facts."""
        return replace(self, at={**self.at, **more})
