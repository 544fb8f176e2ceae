"""Sorting what a table gave into readings that may be stored and problems, over the whole table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.monitoring.domain.importing import TooManyRows
from anlan.monitoring.domain.intake import KnownSeries
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.domain.tabulated import Column, Part, Problem

UNKNOWN_STATION: Final = "unknown_station"
UNKNOWN_QUANTITY: Final = "unknown_quantity"
OUT_OF_RANGE: Final = "value_out_of_range"
IN_THE_FUTURE: Final = "in_the_future"
TOO_OLD: Final = "too_old"
OTHER_VALUE_IN_FILE: Final = "other_value_in_file"
OTHER_VALUE_STORED: Final = "other_value_stored"
_MOST_STRANGERS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What an import takes: instants in microseconds, readings in all, problems listed in all and of one kind."""

    oldest: int
    newest: int
    most_readings: int
    listed: int
    listed_of_a_kind: int


class Known:
    """The stations that the person may import for, by code and by name, and their series."""

    def __init__(self, series: Iterable[KnownSeries], names: Mapping[str, str]) -> None:
        """``names`` gives the code of a station by its code or its name."""
        self._names = names
        self.by_quantity: dict[str, dict[str, KnownSeries]] = {}
        self.by_id: dict[int, KnownSeries] = {}
        for each in series:
            self.by_quantity.setdefault(each.quantity, {})[each.station] = each
            self.by_id[each.id] = each

    def codes(self, stations: Sequence[str]) -> list[str]:
        """Return the codes of stations as they are written; empty where nobody knows one."""
        names = self._names
        return [names.get(each, "") for each in stations]


@dataclass(slots=True)
class Sorter:
    """Takes the parts of a table one after the other, and gives what of it may be stored."""

    known: Known
    bounds: Bounds
    rows: int = 0
    missing: int = 0
    repeated: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    strangers: Counter[str] = field(default_factory=Counter)
    _readings: int = 0
    _found: list[tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]] = field(
        default_factory=list
    )

    def take(self, part: Part, rows: Sequence[Sequence[str]], first_number: int) -> None:
        """Take what some rows gave; ``rows`` are they themselves, the first of them with its number."""
        self.rows += len(part.numbers)
        self.missing += part.missing
        self._tell(part.problems)
        codes = self.known.codes(part.stations)
        for position, code in enumerate(codes):
            if not code and part.stations[position]:
                self._strange(part.numbers[position], part.stations[position])
        numbers = np.array(part.numbers, dtype=np.int64)
        times = np.array([-1 if time is None else time for time in part.times], dtype=np.int64)
        has_time = np.array([time is not None for time in part.times], dtype=bool)
        for column in part.columns:
            self._take_column(column, codes, (numbers, times, has_time), (rows, first_number))

    def _take_column(
        self,
        column: Column,
        codes: list[str],
        when: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]],
        source: tuple[Sequence[Sequence[str]], int],
    ) -> None:
        numbers, times, has_time = when
        series = self._series(column, codes)
        has_station = np.array([bool(code) for code in codes], dtype=bool)
        is_reading = has_time & has_station & ~np.isnan(column.values)
        ids = np.array([-1 if each is None else each.id for each in series], dtype=np.int32)
        low = np.array([0.0 if each is None else each.low for each in series])
        high = np.array([0.0 if each is None else each.high for each in series])
        checks = {
            UNKNOWN_QUANTITY: ids < 0,
            OUT_OF_RANGE: ~((column.values >= low) & (column.values <= high)),
            TOO_OLD: times < self.bounds.oldest,
            IN_THE_FUTURE: times > self.bounds.newest,
        }
        for code, is_bad in checks.items():
            bad = is_reading & is_bad
            is_reading &= ~is_bad
            if bad.any():
                self._tell_cells(code, numbers[bad].tolist(), column.index, source)
        self._readings += int(is_reading.sum())
        if self._readings > self.bounds.most_readings:
            raise TooManyRows(count=self._readings, limit=self.bounds.most_readings)
        self._found.append((ids[is_reading], times[is_reading], column.values[is_reading], numbers[is_reading]))

    def _series(self, column: Column, codes: list[str]) -> list[KnownSeries | None]:
        by_quantity = self.known.by_quantity
        if isinstance(column.quantities, str):
            own = by_quantity.get(column.quantities, {})
            return [own.get(code) for code in codes]
        return [by_quantity.get(name, {}).get(code) for name, code in zip(column.quantities, codes, strict=True)]

    def _strange(self, number: int, station: str) -> None:
        if station in self.strangers or len(self.strangers) < _MOST_STRANGERS:
            self.strangers[station] += 1
        self._tell([Problem(number, -1, UNKNOWN_STATION, station)])

    def _tell_cells(
        self, code: str, numbers: list[int], column: int, source: tuple[Sequence[Sequence[str]], int]
    ) -> None:
        rows, first = source
        self._tell(Problem(number, column, code, rows[number - first][column]) for number in numbers)

    def _tell(self, problems: Iterable[Problem]) -> None:
        """Count problems, and list as many as the bounds allow."""
        for each in problems:
            self.counts[each.code] += 1
            if self.counts[each.code] <= self.bounds.listed_of_a_kind and len(self.problems) < self.bounds.listed:
                self.problems.append(each)

    def contradicted(self, numbers: Iterable[tuple[int, str]], code: str) -> None:
        """Count and list readings that contradict others, by their rows and what they say."""
        self._tell(Problem(number, -1, code, text) for number, text in numbers)

    def sorted(self) -> tuple[Readings, NDArray[np.int64]]:
        """Return the readings that may be stored, each (series, time) once by time and series, and their rows.

        The first of two that contradict each other stays; the other is a problem.
        """
        if not self._found:
            return Readings(np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0)), np.zeros(0, np.int64)
        series, times, values, numbers = (np.concatenate(each) for each in zip(*self._found, strict=True))
        self._found.clear()
        order = np.lexsort((numbers, series, times))
        series, times, values, numbers = series[order], times[order], values[order], numbers[order]
        same = np.append(False, (series[1:] == series[:-1]) & (times[1:] == times[:-1]))
        first = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
        differs = values != values[first]
        self.repeated += int((same & ~differs).sum())
        texts = [
            f"{self.known.by_id[int(series[index])].quantity} {values[index]:g} / {values[first[index]]:g}"
            for index in differs.nonzero()[0]
        ]
        self.contradicted(zip(numbers[differs].tolist(), texts, strict=True), OTHER_VALUE_IN_FILE)
        return Readings(series[~same], times[~same], values[~same]), numbers[~same]
