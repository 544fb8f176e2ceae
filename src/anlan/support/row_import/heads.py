"""Finds the row of heads, also where it stands below a title or in two rows of merged cells."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from anlan.support.row_import.columns import Column, ColumnsMissing

_SEARCHED: Final = 20
_ASIDE: Final = re.compile(r"\(.*?\)|\[.*?\]|[\s*:_]")


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the heads end (``after`` rows from the beginning), which column is where, and what names nothing."""

    after: int
    places: dict[str, int]
    unknown: tuple[str, ...]


def bare(head: str) -> str:
    """Return a head without blanks, marks and its unit in brackets, so that small differences do not matter."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", head)).casefold()


def find(lines: Sequence[Sequence[str]], columns: Iterable[Column], *, has_shape: bool = False) -> Heads:
    """Return the heads of a table: the row, or two rows one above the other, that name the most columns."""
    known = {bare(word): column for column in columns for word in (column.key, *column.heads)}
    best = Heads(0, {}, ())
    for index in range(min(_SEARCHED, len(lines))):
        for heads, after in _readings(lines, index):
            places = _places(heads, known)
            if len(places) > len(best.places):
                best = Heads(after, places, _unknown(heads, known))
    missing = [
        c.label for c in {c.key: c for c in known.values()}.values() if _lacks(c, best.places, has_shape=has_shape)
    ]
    if missing:
        raise ColumnsMissing(columns=", ".join(missing))
    return best


def _readings(lines: Sequence[Sequence[str]], index: int) -> Iterable[tuple[Sequence[str], int]]:
    """Return the row as heads, and the row with the one below it where that refines it."""
    yield lines[index], index + 1
    if index + 1 < len(lines):
        upper, lower = lines[index], lines[index + 1]
        width = max(len(upper), len(lower))
        pairs = [(_at(upper, place), _at(lower, place)) for place in range(width)]
        yield [below or above for above, below in pairs], index + 2


def _places(heads: Sequence[str], known: dict[str, Column]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        column = known.get(bare(head))
        if column is not None:
            found.setdefault(column.key, place)
    return found


def _unknown(heads: Sequence[str], known: dict[str, Column]) -> tuple[str, ...]:
    return tuple(head.strip() for head in heads if head.strip() and bare(head) not in known)


def _lacks(column: Column, places: dict[str, int], *, has_shape: bool) -> bool:
    """Tell whether a needed column is missing; a map file's shape stands for its coordinates."""
    if column.key in places or not column.is_required:
        return False
    return not (has_shape and column.key in ("longitude", "latitude"))


def _at(line: Sequence[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""
