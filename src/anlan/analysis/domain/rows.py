"""Rows of numbers as they are typed or pasted into a form: a row a line, apart by blanks, tabs or commas."""

import math
import unicodedata
from typing import Final

from anlan.analysis.domain.errors import InputNotRead, TooManyRows
from anlan.analysis.domain.numbers import written

_SHOWN: Final = 40
MOST_ROWS: Final = 1000


def number_rows(text: str | None, columns: int, field: str) -> tuple[tuple[float, ...], ...]:
    """Return the rows of a text, each of so many numbers; a line that is none is refused by the field's label."""
    found = tuple(_numbers(line, columns, field) for line in _lines(text))
    _refuse_too_many(len(found), field)
    return found


def number_list(text: str | None, field: str) -> tuple[float, ...]:
    """Return all numbers of a text, however they are laid out in lines."""
    found = tuple(value for line in _lines(text) for value in _numbers(line, 0, field))
    _refuse_too_many(len(found), field)
    return found


def named_rows(text: str | None, columns: int, field: str) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Return the rows of a text that begin with a name and go on with so many numbers."""
    found = []
    for line in _lines(text):
        parts = _parts(line)
        name = " ".join(parts[:-columns])
        if not name:
            raise InputNotRead(field=field, value=line[:_SHOWN])
        found.append((name, _numbers(" ".join(parts[-columns:]), columns, field)))
    _refuse_too_many(len(found), field)
    return tuple(found)


def _lines(text: str | None) -> list[str]:
    whole = unicodedata.normalize("NFKC", text or "").replace("\u3001", ",")
    return [line.strip() for line in whole.splitlines() if line.strip()]


def _parts(line: str) -> list[str]:
    return line.replace(",", " ").replace(";", " ").split()


def _numbers(line: str, columns: int, field: str) -> tuple[float, ...]:
    try:
        found = tuple(written(each) for each in _parts(line))
    except ValueError as error:
        raise InputNotRead(field=field, value=line[:_SHOWN]) from error
    if (columns and len(found) != columns) or not all(math.isfinite(each) for each in found):
        raise InputNotRead(field=field, value=line[:_SHOWN])
    return found


def _refuse_too_many(count: int, field: str) -> None:
    if count > MOST_ROWS:
        raise TooManyRows(field=field, count=count, most=MOST_ROWS)
