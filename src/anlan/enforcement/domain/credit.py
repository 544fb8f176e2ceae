"""What penalties do to a party's credit, and when there is ground to close an enterprise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from anlan.kernel.days import add_months


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureRule:
    """So many penalties in so many days, or in so many months."""

    days: int
    penalties_in_days: int
    months: int
    penalties_in_months: int
    source: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureGround:
    """How near an enterprise is to being closed: penalties counted, whether there are enough, and a major danger."""

    in_days: int
    in_months: int
    has_enough: bool
    has_major_danger: bool
    rule: ClosureRule

    @property
    def holds(self) -> bool:
        """Tell whether the law's ground is given."""
        return self.has_enough and self.has_major_danger


def closure_rule_from(table: Mapping[str, Any]) -> ClosureRule:
    """Return the rule of the table."""
    return ClosureRule(**table["closure"])


def closure_ground(
    penalties: Iterable[date], today: date, rule: ClosureRule, *, has_major_danger: bool
) -> ClosureGround:
    """Return the ground that penalties decided on these days give ``today``; any span that ends not after it counts.

    A span of 180 days holds the days from a penalty to the 179th after it; one of a year ends the day before the same
    day of the next year.
    """
    days = sorted(day for day in penalties if day <= today)
    in_days = _most_together(days, lambda first: first + timedelta(days=rule.days - 1))
    in_months = _most_together(days, lambda first: add_months(first, rule.months) - timedelta(days=1))
    enough = in_days >= rule.penalties_in_days or in_months >= rule.penalties_in_months
    return ClosureGround(
        in_days=in_days, in_months=in_months, has_enough=enough, has_major_danger=has_major_danger, rule=rule
    )


def masked_name(name: str, mask: str) -> str:
    """Return a natural person's name as the public may read it: the surname and a mark."""
    return f"{name[:1]}{mask}"


def _most_together(days: list[date], end_of: Any) -> int:
    return max((sum(first <= day <= end_of(first) for day in days) for first in days), default=0)
