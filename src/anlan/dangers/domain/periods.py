"""Quarters and years of China time, and by when their figures are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

_CHINA: Final = timezone(timedelta(hours=8))
_QUARTER: Final = 3


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter (1 to 4) of a year, or the whole year (0)."""

    year: int
    quarter: int = 0

    @property
    def key(self) -> str:
        """Return the name in addresses: ``2026`` or ``2026Q2``."""
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def since(self) -> datetime:
        """Return the first moment."""
        month = (self.quarter - 1) * _QUARTER + 1 if self.quarter else 1
        return datetime(self.year, month, 1, tzinfo=_CHINA)

    @property
    def until(self) -> datetime:
        """Return the first moment after it."""
        if self.quarter in (0, 4):
            return datetime(self.year + 1, 1, 1, tzinfo=_CHINA)
        return datetime(self.year, self.quarter * _QUARTER + 1, 1, tzinfo=_CHINA)

    @property
    def before(self) -> "Period":
        """Return the same period a year earlier."""
        return Period(self.year - 1, self.quarter)


def period_of(text: str, now: datetime) -> Period:
    """Return the period that a text names, or the quarter that ended last."""
    year, _, quarter = text.partition("Q")
    if year.isdigit() and len(year) == 4 and quarter in ("", "1", "2", "3", "4") and int(year) > 1:
        return Period(int(year), int(quarter or 0))
    return last_quarters(now, 1)[0]


def last_quarters(now: datetime, count: int) -> list[Period]:
    """Return the quarters that ended last, the newest first."""
    today = now.astimezone(_CHINA)
    year, quarter = today.year, (today.month - 1) // _QUARTER
    found = []
    for _each in range(count):
        if quarter == 0:
            year, quarter = year - 1, 4
        found.append(Period(year, quarter))
        quarter -= 1
    return found


def told_by(period: Period, table: Mapping[str, Any]) -> date:
    """Return the day by which the figures of a period are told."""
    end = period.until
    if period.quarter:
        return date(end.year, end.month, table["quarter_day"])
    return date(end.year, table["year_month"], table["year_day"])


def months_back(now: datetime, count: int) -> list[datetime]:
    """Return the first moments of the last ``count`` months, the current one last."""
    today = now.astimezone(_CHINA)
    number = today.year * 12 + today.month - 1
    return [datetime(each // 12, each % 12 + 1, 1, tzinfo=_CHINA) for each in range(number - count + 1, number + 1)]
