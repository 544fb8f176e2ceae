"""The tables of the national system as data: indicators, and the checks within a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, Final

from anlan.kernel.errors import InvalidValue

_LARGEST: Final = Decimal(10) ** 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One column of a table; ``feeds`` is the figure of the incident that it is the truth of."""

    key: str
    name: str
    unit: str
    decimals: int
    group: str
    definition: str
    mark: str
    feeds: str = ""
    on_phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A relation between indicators of one table: ``at_most`` (lower, upper) or ``sum`` (whole, parts)."""

    kind: str
    left: str
    right: tuple[str, ...]
    mark: str


@dataclass(frozen=True, kw_only=True)
class LossTable:
    """A table: its indicators in their order, and its checks."""

    key: str
    name: str
    stage: str
    source: str
    edition: str
    mark: str
    groups: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    checks: tuple[Check, ...]

    @cached_property
    def phone_keys(self) -> tuple[str, ...]:
        """Return the indicators that a village is asked for first."""
        return tuple(key for key, each in self.indicators.items() if each.on_phone)


@dataclass(frozen=True, slots=True)
class Broken:
    """A check that figures break, as names and plain numbers."""

    check: Check
    left: Decimal
    right: Decimal


def table_of(key: str, raw: Mapping[str, Any], base: "LossTable | None" = None) -> LossTable:
    """Return a table out of its data; one with ``same_as`` adds its own indicators and checks to those of ``base``."""
    groups = {**(base.groups if base else {}), **{row["key"]: row["name"] for row in raw.get("group", ())}}
    own = {row["key"]: _indicator(row) for row in raw.get("indicator", ())}
    checks = tuple(_check(row) for row in raw.get("check", ()))
    return LossTable(
        key=key,
        name=raw["name"],
        stage=raw["stage"],
        source=raw["source"],
        edition=raw["edition"],
        mark=raw["mark"],
        groups=groups,
        indicators={**(base.indicators if base else {}), **own},
        checks=(*(base.checks if base else ()), *checks),
    )


def _indicator(row: Mapping[str, Any]) -> Indicator:
    return Indicator(
        key=row["key"],
        name=row["name"],
        unit=row["unit"],
        decimals=row["decimals"],
        group=row["group"],
        definition=row["definition"],
        mark=row["mark"],
        feeds=row.get("feeds", ""),
        on_phone=row.get("on_phone", False),
    )


def _check(row: Mapping[str, Any]) -> Check:
    if row["kind"] == "sum":
        return Check(kind="sum", left=row["whole"], right=tuple(row["parts"]), mark=row["mark"])
    return Check(kind="at_most", left=row["lower"], right=(row["upper"],), mark=row["mark"])


def typed(values: Mapping[str, object], table: LossTable) -> dict[str, Decimal]:
    """Return figures as numbers; blanks are not told. Refuse what is no figure of the table, by its name."""
    found = {}
    for key, value in values.items():
        indicator = table.indicators.get(key)
        if indicator is None:
            raise InvalidValue(field="indicator", value=key[:40], rule="of_the_table")
        text = str(value).strip()
        if text:
            found[key] = _figure(text, indicator)
    return found


def _figure(text: str, indicator: Indicator) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise InvalidValue(field=indicator.name, value=text[:20], rule="a_number") from None
    if not value.is_finite() or not 0 <= value < _LARGEST:
        raise InvalidValue(field=indicator.name, value=text[:20], rule="not_negative")
    if value != round(value, indicator.decimals):
        rule = f"at_most_{indicator.decimals}_decimals" if indicator.decimals else "whole_number"
        raise InvalidValue(field=indicator.name, value=text[:20], rule=rule)
    return value


def broken(values: Mapping[str, Decimal], checks: Iterable[Check]) -> tuple[Broken, ...]:
    """Return the checks that figures break; a check whose figures are not all told is not asked."""
    return tuple(each for each in (_tried(values, check) for check in checks) if each is not None)


def _tried(values: Mapping[str, Decimal], check: Check) -> Broken | None:
    if check.left not in values or any(key not in values for key in check.right):
        return None
    left, right = values[check.left], sum((values[key] for key in check.right), Decimal(0))
    holds = left == right if check.kind == "sum" else left <= right
    return None if holds else Broken(check, left, right)


def plain(value: Decimal, indicator: Indicator) -> str:
    """Return a figure as the table writes it."""
    return f"{value:.{indicator.decimals}f}"
