"""The three who answer for a major hazard, and in which period each of their duties is done."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Every(StrEnum):
    """How often a duty is done."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of a role: its key, how often, and in words."""

    key: str
    every: Every
    text: str


@dataclass(frozen=True, slots=True)
class Role:
    """One of the three, with the duties."""

    key: str
    name: str
    duties: tuple[Duty, ...]


def period_of(day: date, every: Every) -> str:
    """Return the period in which a day lies: 2026-W18, 2026-05, 2026-Q2 or 2026; weeks begin on Monday (ISO)."""
    if every is Every.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if every is Every.MONTH:
        return f"{day:%Y-%m}"
    if every is Every.QUARTER:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return str(day.year)


def open_duties(roles: tuple[Role, ...], done: AbstractSet[tuple[str, str, str]], day: date) -> int:
    """Return how many duties are not ticked off in the period in which a day lies; done: (role, duty, period)."""
    wanted = {(role.key, duty.key, period_of(day, duty.every)) for role in roles for duty in role.duties}
    return len(wanted - done)
