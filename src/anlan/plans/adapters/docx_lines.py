"""Reads the lines of a Word file: headings by their style, tables row by row."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from anlan.kernel.later import later
from anlan.plans.domain.errors import NotAPaper
from anlan.plans.domain.reading import CELL, Line

docx = later("docx")
tables = later("docx.table")

MOST_BYTES: Final = 5 * 1024 * 1024
_MOST_UNPACKED: Final = 60 * 1024 * 1024
_MOST_LINES: Final = 5000
_LONGEST_LINE: Final = 4000
_DEEPEST: Final = 4


def lines_of(content: bytes, name: str) -> tuple[Line, ...]:
    """Return the lines of a .docx file; refuse what is none, is too large, or swells when it is unpacked."""
    if len(content) > MOST_BYTES:
        raise NotAPaper(name=name[:80])
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _MOST_UNPACKED:
                raise NotAPaper(name=name[:80])
        found = list(_lines(docx.Document(BytesIO(content))))
    except NotAPaper:
        raise
    except Exception as error:  # the reader fails in many ways on a broken file, all of them mean the same
        raise NotAPaper(name=name[:80]) from error
    if not 1 <= len(found) <= _MOST_LINES:
        raise NotAPaper(name=name[:80])
    return tuple(found)


def _lines(document: Any) -> Iterator[Line]:
    for part in document.iter_inner_content():
        if isinstance(part, tables.Table):
            for row in part.rows:
                cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
                yield from _said(0, CELL.join(cell for cell in cells if cell))
        else:
            yield from _said(_depth(part.style.name if part.style else ""), part.text)


def _said(depth: int, text: str) -> Iterator[Line]:
    for piece in text.replace("\x00", "").splitlines():
        if piece.strip():
            yield Line(depth, piece.strip()[:_LONGEST_LINE])


def _depth(style: str) -> int:
    """Return how deep a heading of this style is; Word writes the style's English name into every file."""
    match = re.fullmatch(r"[Hh]eading (\d)", style)
    return min(int(match[1]), _DEEPEST) if match else 0
