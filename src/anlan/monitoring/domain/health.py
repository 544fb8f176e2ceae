"""When a series is silent, and how a station is looked after. A missing reading is news as much as a high one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from anlan.kernel.levels import Level


class Watch(StrEnum):
    """How a station stands: heard or silent, or why nobody expects to hear it."""

    HEARD = "heard"
    SILENT = "silent"
    NEVER_HEARD = "never_heard"
    MAINTENANCE = "maintenance"
    DEMONSTRATION = "demonstration"
    OUT_OF_SERVICE = "out_of_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceRule:
    """Silent is what has sent nothing for more than ``periods`` of its periods and more than ``least_minutes``.

    From ``worse_times`` that length on a silence counts as yellow instead of blue.
    """

    periods: float
    least_minutes: float
    worse_times: float

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "SilenceRule":
        """Return the rule of the table ``health``."""
        return cls(**{name: table["silence"][name] for name in cls.__slots__})

    def allowed_minutes(self, period_minutes: float) -> float:
        """Return for how many minutes a series of this period may send nothing; this length itself is allowed."""
        return max(self.periods * period_minutes, self.least_minutes)

    def level_after(self, minutes: float, allowed_minutes: float) -> Level:
        """Return the level of a series that has sent nothing for ``minutes``."""
        if minutes <= allowed_minutes:
            return Level.NONE
        return Level.YELLOW if minutes >= self.worse_times * allowed_minutes else Level.BLUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What decides how a station stands, besides its readings."""

    is_in_service: bool
    is_demo: bool
    is_under_maintenance: bool


def watch_of(station: Circumstances, *, silent_minutes: float | None, allowed_minutes: float) -> Watch:
    """Return how a station stands whose newest reading is ``silent_minutes`` old (None: there never was one)."""
    if not station.is_in_service:
        return Watch.OUT_OF_SERVICE
    if silent_minutes is None:
        return Watch.DEMONSTRATION if station.is_demo else Watch.NEVER_HEARD
    if silent_minutes <= allowed_minutes:
        return Watch.HEARD
    if station.is_demo:
        return Watch.DEMONSTRATION
    return Watch.MAINTENANCE if station.is_under_maintenance else Watch.SILENT
