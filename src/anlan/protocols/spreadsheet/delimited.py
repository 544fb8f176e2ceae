"""Cutting text into rows of cells."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Final

from anlan.protocols.spreadsheet.errors import BrokenText

DELIMITERS: Final = (",", "\t", ";", "|")
_SAMPLE_CHARACTERS = 40_000
_SAMPLE_ROWS = 100
_END: Final = "\ue000the end of the text\ue000"


def sniffed(text: str) -> str:
    """Return the delimiter that cuts the beginning of the text into the most even rows; a comma where none does."""
    best, delimiter = 0.0, ","
    for each in DELIMITERS:
        score = _evenness(text[:_SAMPLE_CHARACTERS], each)
        if score > best:
            best, delimiter = score, each
    return delimiter


def _evenness(sample: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            widths[len(row)] += 1
            if widths.total() == _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0
    width, count = max(wide.items(), key=lambda each: each[1])
    return count / widths.total() + min(width, 50) / 1000


def cut(text: str, delimiter: str) -> Iterator[list[str]]:
    """Return the rows of a text; raise ``BrokenText`` where a quotation mark is never closed."""
    reader = csv.reader(_lines(text), delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            if row and row[-1].endswith(_END):
                if row != [_END]:
                    raise BrokenText(line=begins)
                return
            yield row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BrokenText(line=begins) from error


def _lines(text: str) -> Iterator[str]:
    """Return the lines and then a mark, which swallows nothing unless a quotation mark is open."""
    yield from io.StringIO(text, newline="")
    if text and not text.endswith("\n"):
        yield "\n"
    yield _END
