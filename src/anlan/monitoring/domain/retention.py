"""How long readings of each quantity are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from anlan.kernel.clock import in_china


@dataclass(frozen=True, slots=True)
class Retention:
    """Days for which readings are kept by quantity, else ``days``; hours are kept for ``hour_years`` whole years."""

    days: int
    by_quantity: Mapping[str, int]
    hour_years: int

    def horizon(self, quantity: str, now: datetime) -> datetime:
        """Return the midnight in China from which on a quantity's readings are kept."""
        today = in_china(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return today - timedelta(days=self.by_quantity.get(quantity, self.days))

    def first_year_of_hours(self, now: datetime) -> int:
        """Return the first year (UTC) whose hours are kept."""
        return now.year - self.hour_years


def retention_of(table: Mapping[str, Any], known: Iterable[str]) -> Retention:
    """Return what a table says; refuse a quantity that is unknown or named twice."""
    named = [(quantity, each["raw_days"]) for each in table["class"] for quantity in each["quantities"]]
    by_quantity = dict(named)
    if len(by_quantity) < len(named) or by_quantity.keys() - set(known):
        raise ValueError("a class of retention names an unknown quantity, or one twice")
    return Retention(table["raw_days"], by_quantity, table["hour_years"])
