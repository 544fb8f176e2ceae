"""The discretion table: what an article allows, the band that circumstances point to, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from anlan.enforcement.domain import errors

_STEP: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Factor:
    """A circumstance that makes a penalty lighter (-1) or heavier (1); some allow less than the article's least."""

    key: str
    name: str
    weight: int
    source: str
    mark: str
    mitigates: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation of a violation: the least and the most by party, in yuan."""

    key: str
    name: str
    amounts: Mapping[str, tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation with its article and situations."""

    key: str
    name: str
    article: str
    basis: str
    mark: str
    situations: Mapping[str, Situation]


@dataclass(frozen=True, slots=True)
class Discretion:
    """One edition of the whole table; bands are shares of what the article allows."""

    edition: str
    source: str
    mark: str
    bands: Mapping[str, tuple[Decimal, Decimal]]
    factors: Mapping[str, Factor]
    violations: Mapping[str, Violation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the table proposes: the article's range, the band's, a middle amount, and the reasons."""

    edition: str
    violation: Violation
    situation: Situation
    least: Decimal
    most: Decimal
    band: str
    low: Decimal
    high: Decimal
    middle: Decimal
    reasons: tuple[Factor, ...]

    @property
    def mitigates(self) -> bool:
        """Tell whether a circumstance allows less than the article's least."""
        return any(factor.mitigates for factor in self.reasons)

    def is_outside(self, amount: Decimal) -> bool:
        """Tell whether an amount lies outside the band; refuse one that the article does not allow."""
        if amount > self.most or (amount < self.least and not self.mitigates):
            raise errors.OutsideLaw(low=self.least, high=self.most)
        return not self.low <= amount <= self.high


def discretion_from(table: Mapping[str, Any]) -> Discretion:
    """Return the table's edition."""
    violations = {}
    for row in table["violations"]:
        situations = {key: _situation(key, each) for key, each in row["situations"].items()}
        violations[row["key"]] = Violation(**{**row, "situations": situations})
    return Discretion(
        edition=table["edition"],
        source=table["source"],
        mark=table["mark"],
        bands={key: (Decimal(low), Decimal(high)) for key, (low, high) in table["bands"].items()},
        factors={row["key"]: Factor(**row) for row in table["factors"]},
        violations=violations,
    )


def proposed(table: Discretion, violation: str, situation: str, party: str, factors: Iterable[str]) -> Proposal | None:
    """Return what the table proposes; nothing where it knows no such case."""
    found = table.violations.get(violation)
    state = found.situations.get(situation) if found else None
    if found is None or state is None or party not in state.amounts:
        return None
    reasons = tuple(table.factors[key] for key in table.factors if key in set(factors))
    weight = sum(factor.weight for factor in reasons)
    band = "lighter" if weight < 0 else "heavier" if weight > 0 else "ordinary"
    least, most = state.amounts[party]
    low, high = (_rounded(least + (most - least) * share) for share in table.bands[band])
    return Proposal(
        edition=table.edition,
        violation=found,
        situation=state,
        least=least,
        most=most,
        band=band,
        low=low,
        high=high,
        middle=_rounded((low + high) / 2),
        reasons=reasons,
    )


def _situation(key: str, row: Mapping[str, Any]) -> Situation:
    amounts = {party: (Decimal(row[party][0]), Decimal(row[party][1])) for party in ("unit", "person") if party in row}
    return Situation(key, row["name"], amounts)


def _rounded(amount: Decimal) -> Decimal:
    return (amount / _STEP).quantize(Decimal(1), ROUND_HALF_UP) * _STEP
