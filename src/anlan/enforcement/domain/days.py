"""Counting days as the law does: the day of the beginning is left out, the last one counts whole."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

Works = Callable[[date], bool]
"""Tells whether a day is a working day."""

_DAY: Final = timedelta(days=1)


def add_working_days(start: date, amount: int, works: Works) -> date:
    """Return the last of so many working days after ``start``."""
    day = start
    for _ in range(amount):
        day += _DAY
        while not works(day):
            day += _DAY
    return day


def rolled(day: date, works: Works) -> date:
    """Return the day, or the next working day where it is none."""
    while not works(day):
        day += _DAY
    return day


def working_days_between(start: date, end: date, works: Works) -> int:
    """Return how many working days lie after ``start`` up to and with ``end``; negative where ``end`` lies before."""
    if end < start:
        return -working_days_between(end, start, works)
    days = (start + _DAY * number for number in range(1, (end - start).days + 1))
    return sum(works(day) for day in days)
