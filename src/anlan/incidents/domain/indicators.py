"""The figures of an incident: which there are, what values they may take, and what looks wrong together."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from anlan.kernel.errors import InvalidValue

_LARGEST: Final = Decimal("1000000000")
_DECIMALS: Final = {0: "whole_number", 1: "one_decimal", 2: "two_decimals"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure: ``name`` and ``unit`` as the statistics form writes them.

    ``kinds`` are empty for the form's own; a figure of the event itself names the prefixes of the event codes for
    which it is asked, and how the regions' figures make one: their ``sum``, or the ``greatest``.
    """

    key: str
    name: str
    unit: str
    decimals: int
    group: str
    mark: str
    kinds: tuple[str, ...] = ()
    merge: str = "sum"

    def is_asked_for(self, event_kind: str) -> bool:
        """Tell whether the figure belongs to an event of this kind (12379 code)."""
        return not self.kinds or event_kind.startswith(self.kinds)


@dataclass(frozen=True, slots=True)
class Finding:
    """Two figures that contradict each other: ``lower`` is above ``upper``."""

    lower: str
    upper: str


def indicators_of(table: Mapping[str, Any]) -> dict[str, Indicator]:
    """Return the table's indicators by key, in the form's order."""
    return {row["key"]: Indicator(**row) for row in table["indicator"]}


def event_figures_of(table: Mapping[str, Any]) -> dict[str, Indicator]:
    """Return the figures of the event itself by key; they bear the mark of their table."""
    return {
        row["key"]: Indicator(**{**row, "kinds": tuple(row["kinds"]), "group": "event", "mark": table["mark"]})
        for row in table["indicator"]
    }


def checked(figures: Mapping[str, object], known: Mapping[str, Indicator]) -> dict[str, Decimal]:
    """Return the figures as exact decimals; refuse the first that is unknown or impossible, by its name."""
    if not figures:
        raise InvalidValue(field="figures", value="", rule="at_least_one")
    return {key: _checked_figure(key, value, known) for key, value in figures.items()}


def _checked_figure(key: str, value: object, known: Mapping[str, Indicator]) -> Decimal:
    if key not in known:
        raise InvalidValue(field="figures", value=key, rule="known_indicator")
    number = _decimal(key, value)
    if not number.is_finite() or not 0 <= number <= _LARGEST:
        raise InvalidValue(field=key, value=value, rule="from_0_to_1000000000")
    step = Decimal(1).scaleb(-known[key].decimals)
    if number != number.quantize(step):
        raise InvalidValue(field=key, value=value, rule=_DECIMALS[known[key].decimals])
    return number.quantize(step)


def _decimal(key: str, value: object) -> Decimal:
    try:
        return Decimal(str(value).strip())
    except ArithmeticError as error:
        raise InvalidValue(field=key, value=value, rule="a_number") from error


def findings(totals: Mapping[str, Decimal], table: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return which of the table's orders the totals break."""
    return tuple(
        Finding(order["lower"], order["upper"])
        for order in table["order"]
        if order["lower"] in totals and order["upper"] in totals and totals[order["lower"]] > totals[order["upper"]]
    )


def is_direct_report_due(totals: Mapping[str, Decimal], table: Mapping[str, Any]) -> bool:
    """Tell whether the totals reach the number that is reported directly."""
    rule = table["direct_report"]
    return bool(sum(totals.get(key, Decimal(0)) for key in rule["counts"]) >= rule["at_least"])
