"""One door to a table in a file: what it is, and its rows as lists of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anlan.protocols.spreadsheet import workbook
from anlan.protocols.spreadsheet.cells import moment, number
from anlan.protocols.spreadsheet.delimited import cut, sniffed
from anlan.protocols.spreadsheet.encodings import decode
from anlan.protocols.spreadsheet.errors import CellRefused, NotATable, OldWorkbook

_HEAD_ROWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in a file. ``encoding`` and ``delimiter`` are empty for a workbook, ``sheets`` and ``sheet`` for text.

    ``cut_at`` is where the last character was cut off, -1 where it was not.
    """

    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    from_1904: bool = False
    cut_at: int = -1
    _text: str = ""
    _raw: bytes = b""

    def rows(self) -> Iterator[list[str]]:
        """Return all rows from the first on; what is wrong with the file comes as a refusal while they are read."""
        return workbook.rows(self._raw, self.sheet) if self.sheet else cut(self._text, self.delimiter)


def open_table(raw: bytes, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Table:
    """Return the table in a file; what is not told of it is found out."""
    if raw.startswith(workbook.OLE_MARK):
        raise OldWorkbook
    if raw.startswith(workbook.ZIP_MARK):
        found = workbook.look(raw, sheet)
        return Table(sheets=found.names, sheet=found.name, from_1904=found.from_1904, _raw=raw)
    if raw.startswith((b"%PDF", b"\x89PNG", b"\x1f\x8b", b"Rar!")) or raw.lstrip()[:1] == b"<":
        raise NotATable
    decoded = decode(raw, encoding)
    return Table(
        encoding=decoded.encoding,
        delimiter=delimiter or sniffed(decoded.text),
        cut_at=decoded.cut_at,
        _text=decoded.text,
    )


def head_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the index of the row that names the columns: the first of words only that is as wide as most others.

    Where no row is of words only the table has no head: -1.
    """
    beginning = [[cell.strip() for cell in row] for row in rows[:_HEAD_ROWS]]
    filled = [sum(1 for cell in row if cell) for row in beginning]
    wide = max(filled, default=0)
    for index, row in enumerate(beginning):
        if filled[index] > wide // 2 and not any(cell and _is_figure(cell) for cell in row):
            return index
    return -1


def _is_figure(cell: str) -> bool:
    """Tell whether a cell is a number, with or without a unit, or a time."""
    try:
        return number(cell) is not None
    except CellRefused:
        pass
    try:
        moment(cell, two_digit_years=True)
    except CellRefused:
        return False
    return True
