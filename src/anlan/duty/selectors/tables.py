"""The room's tables as values."""

from datetime import date
from functools import cache
from typing import Any

from anlan.duty.domain import calendar
from anlan.kernel.regions import level_of
from anlan.support.tables import load_table


@cache
def state_calendar() -> calendar.Calendar:
    """Return the State Council's holidays."""
    return calendar.calendar_from(load_table("anlan.duty", "holidays"))


def roster_table() -> dict[str, Any]:
    """Return how rosters are made."""
    return load_table("anlan.duty", "rosters")


def needs_of(region: str, *, is_doubled: bool) -> dict[str, int]:
    """Return how many persons stand at each post of a region's duty room."""
    level = int(level_of(region))
    row = next((each for each in roster_table()["needs"] if level in each["levels"]), roster_table()["needs"][0])
    needs: dict[str, int] = row["doubled" if is_doubled else "usual"]
    return needs


def season(region: str, year: int) -> calendar.Period | None:
    """Return the year's flood season of a region."""
    return calendar.season_of(region, roster_table()["seasons"], year)


def month_days(month: date) -> list[date]:
    """Return the days of a month."""
    last = date(month.year + month.month // 12, month.month % 12 + 1, 1).toordinal() - 1
    return calendar.days_between(month, date.fromordinal(last))
