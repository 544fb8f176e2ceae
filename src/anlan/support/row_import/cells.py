"""Reads a cell by its column's rule; what breaks the rule is refused by the rule's name."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from anlan.protocols.spreadsheet.cells import is_missing, moment, number
from anlan.protocols.spreadsheet.errors import CellRefused
from anlan.support.row_import.columns import Column, Kind

REQUIRED: Final = "required"
TOO_LONG: Final = "too_long"
NOT_WHOLE: Final = "not_whole"
TOO_SMALL: Final = "too_small"
TOO_LARGE: Final = "too_large"
NOT_IN_LIST: Final = "not_in_list"
NOT_YES_OR_NO: Final = "not_yes_or_no"
NOT_DEGREES: Final = "not_degrees"
_YES: Final = frozenset({"\u662f", "\u6709", "yes", "y", "true", "1", "\u221a", "\u2713", "\u2714"})
_NO: Final = frozenset({"\u5426", "\u65e0", "\u6ca1\u6709", "no", "n", "false", "0", "\u00d7", ""})
_SEXAGESIMAL: Final = re.compile(
    r"[NE]?\s*(\d{1,3})\s*[\u00b0\u5ea6]\s*(\d{1,2})\s*['\u2032\u5206]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"\u2033\u79d2]|\u2032{2}|'{2})?)?\s*[NE]?"
)


def value_of(column: Column, cell: str) -> Any:
    """Return what a cell means, nothing where it is empty and may be; raise ``CellRefused`` with the rule it breaks."""
    text = " ".join(unicodedata.normalize("NFKC", cell).replace("\0", "").split())
    if not text or (column.kind not in (Kind.TEXT, Kind.CHOICE, Kind.FLAG) and is_missing(text)):
        if column.is_required:
            raise CellRefused(REQUIRED)
        return _EMPTY.get(column.kind)
    return _READERS[column.kind](column, text)


def _text(column: Column, text: str) -> str:
    if len(text) > column.longest:
        raise CellRefused(TOO_LONG)
    return text


def _number(column: Column, text: str) -> float:
    found = number(text)
    if found is None:
        raise CellRefused("not_a_number")
    if column.least is not None and found.value < column.least:
        raise CellRefused(TOO_SMALL)
    if column.greatest is not None and found.value > column.greatest:
        raise CellRefused(TOO_LARGE)
    return found.value


def _whole(column: Column, text: str) -> int:
    value = _number(column, text)
    if value != int(value):
        raise CellRefused(NOT_WHOLE)
    return int(value)


def _date(column: Column, text: str) -> Any:
    return moment(text).at.date()


def _choice(column: Column, text: str) -> str:
    words = {word.casefold(): key for word, key in column.choices.items()}
    words |= {key.casefold(): key for key in column.choices.values()}
    if text.casefold() not in words:
        raise CellRefused(NOT_IN_LIST)
    return words[text.casefold()]


def _flag(column: Column, text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise CellRefused(NOT_YES_OR_NO)


def _degrees(column: Column, text: str) -> float:
    """Return a coordinate: a number, or degrees, minutes and seconds."""
    found = _SEXAGESIMAL.fullmatch(text)
    if found:
        degrees, minutes, seconds = int(found[1]), int(found[2]), float(found[3] or 0)
        if minutes >= 60 or seconds >= 60:
            raise CellRefused(NOT_DEGREES)
        return degrees + minutes / 60 + seconds / 3600
    plain = text.rstrip("\u00b0\u5ea6 ").lstrip("NE ")
    written = number(plain)
    if written is not None and written.unit:
        raise CellRefused(NOT_DEGREES)
    return _number(column, plain)


_EMPTY: Final[dict[Kind, Any]] = {Kind.TEXT: "", Kind.CHOICE: "", Kind.FLAG: False}
_READERS: Final[dict[Kind, Callable[[Column, str], Any]]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.DEGREES: _degrees,
}
