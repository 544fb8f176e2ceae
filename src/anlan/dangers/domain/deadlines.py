"""Until when a hidden danger is rectified, re-checked, and when whom is told that it is not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from anlan.dangers.domain.errors import DeadlinePast, DeadlineTooLate
from anlan.dangers.domain.states import TO_RECTIFY, DangerState, Grade

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watch:
    """A moment at which somebody is told: days after the deadline, below zero before it."""

    days: int
    tells: str

    @property
    def is_late(self) -> bool:
        """Tell whether the deadline has passed then."""
        return self.days >= 0


@dataclass(frozen=True, slots=True)
class Rule:
    """How long rectifying takes at most and by default, and re-checking after the application, in days."""

    most_days: int
    default_days: int
    recheck_days: int


def rule_for(region: str, grade: Grade, rows: Iterable[Mapping[str, Any]]) -> Rule:
    """Return the rule of the nearest region that has one for the grade."""
    fitting = [row for row in rows if row["grade"] == grade.value and region.startswith(row["region"])]
    row = max(fitting, key=lambda each: len(each["region"]))
    return Rule(row["most_days"], row["default_days"], row["recheck_days"])


def due_at(rule: Rule, graded_at: datetime, wanted: datetime | None, now: datetime) -> datetime:
    """Return the deadline: the one wanted, or the default; refuse one in the past or beyond the most days."""
    if wanted is None:
        return graded_at + _DAY * rule.default_days
    if wanted <= now:
        raise DeadlinePast
    if wanted > graded_at + _DAY * rule.most_days:
        raise DeadlineTooLate(days=rule.most_days)
    return wanted


def watches_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Watch, ...]:
    """Return the ladder of reminders and escalations, the earliest first."""
    return tuple(sorted((Watch(row["days"], row["tells"]) for row in rows), key=lambda watch: watch.days))


def watched_until(state: DangerState, due: datetime | None, recheck_due: datetime | None) -> datetime | None:
    """Return the deadline that runs in a state: of rectifying, or of the re-check."""
    if state is DangerState.APPLIED:
        return recheck_due
    return due if state in TO_RECTIFY else None


def next_watch(ladder: Iterable[Watch], done: int, until: datetime | None) -> datetime | None:
    """Return when the first rung after ``done`` ones is due, or nothing where none is left or no deadline runs."""
    rungs = tuple(ladder)
    return until + _DAY * rungs[done].days if until is not None and done < len(rungs) else None


def rungs_passed(ladder: Iterable[Watch], until: datetime, now: datetime) -> int:
    """Return how many rungs lie at or before ``now``."""
    return sum(until + _DAY * watch.days <= now for watch in ladder)
