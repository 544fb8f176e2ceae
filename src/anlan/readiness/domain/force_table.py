"""A table of forces, one a row: which column holds what, by the words that heads may be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue
from anlan.readiness.domain.registers import Register
from anlan.support.tables import load_table

REQUIRED: Final = ("code", "name", "kind", "region")
COLUMN_WORDS: Final[dict[str, list[str]]] = load_table("anlan.readiness", "cells")["heads"]
Texts = Mapping[str, str]


class ColumnsMissing(AnlanError):
    """The first row of the table does not name what every force has: ``columns``."""

    code = "readiness.columns_missing"
    message = "The first row must name these columns: %(columns)s. Take the empty table as it is."


class TableTooLarge(AnlanError):
    """The file is larger or longer than is taken: ``rows``."""

    code = "readiness.table_too_large"
    message = "A table of more than %(rows)s rows or 10 MB is not taken. Cut it into smaller ones."
    error_class = ErrorClass.TOO_LARGE


class TableHasErrors(AnlanError):
    """Rows are refused and the person did not choose to leave them out: ``count``."""

    code = "readiness.table_has_errors"
    message = "%(count)s rows have errors. Mend the file, or choose to leave these rows out."


class NothingInTable(AnlanError):
    """The table gives nothing that is not registered already."""

    code = "readiness.nothing_in_table"
    message = "The table gives nothing new: no row is taken."


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its number as spreadsheets count, and its cells by the key of what they hold."""

    number: int
    texts: Texts


def rows_of_table(register: Register, lines: Iterable[Sequence[str]]) -> Iterator[TableRow]:
    """Return the rows that have something in them; refuse a table that does not name what every force has."""
    several = iter(lines)
    columns = columns_of(register, next(several, ()))
    missing = [words[0] for key, words in COLUMN_WORDS.items() if key in REQUIRED and key not in columns]
    if missing:
        raise ColumnsMissing(columns=", ".join(missing))
    for number, line in enumerate(several, 2):
        texts = {key: line[index].strip() if index < len(line) else "" for key, index in columns.items()}
        if any(texts.values()):
            yield TableRow(number, texts)


def columns_of(register: Register, heads: Sequence[str]) -> dict[str, int]:
    """Return which column holds what; heads that name nothing are left out, of two the first counts."""
    named = {word: key for key, words in COLUMN_WORDS.items() for word in words}
    for field in register.fields:
        named |= {field.key: field.key, field.name: field.key, field.head: field.key}
    found: dict[str, int] = {}
    for index, head in enumerate(heads):
        key = named.get(head.strip())
        if key is not None:
            found.setdefault(key, index)
    return found


def degrees(texts: Texts, key: str) -> float:
    """Return a coordinate of a row; refuse what is no number by the column's word."""
    try:
        return float(texts.get(key, ""))
    except ValueError:
        raise InvalidValue(field=COLUMN_WORDS[key][0], value=texts.get(key, "")[:40], rule="a_number") from None
