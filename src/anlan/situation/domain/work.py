"""What was done and measured besides events: each figure beside the days before and the same days of last year."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from anlan.situation.domain.periods import Days

Figures = Mapping[str, float | None]
AREAS: Final = {
    "rain": ("rain_mean", "rain_wettest_day"),
    "dangers": ("dangers_found", "dangers_major", "dangers_closed"),
    "inspections": ("visits", "findings"),
    "drills": ("drills",),
    "duty": ("handovers", "late_handovers", "rooms_called", "rooms_unanswered"),
}


@dataclass(frozen=True, slots=True)
class Spans:
    """The days of a report that have begun, those just before, and the same ones of last year."""

    now: Days
    before: Days
    last_year: Days


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A figure of an area; nothing where the records do not reach back to the first of the days."""

    area: str
    key: str
    now: float | None
    before: float | None
    last_year: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """What a report cannot say of an area, and why; ``began`` is the first day on record where there is one."""

    area: str
    why: str
    began: str = ""


def compared(
    area: str, read: Callable[[Days], Figures], spans: Spans, began: date | None
) -> tuple[tuple[WorkLine, ...], Gap | None]:
    """Return an area's figures in the three times, and what is missing of them."""
    if began is None or began > spans.now.last:
        return (), Gap(area, "no_records")
    now = read(spans.now)
    before = read(spans.before) if began <= spans.before.first else {}
    last_year = read(spans.last_year) if began <= spans.last_year.first else {}
    lines = tuple(WorkLine(area, key, now.get(key), before.get(key), last_year.get(key)) for key in AREAS[area])
    if all(line.now is None for line in lines):
        return (), Gap(area, "nothing_read", began.isoformat())
    return lines, _gap(area, spans, began)


def _gap(area: str, spans: Spans, began: date) -> Gap | None:
    if began > spans.now.first:
        return Gap(area, "begins_within", began.isoformat())
    return Gap(area, "no_last_year", began.isoformat()) if began > spans.last_year.first else None
