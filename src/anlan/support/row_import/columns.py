"""What a column of an import may hold, and what reading a file gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum
from typing import Any, Final

from django.contrib.gis.geos import GEOSGeometry

from anlan.kernel.errors import AnlanError, ErrorClass

LARGEST: Final = 50_000_000
MOST_ROWS: Final = 20_000


class Kind(StrEnum):
    """What a cell is read as."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"
    DEGREES = "degrees"


class Crs(StrEnum):
    """In which coordinates a file is written; ``AS_FILE`` believes the file, CGCS2000 where it says nothing."""

    AS_FILE = "as_file"
    CGCS2000 = "cgcs2000"
    WEB_MERCATOR = "web_mercator"
    GCJ02 = "gcj02"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its ``heads`` are the words by which it is found, the first one is shown.

    ``choices`` are the words of a choice by what they mean. ``fills_down``: an empty cell means the one above, as in
    tables whose merged cells were lost.
    """

    key: str
    heads: tuple[str, ...]
    kind: Kind = Kind.TEXT
    is_required: bool = False
    longest: int = 200
    least: float | None = None
    greatest: float | None = None
    choices: Mapping[str, str] = made(default_factory=dict)
    fills_down: bool = False

    @property
    def label(self) -> str:
        """Return the word by which people are told of it."""
        return self.heads[0]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: in which row, in which field, with which value, against which rule."""

    row: int
    field: str
    value: str
    rule: str
    data: Mapping[str, object] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that has something in it: ``number`` as spreadsheets count, or as map files count their features."""

    number: int
    values: dict[str, Any]
    shape: GEOSGeometry | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave. ``columns`` are the keys it has; ``unknown`` are heads that name nothing and are left out."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    columns: frozenset[str]
    unknown: tuple[str, ...] = ()


class ColumnsMissing(AnlanError):
    """No row of the file's beginning names what every row must have: ``columns``."""

    code = "row_import.columns_missing"
    message = "No row names these columns: %(columns)s. Take the heads of the empty table."


class FileTooLarge(AnlanError):
    """The file is larger or longer than is taken: ``rows``, ``megabytes``."""

    code = "row_import.file_too_large"
    message = "A file of more than %(rows)s rows or %(megabytes)s MB is not taken. Cut it into smaller ones."
    error_class = ErrorClass.TOO_LARGE


class MapFileUnreadable(AnlanError):
    """The bytes are no map file that is read here: ``detail``."""

    code = "row_import.map_file_unreadable"
    message = "The map file cannot be read (%(detail)s). Send GeoJSON, a zipped Shapefile or a GeoPackage."


class RowsHaveErrors(AnlanError):
    """Rows are wrong, so nothing of the file is taken: ``count``, and the first ``row``, ``field``."""

    code = "row_import.rows_have_errors"
    message = "%(count)s errors, the first in row %(row)s, %(field)s. Nothing is stored; mend it and send it again."


def refuse(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """Refuse a file that has problems: all of it or nothing."""
    if problems:
        first = problems[0]
        raise RowsHaveErrors(count=len(problems), row=first.row, field=first.field)
