"""How good alarms are: the contingency scores of forecast verification.

Formulas: WWRP/WGNE Joint Working Group on Forecast Verification Research, "Methods for dichotomous forecasts":
POD = hits / (hits + misses), FAR = false alarms / (hits + false alarms), CSI = hits / (hits + misses + false alarms).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scores:
    """Alarms that proved true, alarms that proved false, and events without an alarm."""

    hits: int
    false_alarms: int
    misses: int = 0

    @property
    def detection(self) -> float | None:
        """Return the probability of detection, or nothing where nothing happened."""
        return _share(self.hits, self.hits + self.misses)

    @property
    def miss_rate(self) -> float | None:
        """Return the share of events that no alarm told of."""
        return _share(self.misses, self.hits + self.misses)

    @property
    def false_alarm_ratio(self) -> float | None:
        """Return the share of decided alarms that were false."""
        return _share(self.false_alarms, self.hits + self.false_alarms)

    @property
    def success_index(self) -> float | None:
        """Return the critical success index (threat score)."""
        return _share(self.hits, self.hits + self.misses + self.false_alarms)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
