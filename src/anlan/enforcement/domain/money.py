"""Fines: thresholds, the surcharge for paying late, and payment by instalments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from anlan.enforcement.domain.facts import CaseFacts, Pause

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Amounts in yuan by party (unit, person), and the surcharge's share of a day."""

    on_the_spot: Mapping[str, Decimal]
    hearing: Mapping[str, Decimal]
    collective: Mapping[str, Decimal]
    share_a_day: Decimal

    def wants_hearing(self, facts: CaseFacts) -> bool:
        """Tell whether a hearing must be offered."""
        return facts.is_grave or (facts.fine is not None and facts.fine >= self.hearing[facts.party])

    def wants_discussion(self, facts: CaseFacts) -> bool:
        """Tell whether the persons in charge must discuss the case."""
        is_large = facts.fine is not None and facts.fine >= self.collective[facts.party]
        return facts.is_grave or facts.is_outside or is_large


@dataclass(frozen=True, slots=True)
class Instalment:
    """An amount and the last day for it."""

    due: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid on a day."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed of the fine and of the surcharge."""

    fine: Decimal
    surcharge: Decimal

    @property
    def total(self) -> Decimal:
        """Return both."""
        return self.fine + self.surcharge


def thresholds_from(table: Mapping[str, Any]) -> Thresholds:
    """Return the amounts of the table."""
    by_party: dict[str, Any] = {
        name: {party: Decimal(table[name][party]) for party in ("person", "unit")}
        for name in ("on_the_spot", "hearing", "collective")
    }
    return Thresholds(**by_party, share_a_day=Decimal(table["surcharge"]["share_a_day"]))


def owed_on(
    day: date,
    instalments: Iterable[Instalment],
    payments: Iterable[Payment],
    share_a_day: Decimal,
    halted: Iterable[Pause] = (),
) -> Owed:
    """Return what is owed at the end of ``day``: unpaid fine, and its surcharge of each late day up to the fine itself.

    Payments count for the oldest instalment first, then for the surcharge. Days of a review or a lawsuit (``halted``)
    add nothing.
    """
    plan, paid = sorted(instalments, key=lambda each: each.due), sorted(payments, key=lambda each: each.on)
    principal = sum((each.amount for each in plan), Decimal(0))
    total_paid = sum((each.amount for each in paid if each.on <= day), Decimal(0))
    stops = tuple(halted)
    surcharge, at = Decimal(0), min((each.due for each in plan), default=day)
    while at < day:
        at += timedelta(days=1)
        if not any(stop.first < at <= (stop.last or day) for stop in stops):
            due = sum((each.amount for each in plan if each.due < at), Decimal(0))
            before = sum((each.amount for each in paid if each.on < at), Decimal(0))
            surcharge += max(due - before, Decimal(0)) * share_a_day
        if surcharge >= principal:
            surcharge = principal
            break
    beyond = max(total_paid - principal, Decimal(0))
    return Owed(max(principal - total_paid, Decimal(0)), max(surcharge - beyond, Decimal(0)).quantize(_CENT))
