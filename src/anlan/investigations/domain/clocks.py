"""The limits of time of an investigation, counted from its facts: nothing here knows today but what it is given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from anlan.kernel.days import add_months


class ClockState(StrEnum):
    """How a limit stands on a day."""

    RUNNING = "running"
    WARNED = "warned"
    MISSED = "missed"
    MET = "met"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit: so many days, or months, after the day of a fact; ``level`` has other figures for some levels."""

    key: str
    name: str
    since: str
    source: str
    mark: str
    days: int = 0
    months: int = 0
    warn_days: int = 5
    extension_days: int = 0
    stops_for_appraisal: bool = False
    level: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def days_for(self, level: str) -> int:
        """Return its days for a level of accidents."""
        return self.level.get(level, {}).get("days", self.days)

    def most_extension(self, level: str) -> int:
        """Return by how many days it can be extended for a level of accidents."""
        return self.level.get(level, {}).get("extension_days", self.extension_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the clocks of one investigation are counted from; days are China's."""

    level: str
    happened_on: date
    submitted_on: date | None = None
    approved_on: date | None = None
    assessed_on: date | None = None
    extensions: Mapping[str, int] = field(default_factory=dict)
    appraisals: tuple[tuple[date, date | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A limit in an investigation: its last day as things stand, and when it was met."""

    limit: Limit
    since: date
    due_on: date
    met_on: date | None
    is_paused: bool

    @property
    def warn_on(self) -> date:
        """Return the day from which it is warned of."""
        return self.due_on - timedelta(days=self.limit.warn_days)

    def state(self, today: date) -> ClockState:
        """Return how it stands on a day."""
        if self.met_on is not None:
            return ClockState.MET if self.met_on <= self.due_on else ClockState.LATE
        if self.is_paused:
            return ClockState.RUNNING
        if today > self.due_on:
            return ClockState.MISSED
        return ClockState.WARNED if today >= self.warn_on else ClockState.RUNNING


def limits_from(table: Mapping[str, Any]) -> dict[str, Limit]:
    """Return the table's limits by key."""
    return {row["key"]: Limit(**row) for row in table["limit"]}


def running(facts: Facts, today: date, limits: Iterable[Limit]) -> tuple[Running, ...]:
    """Return the limits that have begun, with their last days as they stand today."""
    since = {"happened": facts.happened_on, "submitted": facts.submitted_on, "approved": facts.approved_on}
    met = {"report": facts.submitted_on, "approval": facts.approved_on, "assessment": facts.assessed_on}
    found = []
    for limit in limits:
        begun = since[limit.since]
        if begun is not None:
            found.append(_one(limit, begun, met[limit.key], facts, today))
    return tuple(found)


def appraisal_days(appraisals: Iterable[tuple[date, date | None]], until: date) -> int:
    """Return how many days appraisals took up to a day: the day of commission not counted, none counted twice."""
    days = 0
    reached = date.min
    for first, last in sorted(appraisals, key=lambda each: each[0]):
        begin, end = max(first, reached), min(last or until, until)
        if end > begin:
            days += (end - begin).days
            reached = end
    return days


def _one(limit: Limit, begun: date, met_on: date | None, facts: Facts, today: date) -> Running:
    days = limit.days_for(facts.level) + facts.extensions.get(limit.key, 0)
    if limit.stops_for_appraisal:
        days += appraisal_days(facts.appraisals, met_on or today)
    due = add_months(begun, limit.months) + timedelta(days=days)
    is_open = met_on is None and any(last is None for _first, last in facts.appraisals)
    return Running(limit=limit, since=begun, due_on=due, met_on=met_on, is_paused=limit.stops_for_appraisal and is_open)
