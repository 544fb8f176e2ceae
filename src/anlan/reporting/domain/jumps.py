"""Which figures jump from one report to the next: they want a word of explanation before anybody signs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A figure that rose or fell by more than reports may pass over in silence."""

    key: str
    name: str
    unit: str
    before: Decimal
    after: Decimal


def jumps(
    before: Mapping[str, Decimal] | None, after: Iterable[tuple[str, str, str, str]], table: Mapping[str, Any]
) -> tuple[Jump, ...]:
    """Return the figures that jump; ``after`` as (key, name, unit, value). A first report has none."""
    if before is None:
        return ()
    return tuple(
        Jump(key=key, name=name, unit=unit, before=before[key], after=Decimal(value))
        for key, name, unit, value in after
        if value and key in before and _jumps(before[key], Decimal(value), table)
    )


def _jumps(was: Decimal, becomes: Decimal, table: Mapping[str, Any]) -> bool:
    if becomes < was:
        return True
    if was == 0:
        return bool(becomes >= table["from_nothing_at_least"])
    return bool(becomes - was >= was * Decimal(str(table["share_at_least"])))
