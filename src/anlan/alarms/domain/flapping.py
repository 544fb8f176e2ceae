"""When a sensor that comes and goes stops being news."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class FlapRule:
    """More than ``rises`` rises within ``within`` are flapping; ``steady`` without one ends it."""

    rises: int
    within: timedelta
    steady: timedelta

    @classmethod
    def of(cls, table: Mapping[str, Any], family: str) -> "FlapRule":
        """Return the rule for a family of rules from the table ``merging``."""
        common = table["flapping"]
        row = common.get("families", {}).get(family, common)
        return cls(
            rises=row["rises"],
            within=timedelta(minutes=row["within_minutes"]),
            steady=timedelta(minutes=row["steady_minutes"]),
        )


def rises_after(rises: Sequence[datetime], at: datetime, rule: FlapRule) -> tuple[datetime, ...]:
    """Return the rises that count once the one at ``at`` has come: the latest, no more than are needed to decide."""
    latest = max((*rises, at))
    kept = sorted(each for each in (*rises, at) if each > latest - rule.within)
    return tuple(kept[-(rule.rises + 1) :])


def is_flapping(rises: Sequence[datetime], rule: FlapRule) -> bool:
    """Tell whether so many rises within the time are flapping."""
    return len(rises) > rule.rises


def is_steady(last_rise: datetime, now: datetime, rule: FlapRule) -> bool:
    """Tell whether a flapping sensor has been still for long enough to be news again."""
    return now - last_rise >= rule.steady
