"""How long each clock of a plan runs, read from ``tables/clocks.toml``."""

from functools import cache
from typing import Any

from anlan.plans.domain.clocks import ClockKind, ClockRule
from anlan.plans.domain.text import PlanText
from anlan.plans.domain.working_days import DaysOff, days_off_in
from anlan.support.tables import load_table


def rule_for(kind: ClockKind, text: PlanText, *, is_again: bool = False) -> ClockRule:
    """Return how long a clock of a plan runs; ``is_again`` for a filing that was sent back."""
    table = load_table("anlan.plans", "clocks")
    if kind is ClockKind.DRILL:
        return _drill_rule(table["drill"], text)
    return ClockRule(**table["filing_again" if is_again else kind.value])


def _drill_rule(drill: dict[str, Any], text: PlanText) -> ClockRule:
    by = text.hazards if text.hazards in drill["hazard_months"] else text.category
    months = drill["hazard_months"].get(by) or drill["months"][by]
    return ClockRule(months=months, warn_days=min(drill["warn_days"], months * 10), mark=drill["marks"][by])


@cache
def days_off() -> DaysOff:
    """Return the public holidays and worked weekend days that are known."""
    return days_off_in(load_table("anlan.plans", "days_off"))


def situations() -> dict[str, str]:
    """Return what makes a revision due: message ids by key."""
    return {each["key"]: each["label"] for each in load_table("anlan.plans", "clocks")["situation"]}


def hazards() -> tuple[str, ...]:
    """Return the kinds of unit for which the law asks for more drills."""
    return tuple(load_table("anlan.plans", "clocks")["drill"]["hazard_months"])
