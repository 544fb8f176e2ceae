"""What a chart shows, as plain values that a page hands to ``{% chart %}``."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext

from anlan.kernel.levels import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A line across the chart: its word, its value on the first axis (or the second) and the level it stands for."""

    label: str
    value: float | Decimal
    level: Level = Level.NONE
    on_second_axis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that happened: a line across the time axis with its word, in the colour of its level."""

    label: str
    at: datetime
    level: Level = Level.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series: ``points`` of (time, value), drawn as a line, as bars or as steps; ``None`` leaves a gap.

    ``doubtful`` points are drawn once more as crosses, because somebody or something distrusts them.
    """

    name: str
    points: tuple[tuple[datetime, float | Decimal | None], ...]
    unit: str = ""
    kind: Literal["line", "bar", "step"] = "line"
    on_second_axis: bool = False
    is_reconstructed: bool = False
    doubtful: tuple[tuple[datetime, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartConfig:
    """A chart of time series; ``title`` is read to those who cannot see it; ``since``/``until`` fix the time axis.

    With ``has_zoom`` the time axis can be brushed, and below the chart a slider shows which part is seen. With
    ``is_count`` the upright axis counts by whole numbers.
    """

    title: str
    series: tuple[Series, ...]
    thresholds: tuple[Threshold, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    marks: tuple[Mark, ...] = ()
    has_zoom: bool = False
    is_count: bool = False
    size: Literal["normal", "small"] = "normal"

    def as_json(self) -> dict[str, Any]:
        """Return what the widget reads."""
        return {
            "series": [_series(series) for series in self.series],
            "thresholds": [
                {
                    "label": each.label,
                    "value": float(each.value),
                    "level": each.level.colour,
                    "second": each.on_second_axis,
                }
                for each in self.thresholds
            ],
            "marks": [
                {"label": mark.label, "at": _milliseconds(mark.at), "level": mark.level.colour} for mark in self.marks
            ],
            "zoom": self.has_zoom,
            "count": self.is_count,
            "since": self.since and _milliseconds(self.since),
            "until": self.until and _milliseconds(self.until),
            "words": {
                "reconstructed": gettext("reconstructed"),
                "none": gettext("No readings in this time"),
                "doubtful": gettext("doubtful"),
                "zoom": gettext("Brush to zoom"),
                "back": gettext("Zoom back"),
            },
        }


def _milliseconds(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)


def _series(series: Series) -> dict[str, Any]:
    return {
        "name": series.name,
        "unit": series.unit,
        "kind": series.kind,
        "second": series.on_second_axis,
        "reconstructed": series.is_reconstructed,
        "doubtful": [[_milliseconds(at), float(value)] for at, value in series.doubtful],
        "points": [[_milliseconds(at), None if value is None else float(value)] for at, value in series.points],
    }
