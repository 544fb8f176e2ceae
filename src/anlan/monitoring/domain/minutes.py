"""Judging rain and water levels: which level is reached where, and when that is news.

A unit is what one rule says of one series for one region: the national signal at the gauge, or the local values of a
township or village that the gauge stands for. A unit stands at a level; a rise is news, and so is reaching a level
again after the rule's time below it.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band, Values

Ints = NDArray[np.int64]
NEVER: Final = np.iinfo(np.int64).max
NO_MINUTE: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One rule on one series for one region."""

    rule: str
    series: int
    region: str
    values: Values
    rearm_minutes: int

    @property
    def key(self) -> tuple[int, str, str]:
        """Return what identifies the unit's standing."""
        return self.series, self.rule, self.region


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands: the level held, the last minute it was reached, and the level last told of."""

    level: Level = Level.NONE
    held_at: int = NO_MINUTE
    told: Level = Level.NONE


@dataclass(frozen=True, slots=True)
class Rise:
    """A unit rose to ``level`` at ``minute``."""

    unit: Unit
    level: Level
    minute: int


@dataclass(frozen=True, slots=True)
class Track:
    """The levels that a unit reached minute by minute, from ``first`` on; up to ``judged_to`` it was judged before."""

    first: int
    levels: NDArray[np.int8]
    judged_to: int


def advance(unit: Unit, standing: Standing, track: Track) -> tuple[Standing, list[Rise]]:
    """Return the standing after a track and the rises in it, oldest first.

    In minutes that were judged before (late readings) only a level above all that was told is news.
    """
    rises: list[Rise] = []
    edges = np.flatnonzero(np.diff(track.levels)) + 1
    cut = track.judged_to + 1 - track.first
    if 0 < cut < len(track.levels):
        edges = np.union1d(edges, [cut])
    bounds = [0, *edges.tolist(), len(track.levels)]
    for start, end in pairwise(bounds):
        level = Level(int(track.levels[start]))
        begin, until = track.first + start, track.first + end - 1
        was_judged = begin <= track.judged_to
        if track.judged_to == NO_MINUTE and begin - 1 - standing.held_at >= unit.rearm_minutes:
            standing = replace(standing, level=Level.NONE)  # Nothing was heard for more than the longest window.
        if level > standing.level and not (was_judged and level <= standing.told):
            rises.append(Rise(unit, level, begin))
            standing = Standing(level, until, level)
        elif level == standing.level:
            standing = replace(standing, held_at=max(until, standing.held_at))
        elif level < standing.level and until - standing.held_at >= unit.rearm_minutes:
            standing = replace(standing, level=level, held_at=until)
    return standing, rises


def thresholds_of(units: list[Unit], windows: tuple[int, ...]) -> Ints:
    """Return lower bounds in micrometres, of shape (units, windows, levels); ``NEVER`` where there is none."""
    bounds = np.full((len(units), len(windows), len(Level)), NEVER, dtype=np.int64)
    for index, unit in enumerate(units):
        for band in unit.values.bands:
            bounds[index, windows.index(band.window_hours), band.level] = round(band.lower * 1000)
    return bounds


def levels_reached(sums: Ints, bounds: Ints) -> NDArray[np.int8]:
    """Return the worst level by unit and minute, of sums (units, windows, minutes) and bounds (units, windows, levels).

    A bound belongs to its band: exactly the value reaches it.
    """
    reached = np.zeros((sums.shape[0], sums.shape[2]), dtype=np.int8)
    for level in Level:
        if level is not Level.NONE:
            hit = (sums >= bounds[:, :, int(level), None]).any(axis=1)
            reached[hit] = int(level)
    return reached


def deciding_band(unit: Unit, level: Level, depth_by_window: dict[int, int]) -> Band:
    """Return the band that made the level: of those reached, the shortest window."""
    reached = [
        band
        for band in unit.values.bands
        if band.level == level and depth_by_window[band.window_hours] >= round(band.lower * 1000)
    ]
    return min(reached, key=lambda band: band.window_hours)
