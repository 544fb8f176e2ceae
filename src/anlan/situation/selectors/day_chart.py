"""The events by day as a picture in the paper: bars, with lines for the days before and the mean of earlier years."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from anlan.analysis import api as analysis
from anlan.support.documents import Picture

_WIDTH: Final = 1400
_HEIGHT: Final = 520
_LEFT: Final = 90
_RIGHT: Final = 30
_TOP: Final = 30
_BOTTOM: Final = 70
_FILL: Final = (120, 160, 210)
_BEFORE: Final = (60, 60, 60)
_YEARS: Final = (200, 90, 20)
_RULE: Final = (215, 215, 215)
_AXIS: Final = (90, 90, 90)
_DASH: Final = 14
_MOST_NUMBERS: Final = 16

Row = Sequence[float | None]


def day_chart(facts: Mapping[str, Any], words: Mapping[str, Any]) -> Picture | None:
    """Return the events by day; nothing for one day, or where neither these days nor those compared had any."""
    rows = facts.get("by_day", ())
    most = max((value for row in rows for value in row if value is not None), default=0)
    if len(rows) < 2 or not most:
        return None
    said, form = words["chart"], words["date"]["short"]
    caption = said["caption" if facts["earlier_years"] else "caption_without_years"].format(
        first=date.fromisoformat(facts["passed"]["first"]).strftime(form),
        last=date.fromisoformat(facts["passed"]["last"]).strftime(form),
        most=top_of(most),
    )
    return Picture(drawn(rows, date.fromisoformat(facts["passed"]["first"])), caption, width_mm=150)


def top_of(most: float) -> int:
    """Return where the upright axis ends: a round number not below the most."""
    step = 1
    while True:
        for factor in (1, 2, 4, 5, 10):
            if factor * step >= most:
                return factor * step
        step *= 10


def drawn(rows: Sequence[Row], first: date) -> bytes:
    """Return the picture of days in a row as PNG, each with its day of the month below."""
    pixels = np.full((_HEIGHT, _WIDTH, 3), 255, dtype=np.uint8)
    top = top_of(max(value for row in rows for value in row if value is not None))
    _ruled(pixels, top)
    centres = [_LEFT + round((number + 0.5) * _across() / len(rows)) for number in range(len(rows))]
    half = max(2, round(0.3 * _across() / len(rows)))
    for centre, row in zip(centres, rows, strict=True):
        pixels[_row(row[0] or 0, top) : _HEIGHT - _BOTTOM, centre - half : centre + half] = _FILL
    for column, colour, is_dashed in ((1, _BEFORE, False), (2, _YEARS, True)):
        points = [(x, _row(row[column], top)) for x, row in zip(centres, rows, strict=True) if row[column] is not None]
        for start, end in pairwise(points):
            _line(pixels, start, end, colour, is_dashed=is_dashed)
    _numbered(pixels, centres, first)
    return analysis.png(pixels)


def _across() -> int:
    return _WIDTH - _LEFT - _RIGHT


def _row(value: float | None, top: int) -> int:
    return _HEIGHT - _BOTTOM - round((value or 0) / top * (_HEIGHT - _TOP - _BOTTOM))


def _ruled(pixels: NDArray[np.uint8], top: int) -> None:
    """Draw the rules across with their numbers; at most four steps, each a whole number."""
    steps = next(count for count in (4, 2, 1) if top % count == 0)
    for number in range(steps + 1):
        value = top * number // steps
        row = _row(value, top)
        pixels[row : row + 2, _LEFT : _WIDTH - _RIGHT] = _RULE if number else _AXIS
        text = str(value)
        analysis.write(pixels, text, _LEFT - 14 - 24 * len(text), row - 14)


def _numbered(pixels: NDArray[np.uint8], centres: Sequence[int], first: date) -> None:
    each = -(-len(centres) // _MOST_NUMBERS)
    for number in range(0, len(centres), each):
        text = str(date.fromordinal(first.toordinal() + number).day)
        analysis.write(pixels, text, centres[number] - 12 * len(text), _HEIGHT - _BOTTOM + 18)


def _line(
    pixels: NDArray[np.uint8],
    start: tuple[int, int],
    end: tuple[int, int],
    colour: tuple[int, int, int],
    *,
    is_dashed: bool,
) -> None:
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1])) + 1
    at = np.linspace(start, end, steps).round().astype(int)
    if is_dashed:
        at = at[(np.arange(steps) // _DASH) % 2 == 0]
    for across in range(4):
        for down in range(4):
            pixels[at[:, 1] + down - 2, at[:, 0] + across - 2] = colour
