"""What in a unit's figures strikes: jumps against its last, outliers among its neighbours, more than live there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A figure that must be explained before it is accepted: against which value, by which rule."""

    rule: str
    indicator: str
    value: Decimal
    against: Decimal


def jumps(before: Mapping[str, Decimal], now: Mapping[str, Decimal], rules: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return the figures that changed by both the share and the absolute difference of the rules, up or down."""
    rule = rules["jump"]
    share = Decimal(str(rule["share"]))
    found = []
    for key, value in now.items():
        known = before.get(key)
        if known is None:
            continue
        least = _least(key, rule)
        apart = abs(value - known)
        if apart >= least and apart >= share * known:
            found.append(Finding(rule="jump", indicator=key, value=value, against=known))
    return tuple(found)


def outliers(
    others: Mapping[str, Iterable[Decimal]], now: Mapping[str, Decimal], rules: Mapping[str, Any]
) -> tuple[Finding, ...]:
    """Return the figures far above the median of the other units, where enough of them have told theirs."""
    rule = rules["outlier"]
    factor = Decimal(str(rule["factor"]))
    found = []
    for key, value in now.items():
        known = list(others.get(key, ()))
        if len(known) < rule["least_units"]:
            continue
        middle = Decimal(median(known))
        if value - middle >= _least(key, rule) and value >= factor * middle:
            found.append(Finding(rule="outlier", indicator=key, value=value, against=middle))
    return tuple(found)


def above_population(now: Mapping[str, Decimal], persons: int | None, rules: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return the counts of people that are larger than the people who live there."""
    if persons is None:
        return ()
    live = Decimal(persons)
    return tuple(
        Finding(rule="population", indicator=key, value=now[key], against=live)
        for key in rules["population"]["indicators"]
        if key in now and now[key] > live
    )


def _least(key: str, rule: Mapping[str, Any]) -> Decimal:
    """Return the smallest absolute difference that counts for an indicator."""
    return Decimal(str(rule["least_of"].get(key, rule["least"])))
