"""What sort of day a day is, and on which days the duty is doubled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class DayKind(StrEnum):
    """The three sorts of days that a rotation counts apart."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The State Council's holidays by day, the days worked instead, and the years that are doubtful."""

    holidays: Mapping[date, str]
    worked: frozenset[date]
    doubtful_years: frozenset[int]

    def kind_of(self, day: date) -> DayKind:
        """Return what sort of day ``day`` is; a weekend that is worked instead is a workday."""
        if day in self.holidays:
            return DayKind.HOLIDAY
        if day.weekday() >= _SATURDAY and day not in self.worked:
            return DayKind.WEEKEND
        return DayKind.WORKDAY

    def name_of(self, day: date) -> str:
        """Return the holiday's name, or nothing."""
        return self.holidays.get(day, "")

    def is_doubtful(self, day: date) -> bool:
        """Tell whether the year's holidays are not announced or were not verified."""
        return day.year in self.doubtful_years or not any(each.year == day.year for each in self.holidays)


def calendar_from(table: Mapping[str, Any]) -> Calendar:
    """Return the calendar that ``tables/holidays.toml`` holds."""
    holidays: dict[date, str] = {}
    worked: set[date] = set()
    for year in table["years"]:
        worked.update(year.get("worked", ()))
        for each in year["holidays"]:
            holidays.update(dict.fromkeys(days_between(each["first"], each["last"]), each["name"]))
    doubtful = frozenset(year["year"] for year in table["years"] if year["mark"] != "verified")
    return Calendar(holidays, frozenset(worked), doubtful)


def days_between(first: date, last: date) -> list[date]:
    """Return the days from the first to the last, both included."""
    return [first + _DAY * number for number in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which the duty is doubled, and why."""

    first: date
    last: date
    name: str

    def holds(self, day: date) -> bool:
        """Tell whether the day lies in the period, both ends included."""
        return self.first <= day <= self.last


def season_of(region: str, rows: Iterable[Mapping[str, Any]], year: int) -> Period | None:
    """Return the year's flood season by the row of the nearest region, or nothing where no row says."""
    found = max(
        (row for row in rows if region.startswith(row["region"])), key=lambda row: len(row["region"]), default=None
    )
    if found is None:
        return None
    first, last = (date.fromisoformat(f"{year}-{found[key]}") for key in ("first", "last"))
    return Period(first, last, found["name"])


def reasons_to_double(day: date, periods: Iterable[Period]) -> tuple[str, ...]:
    """Return why the duty of a day is doubled; nothing where it is not."""
    return tuple(dict.fromkeys(period.name for period in periods if period.holds(day)))
