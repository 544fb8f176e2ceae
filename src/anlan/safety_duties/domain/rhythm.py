"""How often a duty is owed: a year is cut into parts, and each part asks for its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final


class Rhythm(StrEnum):
    """How often a duty is owed."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


_MONTHS: Final = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the year, both days included."""

    begin: date
    end: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.begin <= day <= self.end


def parts_of(rhythm: Rhythm, year: int, due: date | None = None) -> tuple[Part, ...]:
    """Return the parts of a year in which a duty is owed; one that is owed once ends on its ``due`` day."""
    if rhythm is Rhythm.YEARLY:
        return (Part(date(year, 1, 1), due or date(year, 12, 31)),)
    step = _MONTHS[rhythm]
    firsts = [date(year, month, 1) for month in range(1, 13, step)] + [date(year + 1, 1, 1)]
    return tuple(Part(first, after - timedelta(days=1)) for first, after in pairwise(firsts))


class Period(StrEnum):
    """What is scored: the first half of the year, or the whole year."""

    HALF = "half"
    YEAR = "year"


def end_of(period: Period, year: int) -> date:
    """Return the last day of a period."""
    return date(year, 6, 30) if period is Period.HALF else date(year, 12, 31)
