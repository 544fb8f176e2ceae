"""Working days by the State Council's calendar, as the duty room keeps it."""

from datetime import date, timedelta
from typing import Final

from anlan.duty import api as duty

_STEP: Final = 30


def working_days_after(day: date, count: int, region: str) -> date:
    """Return the last of ``count`` working days that follow ``day``."""
    start = day
    while True:
        days = [start + timedelta(days=number) for number in range(1, _STEP + 1)]
        for each in duty.days_of(region, days):
            count -= each.kind is duty.DayKind.WORKDAY
            if count == 0:
                return each.day
        start = days[-1]
