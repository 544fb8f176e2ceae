"""Working days: weekends and public holidays left out, worked weekend days counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DaysOff:
    """What the yearly notices say: days off, weekend days that are worked, and for which years they are known."""

    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    def is_working(self, day: date) -> bool:
        """Tell whether people work on a day."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)


def days_off_in(table: Mapping[str, Any]) -> DaysOff:
    """Return the days off of a table; ``a/b`` means all days from a to b."""
    off: set[date] = set()
    worked: set[date] = set()
    for year in table["year"]:
        for span in year["off"]:
            first, _, last = span.partition("/")
            start = date.fromisoformat(first)
            end = date.fromisoformat(last or first)
            off |= {start + timedelta(days=count) for count in range((end - start).days + 1)}
        worked |= {date.fromisoformat(day) for day in year["worked"]}
    return DaysOff(frozenset(off), frozenset(worked), frozenset(year["year"] for year in table["year"]))


def working_days_after(day: date, count: int, calendar: DaysOff) -> date:
    """Return the last of ``count`` working days that follow ``day``."""
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working(day)
    return day
