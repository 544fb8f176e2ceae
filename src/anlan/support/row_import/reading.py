"""One door to a list in a file: its rows read by the columns' rules, and everything that is wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.gis.geos import GEOSGeometry, Point
from shapely import from_wkb, to_wkb, transform

from anlan.protocols.spreadsheet.errors import CellRefused
from anlan.protocols.spreadsheet.table import open_table
from anlan.support.row_import import heads
from anlan.support.row_import.cells import REQUIRED, value_of
from anlan.support.row_import.columns import LARGEST, MOST_ROWS, Column, Crs, FileTooLarge, Problem, Reading, Row
from anlan.support.row_import.coordinates import is_in_china, to_degrees
from anlan.support.row_import.map_files import MapTable, is_map_file, read_map_file

OUTSIDE_CHINA: Final = "outside_china"
BROKEN_SHAPE: Final = "broken_shape"
TWICE: Final = "twice"
_MEGABYTE: Final = 1_000_000
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as it came."""

    number: int
    cells: Sequence[str]
    shape: GEOSGeometry | None = None


def read_rows(
    columns: Sequence[Column], raw: bytes, *, name: str = "", crs: Crs = Crs.AS_FILE, most: int = MOST_ROWS
) -> Reading:
    """Return the rows of a table or a map file and what is wrong with them; refuse what is no list of this kind.

    The first column is the one by which rows are told apart: the same value twice in one file is a problem.
    """
    if len(raw) > LARGEST:
        raise _too_large(most)
    if is_map_file(raw, name):
        return _of_map_file(columns, read_map_file(raw, believe=crs is Crs.AS_FILE, most=most), crs, most)
    lines: list[list[str]] = []
    for line in open_table(raw).rows():
        lines.append(line)
        if len(lines) > most + 20:
            raise _too_large(most)
    found = heads.find(lines, columns)
    body = [_Line(number, cells) for number, cells in enumerate(lines[found.after :], found.after + 1)]
    return _Reader(columns, found, crs).read(body)


def _of_map_file(columns: Sequence[Column], table: MapTable, crs: Crs, most: int) -> Reading:
    if len(table.features) > most:
        raise _too_large(most)
    found = heads.find([table.heads], columns, has_shape=True)
    body = [_Line(number, each.cells, each.shape) for number, each in enumerate(table.features, 1)]
    return _Reader(columns, found, crs, is_map=True).read(body)


def _too_large(most: int) -> FileTooLarge:
    return FileTooLarge(rows=most, megabytes=LARGEST // _MEGABYTE)


class _Reader:
    """Reads lines one after the other; remembers the cells above and the codes seen."""

    def __init__(self, columns: Sequence[Column], found: heads.Heads, crs: Crs, *, is_map: bool = False) -> None:
        self._columns = [column for column in columns if column.key in found.places]
        self._first = columns[0]
        self._found = found
        self._crs = crs
        self._is_map = is_map
        self._above: dict[str, str] = {}
        self._seen: dict[Any, int] = {}
        self._problems: list[Problem] = []

    def read(self, lines: Sequence[_Line]) -> Reading:
        rows = tuple(self._rows(lines))
        keys = frozenset(self._found.places)
        return Reading(rows, tuple(self._problems), keys, self._found.unknown)

    def _rows(self, lines: Sequence[_Line]) -> Iterator[Row]:
        for line in lines:
            if any(cell.strip() for cell in line.cells):
                yield self._row(line)

    def _row(self, line: _Line) -> Row:
        values = {column.key: self._value(line, column) for column in self._columns}
        self._is_twice(line, values.get(self._first.key))
        return Row(line.number, values, self._shape(line, values))

    def _value(self, line: _Line, column: Column) -> Any:
        place = self._found.places[column.key]
        cell = line.cells[place] if place < len(line.cells) else ""
        if column.fills_down:
            cell = cell if cell.strip() else self._above.get(column.key, "")
            self._above[column.key] = cell
        try:
            return value_of(column, cell)
        except CellRefused as refusal:
            if not (self._is_map and refusal.code == REQUIRED and column.key in ("longitude", "latitude")):
                self._wrong(line, column.label, cell, refusal.code, least=column.least, greatest=column.greatest)
            return None

    def _is_twice(self, line: _Line, code: Any) -> None:
        if code in (None, ""):
            return
        if code in self._seen:
            self._wrong(line, self._first.label, str(code), TWICE, first=self._seen[code])
        self._seen.setdefault(code, line.number)

    def _shape(self, line: _Line, values: dict[str, Any]) -> GEOSGeometry | None:
        """Return where a row lies, in degrees; its own shape counts before its coordinates."""
        if self._is_map:
            return self._checked(line, line.shape)
        x, y = values.get("longitude"), values.get("latitude")
        if x is None or y is None:
            return None
        longitude, latitude = to_degrees(self._crs, x, y)
        if not is_in_china(longitude, latitude):
            self._wrong(line, self._label("longitude"), f"{x}, {y}", OUTSIDE_CHINA)
            return None
        return Point(round(longitude, 7), round(latitude, 7), srid=4326)

    def _checked(self, line: _Line, shape: GEOSGeometry | None) -> GEOSGeometry | None:
        if shape is None or shape.empty or not shape.valid:
            self._wrong(line, self._label("longitude"), shape.valid_reason if shape else "", BROKEN_SHAPE)
            return None
        moved = _moved(shape, self._crs)
        west, south, east, north = moved.extent
        if not (is_in_china(west, south) and is_in_china(east, north)):
            self._wrong(line, self._label("longitude"), f"{west:.4f}, {south:.4f}", OUTSIDE_CHINA)
            return None
        return moved

    def _label(self, key: str) -> str:
        return next((column.label for column in self._columns if column.key == key), "geometry")

    def _wrong(self, line: _Line, field: str, value: str, rule: str, **data: object) -> None:
        self._problems.append(Problem(line.number, field, value.strip()[:_SHOWN], rule, data))


def _moved(shape: GEOSGeometry, crs: Crs) -> GEOSGeometry:
    """Return a shape in degrees, every one of its points moved from the declared coordinates."""
    if crs in (Crs.AS_FILE, Crs.CGCS2000):
        return shape
    moved = transform(from_wkb(bytes(shape.wkb)), lambda points: [to_degrees(crs, x, y) for x, y in points])
    return GEOSGeometry(memoryview(to_wkb(moved)), srid=4326)
