"""What readings are judged by: units of cases of clauses, as every rule is compiled to them.

A clause compares an aggregate of one series with a threshold. A case says which level is reached when enough of its
clauses say yes. A unit is one rule for one region; it stands at the highest level of its cases that hold. The words are
defined here; ``domain/engine`` judges by them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from anlan.kernel.levels import Level

EXACT_MINUTES: Final = 1440
LONGEST_MINUTES: Final = 43_200
_VALID_BEYOND_WINDOW: Final = 60


class Aggregate(StrEnum):
    """What of the readings in the window ``(t - window, t]`` is compared; ``t`` is the newest reading's time."""

    VALUE = "value"
    SUM = "sum"
    MAX = "max"
    MIN = "min"
    MEAN = "mean"
    RATE = "rate"
    DIFFERENCE = "difference"


class Compare(StrEnum):
    """How the aggregate stands to the threshold; the bound itself belongs to at_least and at_most."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One condition on one series: yes, no, or not yet.

    Once met it stays met until the value is past ``clear``. It says yes when it has been met for ``hold_minutes``, at
    ``times`` of the last ``of`` readings. A silence longer than the unit's ``valid_minutes`` begins all of it anew.
    RATE is the change since the oldest reading in the window by hour, DIFFERENCE the change itself. Windows up to a day
    are exact to the reading, longer ones to the hour.
    """

    series: int
    aggregate: Aggregate
    window_minutes: int
    compare: Compare
    threshold: float
    clear: float | None = None
    hold_minutes: int = 0
    times: int = 1
    of: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The level that is reached when ``need`` of the clauses say yes: all of them, one, two of three."""

    level: Level
    clauses: tuple[Clause, ...]
    need: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One rule for one region; ``series`` names the station and the quantity it speaks of.

    A clause counts while its series' last reading is not older than ``valid_minutes`` (0: an hour more than the unit's
    longest window). A level that was left less than ``rearm_minutes`` ago is still stood at: reaching it again is no
    news, and only after that time the unit comes down.
    """

    rule: str
    edition: str
    series: int
    region: str
    cases: tuple[Case, ...]
    rearm_minutes: int
    valid_minutes: int = 0

    @property
    def key(self) -> tuple[int, str, str]:
        """Return what identifies the unit's standing."""
        return self.series, self.rule, self.region

    @property
    def longest_window(self) -> int:
        """Return the longest window of all clauses, in minutes."""
        return max((clause.window_minutes for case in self.cases for clause in case.clauses), default=0)

    @property
    def valid_for(self) -> int:
        """Return for how many minutes a reading counts."""
        return self.valid_minutes or self.longest_window + _VALID_BEYOND_WINDOW
