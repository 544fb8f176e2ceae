"""Writing a sheet: heads, rows, the words that a column may hold, and nothing that a spreadsheet would calculate."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from anlan.kernel.later import later

openpyxl = later("openpyxl")
cells = later("openpyxl.utils")
comments = later("openpyxl.comments")
styles = later("openpyxl.styles")
validation = later("openpyxl.worksheet.datavalidation")

_LAST_ROW: Final = 5000
_LONGEST_LIST: Final = 255
_NARROWEST, _WIDEST = 10, 40
_HEAD: Final = "DCE6F1"
_NOT_IN_TITLES: Final = "[]:*?/\\"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the words that a cell is chosen from, and what is said of it."""

    head: str
    words: tuple[str, ...] = ()
    hint: str = ""


def workbook_of(title: str, columns: Sequence[Column], rows: Iterable[Iterable[object]]) -> bytes:
    """Return a workbook of one sheet; a text stays a text, whatever it begins with."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "".join(each for each in title if each not in _NOT_IN_TITLES)[:31] or "1"
    for number, column in enumerate(columns, 1):
        _head(sheet, number, column)
    for line, cells in enumerate(rows, 2):
        for number, value in enumerate(cells, 1):
            _write(sheet.cell(line, number), value)
    sheet.freeze_panes = "A2"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _head(sheet: Any, number: int, column: Column) -> None:
    cell = sheet.cell(1, number)
    _write(cell, column.head)
    cell.font, cell.fill = styles.Font(bold=True), styles.PatternFill("solid", fgColor=_HEAD)
    letter = cells.get_column_letter(number)
    sheet.column_dimensions[letter].width = min(max(_NARROWEST, 2 * len(column.head) + 2), _WIDEST)
    if column.hint:
        cell.comment = comments.Comment(column.hint, "Anlan")
    listed = ",".join(column.words)
    if column.words and len(listed) <= _LONGEST_LIST:
        rule = validation.DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        rule.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.add_data_validation(rule)


def _write(cell: Any, value: object) -> None:
    """Put a value into a cell; numbers stay numbers, everything else is text."""
    if value is None or value == "":
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return
    cell.value = str(value)
    cell.data_type = "s"
    cell.alignment = styles.Alignment(wrap_text="\n" in str(value), vertical="top")
