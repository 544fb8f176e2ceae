"""The small drawing of an alarm's evidence: bars of rain with their running sum, or a line of levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Final

from anlan.alarms.api import Occurrence

WIDTH: Final = 640
HEIGHT: Final = 160
_HEADROOM: Final = 1.12


@dataclass(frozen=True, slots=True)
class Bar:
    """One reading's bar, in the drawing's units."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The evidence drawn: ``line`` are the points of a polyline, ``threshold_y`` the height of the threshold."""

    bars: tuple[Bar, ...]
    line: str
    threshold_y: str
    first: datetime
    last: datetime
    width: int = WIDTH
    height: int = HEIGHT


def drawing_of(occurrence: Occurrence) -> Drawing | None:
    """Return the drawing of a signal's readings, oldest first; nothing where fewer than two were kept."""
    readings = sorted(occurrence.evidence)
    if len(readings) < 2:
        return None
    values = [value for _, value in readings]
    is_rain = occurrence.quantity == "rain"
    curve = _running_sum(values, occurrence.value) if is_rain else values
    low = 0.0 if is_rain else min(*curve, occurrence.threshold) - 0.2
    high = max(*curve, occurrence.threshold)
    scale = HEIGHT / ((high - low) * _HEADROOM or 1)
    step = WIDTH / len(readings)
    points = (f"{(i + 0.5) * step:.1f},{HEIGHT - (v - low) * scale:.1f}" for i, v in enumerate(curve))
    return Drawing(
        bars=_bars(values, step, scale) if is_rain else (),
        line=" ".join(points),
        threshold_y=f"{HEIGHT - (occurrence.threshold - low) * scale:.1f}",
        first=readings[0][0],
        last=readings[-1][0],
    )


def _running_sum(values: Sequence[float], total: float) -> list[float]:
    """Return the sum up to each reading; what fell before the kept readings is the sum's beginning."""
    return list(accumulate(values, initial=max(total - sum(values), 0.0)))[1:]


def _bars(values: Sequence[float], step: float, scale: float) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            f"{index * step + step * 0.15:.1f}",
            f"{HEIGHT - value * scale:.1f}",
            f"{step * 0.7:.1f}",
            f"{value * scale:.1f}",
        )
        for index, value in enumerate(values)
    )
