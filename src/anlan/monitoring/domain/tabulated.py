"""Rows of a table as readings, with every cell that cannot be one named by row and column.

Tables repeat themselves: each distinct text of a cell is read once, and a million rows cost little more than finding
what their texts meant before.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.monitoring.domain.columns import DATE_PARTS, Role, TableMap, Vocabulary
from anlan.monitoring.domain.quantities import Quantity
from anlan.protocols.spreadsheet.cells import Moment, is_missing_code, moment, number
from anlan.protocols.spreadsheet.errors import CellRefused

UNKNOWN_UNIT: Final = "unit_does_not_fit"
ESTIMATED: Final = "estimated"
NO_STATION: Final = "no_station"
NO_TIME: Final = "no_time"
UNKNOWN_QUANTITY_NAME: Final = "unknown_quantity_name"
TOO_MANY_CELLS: Final = "too_many_cells"
_MOST_REMEMBERED: Final = 200_000
_NAN: Final = float("nan")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row or a cell gives no reading; ``row`` counts from 1 as spreadsheets do, ``column`` from 0 (-1: all)."""

    row: int
    column: int
    code: str
    text: str


class Remembered(dict[object, object]):
    """Answers what was asked before; asks the reader of cells for what is new."""

    def __init__(self, read: Callable[[object], object]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, key: object) -> object:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        value = self[key] = self._read(key)
        return value


@dataclass(slots=True)
class Column:
    """What one column of values gave: one entry per row; not-a-number where there is none."""

    index: int
    quantities: list[str] | str
    values: NDArray[np.float64]


@dataclass(slots=True)
class Part:
    """What a run of rows gave. Rows without a time have None, rows without a station have an empty one."""

    numbers: list[int]
    stations: list[str]
    times: list[int | None]
    columns: list[Column]
    problems: list[Problem] = field(default_factory=list)
    missing: int = 0


class TableReader:
    """Reads the rows of one table by its mapping."""

    def __init__(self, table: TableMap, vocabulary: Vocabulary, *, from_1904: bool = False) -> None:
        self._map = table
        self._vocabulary = vocabulary
        self._from_1904 = from_1904
        self._times = Remembered(self._read_time)
        self._cells: dict[tuple[str, str], Remembered] = {}
        self._station = next(iter(table.where(Role.STATION)), None)
        whole = (*table.where(Role.DATE), *table.where(Role.TIME))
        self._parts = () if whole else tuple(index for role in DATE_PARTS for index in table.where(role))
        self._whole = whole
        self._clock = (*table.where(Role.HOUR), *table.where(Role.MINUTE))
        self._time_columns = (*whole, *self._parts, *self._clock)
        self._width = len(table.columns)

    def read(self, rows: Sequence[list[str]], first_number: int) -> Part:
        """Return what ``rows`` give; rows without any text are passed over."""
        kept = [(number, row) for number, row in enumerate(rows, first_number) if "".join(row).strip()]
        part = Part([number for number, _row in kept], [], [], [])
        cells = [self._evened(row, number, part) for number, row in kept]
        part.stations = self._stations(cells)
        part.times = self._moments(cells, part)
        for index in self._map.measured:
            part.columns.append(self._column(index, cells, part))
        for position, station in enumerate(part.stations):
            if not station:
                part.problems.append(Problem(part.numbers[position], -1, NO_STATION, ""))
        return part

    def _evened(self, row: list[str], number: int, part: Part) -> list[str]:
        short = self._width - len(row)
        if short > 0:
            return row + [""] * short
        if short < 0 and any(cell.strip() for cell in row[self._width :]):
            extra = next(cell for cell in row[self._width :] if cell.strip())
            part.problems.append(Problem(number, -1, TOO_MANY_CELLS, extra))
        return row

    def _stations(self, cells: list[list[str]]) -> list[str]:
        if self._station is None:
            return [self._map.station] * len(cells)
        return [row[self._station].strip() or self._map.station for row in cells]

    def _moments(self, cells: list[list[str]], part: Part) -> list[int | None]:
        columns = self._time_columns
        if len(columns) == 1:
            (only,) = columns
            times = [self._times[row[only]] for row in cells]
        else:
            times = [self._times[tuple([row[index] for index in columns])] for row in cells]
        found: list[int | None] = []
        for position, time in enumerate(times):
            if isinstance(time, int):
                found.append(time)
                continue
            found.append(None)
            written = " ".join(cells[position][index] for index in columns)
            part.problems.append(Problem(part.numbers[position], columns[0], str(time), written))
        return found

    def _read_time(self, key: object) -> int | str:
        """Return microseconds since the epoch, or the code of a refusal."""
        texts = [key] if isinstance(key, str) else list(key) if isinstance(key, tuple) else []
        count = len(self._whole) or len(self._parts)
        try:
            return self._instant([str(text).strip() for text in texts], count)
        except CellRefused as error:
            return error.code

    def _instant(self, texts: list[str], count: int) -> int:
        """Return the instant of a date in the first ``count`` texts, with a time of day in the others."""
        date, clock = texts[:count], texts[count:]
        if not all(date):
            raise CellRefused(NO_TIME)
        written = "-".join(date) if self._parts else date[0]
        more = " ".join(() if self._parts else date[1:]) or ":".join(part or "0" for part in clock)
        found = self._moment(written)
        if more:
            found = self._moment(f"{found.at:%Y-%m-%d} {more}")
        return round((found.end or found.at).timestamp() * 1000) * 1000

    def _moment(self, written: str) -> Moment:
        return moment(written, two_digit_years=self._map.two_digit_years, from_1904=self._from_1904)

    def _column(self, index: int, cells: list[list[str]], part: Part) -> Column:
        column = self._map.columns[index]
        if column.quantity or (self._map.quantity and not self._map.where(Role.QUANTITY)):
            quantity = column.quantity or self._map.quantity
            found = self._plain_values(index, quantity, cells, part)
            return Column(index, quantity, found)
        return self._named_values(index, cells, part)

    def _plain_values(self, index: int, quantity: str, cells: list[list[str]], part: Part) -> NDArray[np.float64]:
        """Return a column of one quantity, in the column's unit unless a column or the cell says another."""
        units = self._map.where(Role.UNIT)
        unit = self._map.columns[index].unit
        if units and not self._map.columns[index].quantity:
            found = [self._memory(quantity, row[units[0]].strip())[row[index]] for row in cells]
        else:
            memory = self._memory(quantity, unit)
            found = [memory[row[index]] for row in cells]
        return _sifted(found, index, cells, part)

    def _named_values(self, index: int, cells: list[list[str]], part: Part) -> Column:
        """Return a column whose rows say what is measured."""
        named, unit_columns = self._map.where(Role.QUANTITY)[0], self._map.where(Role.UNIT)
        own = self._map.columns[index].unit
        names = Remembered(lambda text: self._vocabulary.quantity(str(text)) or str(text).strip())
        quantities = [str(names[row[named]] or self._map.quantity) for row in cells]
        found: list[object] = []
        for position, (quantity, row) in enumerate(zip(quantities, cells, strict=True)):
            if quantity not in self._vocabulary.known:
                part.problems.append(Problem(part.numbers[position], named, UNKNOWN_QUANTITY_NAME, row[named]))
                part.missing -= 1
                found.append(_NAN)
                continue
            unit = row[unit_columns[0]].strip() if unit_columns else own
            found.append(self._memory(quantity, unit)[row[index]])
        return Column(index, quantities, _sifted(found, index, cells, part))

    def _memory(self, quantity: str, unit: str) -> Remembered:
        key = (quantity, unit)
        if key not in self._cells:
            known = self._vocabulary.known[quantity]
            self._cells[key] = Remembered(lambda text: self._read_value(str(text), known, unit))
        return self._cells[key]

    def _read_value(self, text: str, quantity: Quantity, unit: str) -> float | str:
        """Return the value in the quantity's unit, not-a-number where there is none, or the code of a refusal."""
        try:
            found = number(text)
        except CellRefused as error:
            return error.code
        if found is None:
            return _NAN
        if found.is_estimated:
            return ESTIMATED
        factor = self._vocabulary.units.factor(found.unit or unit, quantity.unit)
        if factor is None:
            return UNKNOWN_UNIT
        value = found.value if factor == 1.0 else round(found.value * factor, 9)
        is_possible = all(quantity.low <= each <= quantity.high for each in (value, found.value))
        is_code = is_missing_code(found.value) and not is_possible
        return _NAN if is_code else value


def _sifted(found: list[object], index: int, cells: list[list[str]], part: Part) -> NDArray[np.float64]:
    """Return the values, with refusals turned into problems and gaps counted."""
    for position, each in _refusals(found):
        found[position] = _NAN
        part.missing -= 1
        part.problems.append(Problem(part.numbers[position], index, each, cells[position][index]))
    values = np.array(found, dtype=np.float64)
    part.missing += int(np.isnan(values).sum())
    return values


def _refusals(found: list[object]) -> list[tuple[int, str]]:
    return [(position, each) for position, each in enumerate(found) if isinstance(each, str)]


def counted(problems: Iterable[Problem]) -> Counter[str]:
    """Return how many problems there are of each kind."""
    return Counter(each.code for each in problems)
