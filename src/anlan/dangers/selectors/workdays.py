"""Working days by the duty room's calendar of holidays."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from anlan.duty import api as duty

_WINDOW: Final = 120


def workdays_around(day: date) -> Callable[[date], bool]:
    """Return a question whether a day near ``day`` is a working day, by one reading of the calendar."""
    days = [day + timedelta(days=number) for number in range(-_WINDOW, _WINDOW + 1)]
    kinds = {each.day: each.kind for each in duty.days_of("", days)}
    return lambda asked: kinds[asked] is duty.DayKind.WORKDAY
