"""Arithmetic of calendar days."""

import calendar
from datetime import date


def add_months(start: date, amount: int) -> date:
    """Return the same day so many months later, or the month's last day where it has no such day."""
    month = start.month - 1 + amount
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
