"""What is measured and by what sort of station: units, plausible ranges, usual periods, names; data with its source."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

ROLES: Final = ("increment", "state", "total")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One measured quantity.

    ``role`` is increment (adds up over the period that ends at the reading), state (holds until the next) or total (a
    counter that only grows); ``low`` and ``high`` bound what a reading can be, in ``unit``; ``period_minutes`` is how
    often a series usually reports. A reading is doubtful that changed by more than ``spike_per_minute``, stands for
    ``stuck_hours`` (0: may stand for ever), or lies outside the likely range.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    role: str
    decimals: int
    period_minutes: float
    hazard: str
    spike_per_minute: float = math.inf
    stuck_hours: float = 0.0
    likely_low: float = -math.inf
    likely_high: float = math.inf

    @property
    def adds_up(self) -> bool:
        """Tell whether readings of an interval are summed rather than averaged."""
        return self.role == "increment"


@dataclass(frozen=True, slots=True, kw_only=True)
class StationKind:
    """A sort of station and the hazard it watches."""

    name: str
    label: str
    hazard: str


def quantities_of(table: Mapping[str, Any]) -> dict[str, Quantity]:
    """Return the quantities that a table holds by name; refuse an unknown role or an empty range."""
    found = {}
    for row in table["quantity"]:
        if row["role"] not in ROLES or row["low"] >= row["high"]:
            raise ValueError(f"{row['name']}: a quantity needs a known role and a range")
        fields = {name: row[name] for name in Quantity.__slots__ if name in row}
        found[row["name"]] = Quantity(**fields)
    return found


def kinds_of(table: Mapping[str, Any]) -> dict[str, StationKind]:
    """Return the station kinds that a table holds by name; refuse one of an unknown hazard."""
    found = {}
    for name, row in table["kinds"].items():
        if row["hazard"] not in table["hazards"]:
            raise ValueError(f"{name}: unknown hazard {row['hazard']}")
        found[name] = StationKind(name=name, label=row["label"], hazard=row["hazard"])
    return found
