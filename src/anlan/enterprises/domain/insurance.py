"""Whether an enterprise has the liability insurance that it must have, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class InsuranceState(StrEnum):
    """How an enterprise that must be insured stands; the worst thing that is true is told."""

    MISSING = "missing"
    LAPSED = "lapsed"
    TOO_LOW = "too_low"
    TOO_FEW = "too_few"
    ENDING = "ending"
    INSURED = "insured"


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy: its days, for how many persons, for how much each (in ten thousand yuan); None: not told."""

    since: date | None
    until: date
    persons: float | None
    amount: float | None

    def holds(self, today: date) -> bool:
        """Tell whether it holds today; first and last day included."""
        return (self.since is None or self.since <= today) and today <= self.until


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rule asks for."""

    least_amount: float
    ending_days: int


def insurance_of(policies: Iterable[Policy], staff: int, asked: Asked, today: date) -> InsuranceState:
    """Return how an enterprise stands by its policies.

    What a policy does not tell counts as not fulfilled: an unknown amount is too low, unknown persons are too few.
    """
    known = list(policies)
    holding = [each for each in known if each.holds(today)]
    if not holding:
        return InsuranceState.LAPSED if known else InsuranceState.MISSING
    enough = [each for each in holding if (each.amount or 0) >= asked.least_amount]
    if not enough:
        return InsuranceState.TOO_LOW
    if sum(each.persons or 0 for each in enough) < staff:
        return InsuranceState.TOO_FEW
    last = max(each.until for each in enough)
    is_followed = any(each.since and each.since <= last + timedelta(days=1) and each.until > last for each in known)
    if last <= today + timedelta(days=asked.ending_days) and not is_followed:
        return InsuranceState.ENDING
    return InsuranceState.INSURED
