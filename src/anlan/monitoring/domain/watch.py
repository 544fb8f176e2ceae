"""The watch: the ring and all units together, one vectorised pass per batch of new readings."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band
from anlan.monitoring.domain.minutes import (
    NEVER,
    Rise,
    Standing,
    Track,
    Unit,
    advance,
    deciding_band,
    levels_reached,
    thresholds_of,
)
from anlan.monitoring.domain.ring import RainRing
from anlan.science.rainfall.windows import depths_of, minutes_of

Ints = NDArray[np.int64]
WINDOWS_HOURS = (1, 3, 6, 12, 24)
WINDOWS_MINUTES = tuple(60 * hours for hours in WINDOWS_HOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rise with the band that made it and the value that reached it (mm or m)."""

    rise: Rise
    band: Band
    value: float


@dataclass(frozen=True, slots=True)
class Readings:
    """New readings as equal columns: series id, microseconds since the epoch, value."""

    series: NDArray[np.int32]
    times: Ints
    values: NDArray[np.float64]


@dataclass(slots=True)
class RainWatch:
    """Judges rain. ``units`` are grouped by series; ``standings`` outlive the pass."""

    series: Ints
    units: list[Unit]
    ring: RainRing
    standings: dict[tuple[int, str, str], Standing]
    last_minute: Ints = field(init=False)
    _row_of: dict[int, int] = field(init=False)
    _unit_row: Ints = field(init=False)
    _bounds: Ints = field(init=False)
    _lowest: Ints = field(init=False)
    _raised: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.last_minute = np.full(len(self.series), -1, dtype=np.int64)
        self._row_of = {int(each): row for row, each in enumerate(self.series)}
        self._unit_row = np.array([self._row_of[unit.series] for unit in self.units], dtype=np.int64)
        self._bounds = thresholds_of(self.units, WINDOWS_HOURS)
        self._lowest = self._bounds.min(axis=2, initial=NEVER)
        self._raised = np.array([self._stands(unit) for unit in self.units], dtype=bool)

    def remember(self, readings: Readings) -> None:
        """Fill the ring with readings that were judged before."""
        self._put(readings)

    def judge(self, readings: Readings) -> tuple[list[Finding], dict[Unit, Standing]]:
        """Take new readings and return what rose, oldest first, and the standings that changed."""
        before = self.last_minute.copy()
        rows, minutes = self._put(readings)
        if not len(rows):
            return [], {}
        touched = np.flatnonzero(np.bincount(rows, minlength=len(self.series)))
        first = int(min(minutes.min(), (before[touched][before[touched] >= 0] + 1).min(initial=minutes.min())))
        first, last = max(first, self.ring.oldest_judged), int(self.last_minute[touched].max())
        if first > last:
            return [], {}
        sums = self.ring.sums(touched, first, last)
        return self._decide(touched, sums, first, before)

    def _put(self, readings: Readings) -> tuple[Ints, Ints]:
        known = np.isin(readings.series, self.series)
        rows = np.searchsorted(self.series, readings.series[known])
        minutes = minutes_of(readings.times[known])
        self.ring.add(rows, minutes, depths_of(readings.values[known]))
        np.maximum.at(self.last_minute, rows, np.minimum(minutes, self.ring.newest))
        return rows, minutes

    def _decide(
        self, touched: Ints, sums: Ints, first: int, before: Ints
    ) -> tuple[list[Finding], dict[Unit, Standing]]:
        highest = np.zeros((len(self.series), len(WINDOWS_HOURS)), dtype=np.int64)
        highest[touched] = sums.max(axis=2)
        is_touched = np.zeros(len(self.series), dtype=bool)
        is_touched[touched] = True
        reached = (highest[self._unit_row] >= self._lowest).any(axis=1)
        candidates = np.flatnonzero(is_touched[self._unit_row] & (reached | self._raised))
        findings: list[Finding] = []
        changed: dict[Unit, Standing] = {}
        if len(candidates):
            at = np.searchsorted(touched, self._unit_row[candidates])
            levels = levels_reached(sums[at], self._bounds[candidates])
            for index, position, own_levels in zip(candidates, at, levels, strict=True):
                unit, row = self.units[index], self._unit_row[index]
                own = own_levels[: int(self.last_minute[row]) - first + 1]
                self._advance(unit, Track(first, own, int(before[row])), sums[position], (findings, changed))
                self._raised[index] = self._stands(unit)
        findings.sort(key=lambda each: (each.rise.minute, each.rise.unit.key))
        return findings, changed

    def _stands(self, unit: Unit) -> bool:
        standing = self.standings.get(unit.key)
        return standing is not None and standing.level > Level.NONE

    def _advance(self, unit: Unit, track: Track, sums: Ints, out: tuple[list[Finding], dict[Unit, Standing]]) -> None:
        if not len(track.levels):
            return
        old = self.standings.get(unit.key, Standing())
        new, rises = advance(unit, old, track)
        if new != old:
            self.standings[unit.key] = out[1][unit] = new
        for rise in rises:
            depths = {h: int(sums[w, rise.minute - track.first]) for w, h in enumerate(WINDOWS_HOURS)}
            band = deciding_band(unit, rise.level, depths)
            out[0].append(Finding(rise=rise, band=band, value=depths[band.window_hours] / 1000))


@dataclass(slots=True)
class LevelWatch:
    """Judges water levels by each gauge's own warning and guaranteed level."""

    units: dict[int, Unit]
    standings: dict[tuple[int, str, str], Standing]
    last_minute: dict[int, int] = field(default_factory=dict)

    def remember(self, readings: Readings) -> None:
        """Note up to which minute each gauge was judged before."""
        for series in self.units:
            times = readings.times[readings.series == series]
            if len(times):
                self.last_minute[series] = int(minutes_of(times).max())

    def judge(self, readings: Readings) -> tuple[list[Finding], dict[Unit, Standing]]:
        """Take new readings and return what rose, oldest first, and the standings that changed."""
        findings: list[Finding] = []
        changed: dict[Unit, Standing] = {}
        order = np.argsort(readings.times, kind="stable")
        minutes = minutes_of(readings.times)
        for index in order.tolist():
            unit = self.units.get(int(readings.series[index]))
            if unit is not None:
                self._judge_one(unit, int(minutes[index]), float(readings.values[index]), (findings, changed))
        return findings, changed

    def _judge_one(
        self, unit: Unit, minute: int, value: float, out: tuple[list[Finding], dict[Unit, Standing]]
    ) -> None:
        reached = [band for band in unit.values.bands if value >= band.lower]
        level = max((band.level for band in reached), default=Level.NONE)
        old = self.standings.get(unit.key, Standing())
        judged_to = self.last_minute.get(unit.series, -1)
        self.last_minute[unit.series] = max(judged_to, minute)
        if level == old.level == Level.NONE:
            return
        track = Track(minute, np.array([level], dtype=np.int8), judged_to if minute < judged_to else minute - 1)
        new, rises = advance(unit, old, track)
        if new != old:
            self.standings[unit.key] = out[1][unit] = new
        for rise in rises:
            band = max(reached, key=lambda each: each.level)
            out[0].append(Finding(rise=rise, band=band, value=value))
