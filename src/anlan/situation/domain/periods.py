"""Which days a report is about, and which it is compared with."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue

EARLIER_YEARS: Final = 3
_LONGEST_FESTIVAL: Final = 31
_YEARS: Final = (1900, 2200)


class ReportKind(StrEnum):
    """What sort of report it is."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    FESTIVAL = "festival"


@dataclass(frozen=True, slots=True)
class Days:
    """Days in a row, both ends counted."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """Return how many days they are."""
        return (self.last - self.first).days + 1


def days_of(kind: ReportKind, day: date, last: date | None = None) -> Days:
    """Return the days of the report that ``day`` lies in; a festival's last day is given."""
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise InvalidValue(field="day", value=str(day), rule="written_day")
    if kind is ReportKind.DAILY:
        return Days(day, day)
    if kind is ReportKind.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=6))
    if kind is ReportKind.MONTHLY:
        return Days(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    if last is None or not day <= last < day + timedelta(days=_LONGEST_FESTIVAL):
        raise InvalidValue(field="last", value=str(last), rule="within_31_days_of_the_first")
    return Days(day, last)


def before(days: Days, kind: ReportKind) -> Days:
    """Return the days just before: a month's is the month before, whatever its length."""
    if kind is ReportKind.MONTHLY:
        return days_of(kind, days.first - timedelta(days=1))
    return Days(days.first - timedelta(days=days.count), days.first - timedelta(days=1))


def after(days: Days, kind: ReportKind) -> Days:
    """Return the days that follow, for which one looks ahead."""
    if kind is ReportKind.MONTHLY:
        return days_of(kind, days.last + timedelta(days=1))
    return Days(days.last + timedelta(days=1), days.last + timedelta(days=max(days.count, 7)))


def so_far(days: Days, today: date) -> Days:
    """Return the days that have begun; what is not over is compared with as many days, not with whole periods."""
    return Days(days.first, min(days.last, max(today, days.first)))


def in_earlier_years(days: Days, began: date | None) -> tuple[Days, ...]:
    """Return the same days of the three years before, as far as the records reach back to their first day."""
    found = []
    for years in range(1, EARLIER_YEARS + 1):
        same = years_ago(days, years)
        if began is not None and same.first >= began:
            found.append(same)
    return tuple(found)


def years_ago(days: Days, years: int) -> Days:
    """Return the same days of an earlier year; for the 29th of February its day before."""
    return Days(_years_ago(days.first, years), _years_ago(days.last, years))


def moments(days: Days) -> tuple[datetime, datetime]:
    """Return when the days begin in China, and when they are over."""
    return _midnight(days.first), _midnight(days.last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), CHINA)


def _years_ago(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
