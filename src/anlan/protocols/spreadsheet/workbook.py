"""Reading the sheets of an .xlsx workbook: values as text, formulas by what they gave, merged columns filled down.

A workbook is a zip of XML files from a stranger: what unpacks to more than a table needs, or declares document types
(the way to XML bombs), is refused before anything is parsed.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from anlan.kernel.later import later
from anlan.protocols.spreadsheet.errors import BrokenWorkbook, FormulasWithoutValues, UnsafeWorkbook

openpyxl = later("openpyxl")
cells = later("openpyxl.utils")
dates = later("openpyxl.utils.datetime")
exceptions = later("openpyxl.utils.exceptions")

ZIP_MARK: Final = b"PK\x03\x04"
OLE_MARK: Final = b"\xd0\xcf\x11\xe0"
_MOST_UNPACKED: Final = 1024**3
_MOST_MEMBERS: Final = 2000
_MOST_RATIO: Final = 250
_SMALL: Final = 8 * 1024**2
_PART: Final = 4 * 1024**2
_OVERLAP: Final = 4096
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')
_UNCALCULATED = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that can be read: all names, the chosen one, and whether its days count from 1904."""

    names: tuple[str, ...]
    name: str
    from_1904: bool


def look(raw: bytes, name: str = "") -> Sheet:
    """Return the workbook's sheets and the one asked for, else the first visible one that has cells."""
    _check_members(raw)
    book = _opened(raw)
    names = tuple(sheet.title for sheet in book.worksheets)
    if not names or (name and name not in names):
        raise BrokenWorkbook(detail=name)
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    chosen = name or next((each for each in visible if _has_cells(book[each])), (visible or names)[0])
    sheet = Sheet(names, chosen, book.epoch == dates.CALENDAR_MAC_1904)
    book.close()
    return sheet


def rows(raw: bytes, name: str) -> Iterator[list[str]]:
    """Return the rows of a sheet as text."""
    book = _opened(raw)
    sheet = book[name]
    covered = _covered(_scanned(raw, sheet))
    sheet.reset_dimensions()
    open_until: dict[int, tuple[int, str]] = {}
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            row = [_text(cell) for cell in cells]
            for column, last in covered.get(number, {}).items():
                open_until[column] = (last, row[column] if column < len(row) else "")
            if open_until:
                _fill_down(row, number, open_until)
            yield row
    except _broken() as error:
        raise BrokenWorkbook(detail=type(error).__name__) from error
    finally:
        book.close()


def _broken() -> tuple[type[Exception], ...]:
    """Return what the reader raises on a broken file."""
    others = (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError, IndexError)
    return (exceptions.InvalidFileException, *others)


def _opened(raw: bytes) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    except _broken() as error:
        raise BrokenWorkbook(detail=type(error).__name__) from error


def _check_members(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _check_head(archive, member)
    except _broken() as error:
        raise BrokenWorkbook(detail=type(error).__name__) from error


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_MEMBERS or sum(each.file_size for each in members) > _MOST_UNPACKED:
        raise UnsafeWorkbook(detail="it unpacks to more than 1 GB or 2000 files")
    for each in members:
        if each.file_size > _SMALL and each.file_size > _MOST_RATIO * max(each.compress_size, 1):
            raise UnsafeWorkbook(detail=f"{each.filename} is packed more than {_MOST_RATIO} times")


def _check_head(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    with archive.open(member) as stream:
        head = stream.read(_OVERLAP)
    if b"<!" in head.replace(b"<!--", b"") or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnsafeWorkbook(detail=f"{member.filename} declares a document type")


def _has_cells(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return any(any(cell is not None for cell in row) for row in sheet.iter_rows(max_row=50, values_only=True))


def _scanned(raw: bytes, sheet: Any) -> list[str]:
    """Return the merged ranges; refuse formulas whose results were never saved, for they would read as empty."""
    merged: list[str] = []
    uncalculated, tail = 0, b""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(sheet._worksheet_path.lstrip("/")) as stream:
        while part := stream.read(_PART):
            text = tail + part
            cut = text.rfind(b"</row>") + 1 or len(text)
            uncalculated += len(_UNCALCULATED.findall(text, 0, cut))
            merged += [each.decode() for each in _MERGED.findall(text)]
            tail = text[cut:]
    if uncalculated:
        raise FormulasWithoutValues(count=uncalculated)
    return merged


def _covered(merged: list[str]) -> dict[int, dict[int, int]]:
    """Return, by the first row of ranges that lie in one column, the column and the last row."""
    found: dict[int, dict[int, int]] = {}
    for each in merged:
        left, top, right, bottom = cells.range_boundaries(each)
        if left == right and bottom > top:
            found.setdefault(top, {})[left - 1] = bottom
    return found


def _fill_down(row: list[str], number: int, open_until: dict[int, tuple[int, str]]) -> None:
    """Write into the cells that a merged one covers what stands in it."""
    for column, (last, text) in list(open_until.items()):
        if number > last:
            del open_until[column]
            continue
        row.extend([""] * (column + 1 - len(row)))
        row[column] = text


def _text(cell: object) -> str:
    """Return a cell's value as the text that the readers of cells understand."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return str(cell)
